import { type DistinctStates, distinctStates } from '../distinct-states.ts';
import type { HistoryColumns } from '../purchase-model.ts';
import { placesByRank } from '../rank.ts';

/** Customers by their (x, T), by rising x. */
export interface HistoryGroups extends DistinctStates {
  /** The rows of group g are `rows[starts[g]]` up to, not including, `rows[starts[g + 1]]`. */
  rows: Uint32Array;
  starts: Uint32Array;
}

export function groupHistories(customers: HistoryColumns): HistoryGroups {
  const states = distinctStates(customers);
  const rows = new Uint32Array(states.ofRow.length);
  placesByRank(states.ofRow, states.frequency.length).forEach((place, row) => {
    rows[place] = row;
  });
  const starts = new Uint32Array(states.frequency.length + 1);
  for (const group of states.ofRow) starts[group + 1] = (starts[group + 1] ?? 0) + 1;
  for (let group = 1; group < starts.length; group += 1) {
    starts[group] = (starts[group] ?? 0) + (starts[group - 1] ?? 0);
  }
  return { ...states, rows, starts };
}
