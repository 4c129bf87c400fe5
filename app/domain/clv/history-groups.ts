import type { HistoryColumns } from './purchase-model.ts';
import { moveTo, placesByRank, rankOf } from './rank.ts';

/** Customers by their distinct (x, T), by rising x and then T. */
export interface HistoryGroups {
  /** x and T of each group. */
  frequency: Float64Array;
  customerAge: Float64Array;
  /** The rows of group g are `rows[starts[g]]` up to, not including, `rows[starts[g + 1]]`. */
  rows: Uint32Array;
  starts: Uint32Array;
  /** The group of each row. */
  groupOf: Uint32Array;
}

export function groupHistories({ frequency, customerAge }: HistoryColumns): HistoryGroups {
  const age = rankOf(customerAge);
  const x = rankOf(frequency);
  const byAge = placesByRank(age.rank, age.values.length);
  const byX = placesByRank(moveTo(byAge, x.rank), x.values.length);
  const rows = new Uint32Array(frequency.length);
  byAge.forEach((place, row) => {
    rows[byX[place] ?? 0] = row;
  });
  const starts: number[] = [];
  const groupOf = new Uint32Array(rows.length);
  let last = -1;
  rows.forEach((row, at) => {
    const isNew = last < 0 || x.rank[row] !== x.rank[last] || age.rank[row] !== age.rank[last];
    if (isNew) starts.push(at);
    groupOf[row] = starts.length - 1;
    last = row;
  });
  const firstOf = (start: number) => rows[start] ?? 0;
  return {
    frequency: Float64Array.from(starts, (start) => frequency[firstOf(start)] ?? 0),
    customerAge: Float64Array.from(starts, (start) => customerAge[firstOf(start)] ?? 0),
    rows,
    starts: Uint32Array.from([...starts, rows.length]),
    groupOf,
  };
}
