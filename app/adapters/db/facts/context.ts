import type { Shop } from '#app/domain/shop.ts';
import type { Db } from '../recordset.ts';

/** One application of changes to one shop. */
export interface FactsContext {
  db: Db;
  shop: Shop;
  /** ISO instant of writing down. */
  recordedAt: string;
  source: 'webhook' | 'import' | 'reconcile';
}

/** Distinct values, nulls left out. */
export function distinct<Value>(values: Iterable<Value | null | undefined>): Value[] {
  const set = new Set<Value>();
  for (const value of values) if (value !== null && value !== undefined) set.add(value);
  return [...set];
}

/** Rows by an id; the last of several wins. */
export function indexBy<Row, Key>(rows: Iterable<Row>, key: (row: Row) => Key): Map<Key, Row> {
  const index = new Map<Key, Row>();
  for (const row of rows) index.set(key(row), row);
  return index;
}

export function groupBy<Row, Key>(rows: Iterable<Row>, key: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
