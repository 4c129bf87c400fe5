import type { HistoryColumns } from './purchase-model.ts';
import { placesByRank, rankOf } from './rank.ts';

/** The distinct pairs of x and T of rows, by x. */
export interface DistinctStates {
  frequency: Float64Array;
  customerAge: Float64Array;
  /** For each row the place of its pair. */
  ofRow: Uint32Array;
}

/** A table of all pairs that might be is made where it is at most so many times the rows. */
const TABLE_PER_ROW = 4;
const SMALL_TABLE = 1 << 20;

/**
 * What a forecast depends on, apart from P(alive). Where the distinct x and T are too many for a
 * table of their pairs, rows of equal pairs stay apart.
 */
export function distinctStates({ frequency, customerAge }: HistoryColumns): DistinctStates {
  const x = rankOf(frequency);
  const age = rankOf(customerAge);
  const cells = x.values.length * age.values.length;
  if (cells > Math.max(SMALL_TABLE, TABLE_PER_ROW * frequency.length)) {
    const ofRow = placesByRank(x.rank, x.values.length);
    const states = { frequency: new Float64Array(ofRow.length), customerAge: frequency.slice() };
    ofRow.forEach((place, row) => {
      states.frequency[place] = frequency[row] ?? 0;
      states.customerAge[place] = customerAge[row] ?? 0;
    });
    return { ...states, ofRow };
  }
  const ages = age.values.length;
  const ofRow = new Uint32Array(frequency.length);
  const table = new Uint32Array(cells);
  for (let row = 0; row < ofRow.length; row += 1) {
    const cell = (x.rank[row] ?? 0) * ages + (age.rank[row] ?? 0);
    ofRow[row] = cell;
    table[cell] = 1;
  }
  const states = { frequency: [] as number[], customerAge: [] as number[] };
  for (let cell = 0; cell < cells; cell += 1) {
    if (table[cell] === 0) continue;
    table[cell] = states.frequency.length;
    states.frequency.push(x.values[Math.floor(cell / ages)] ?? 0);
    states.customerAge.push(age.values[cell % ages] ?? 0);
  }
  for (let row = 0; row < ofRow.length; row += 1) ofRow[row] = table[ofRow[row] ?? 0] ?? 0;
  return {
    frequency: Float64Array.from(states.frequency),
    customerAge: Float64Array.from(states.customerAge),
    ofRow,
  };
}
