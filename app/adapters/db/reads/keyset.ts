import sql, { raw, type Sql } from 'sql-template-tag';
import { z } from 'zod';

/** A place in a sorted list: the row it stands at, and which way to read from there. */
export interface Cursor {
  direction: 'after' | 'before';
  value: string;
  id: string;
}

export interface Page<Row> {
  rows: Row[];
  /** Pass it to read on; null at the end. */
  next: string | null;
  previous: string | null;
}

const shape = z.object({
  d: z.enum(['after', 'before']),
  v: z.string().max(400),
  i: z.string().max(80),
});

function encode({ direction, value, id }: Cursor): string {
  return Buffer.from(JSON.stringify({ d: direction, v: value, i: id })).toString('base64url');
}

const NUMBERS = {
  bigint: /^-?\d{1,18}$/,
  'double precision': /^-?\d{1,20}(\.\d{1,20})?(e[+-]?\d{1,2})?$/,
};

/** The text as the database takes it for a value of the type without an error; null where not. */
function toReadable(text: string, type: Sorting['type']): string | null {
  if (type === 'text') return text.includes('\0') ? null : text;
  if (type !== 'timestamptz') return NUMBERS[type].test(text) ? text : null;
  if (text === '-infinity') return text;
  const instant = Date.parse(text.replace(' ', 'T').replace(/[+-]\d\d$/, '$&:00'));
  return Number.isNaN(instant) ? null : new Date(instant).toISOString();
}

/** The cursor of a page's address; null where it is none of ours: then the list begins anew. */
export function decodeCursor(
  text: string | null | undefined,
  { type, idType }: Pick<Sorting, 'type' | 'idType'>,
): Cursor | null {
  if (!text) return null;
  try {
    const { d, v, i } = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    const [value, id] = [toReadable(v, type), toReadable(i, idType)];
    return value === null || id === null ? null : { direction: d, value, id };
  } catch {
    return null;
  }
}

export interface Sorting {
  /** SQL expression that is never null, its type, and the id that breaks ties. */
  expression: string;
  type: 'bigint' | 'timestamptz' | 'text' | 'double precision';
  id: string;
  idType: 'bigint' | 'text';
  descending: boolean;
}

/** `where` and `order by … limit` of one page, one row more than it shows. */
export function pageClauses(sorting: Sorting, cursor: Cursor | null, limit: number) {
  const { expression, type, id, idType } = sorting;
  const backwards = cursor?.direction === 'before';
  const isDown = sorting.descending !== backwards;
  const way = raw(isDown ? 'desc' : 'asc');
  const sortKey = raw(expression);
  const idKey = raw(id);
  const where: Sql = cursor
    ? sql`(${sortKey}, ${idKey}) ${raw(isDown ? '<' : '>')}
        (${cursor.value}::${raw(type)}, ${cursor.id}::${raw(idType)})`
    : sql`true`;
  return {
    select: sql`(${sortKey})::text as sort_value, (${idKey})::text as sort_id`,
    where,
    tail: sql`order by ${sortKey} ${way}, ${idKey} ${way} limit ${limit + 1}`,
  };
}

/** A page of the rows that `pageClauses` brought, in the list's order. */
export function toPage<Row extends { sort_value: string; sort_id: string }, Shown>(
  found: Row[],
  cursor: Cursor | null,
  limit: number,
  show: (row: Row) => Shown,
): Page<Shown> {
  const backwards = cursor?.direction === 'before';
  const hasMore = found.length > limit;
  const rows = found.slice(0, limit);
  if (backwards) rows.reverse();
  const at = (row: Row | undefined, direction: Cursor['direction']) =>
    row ? encode({ direction, value: row.sort_value, id: row.sort_id }) : null;
  const hasNext = backwards || hasMore;
  const hasPrevious = backwards ? hasMore : cursor !== null;
  return {
    rows: rows.map(show),
    next: hasNext ? at(rows.at(-1), 'after') : null,
    previous: hasPrevious ? at(rows[0], 'before') : null,
  };
}
