import { rankOf } from '../rank.ts';

/** A column as its distinct values, rising, with how many rows have each. */
export interface RankedColumn {
  values: Float64Array;
  rows: Float64Array;
  /** For each row the place of its value. */
  rank: Uint32Array;
}

export function rankColumn(column: Float64Array): RankedColumn {
  const { values, rank } = rankOf(column);
  const rows = new Float64Array(values.length);
  for (const own of rank) rows[own] = (rows[own] ?? 0) + 1;
  return { values, rows, rank };
}

/** For each distinct value of one column what its rows have of another. */
export function sumByValue({ values, rank }: RankedColumn, other: RankedColumn): Float64Array {
  const sums = new Float64Array(values.length);
  for (let row = 0; row < rank.length; row += 1) {
    const own = rank[row] ?? 0;
    sums[own] = (sums[own] ?? 0) + (other.values[other.rank[row] ?? 0] ?? 0);
  }
  return sums;
}

/**
 * Spearman's rank correlation, equal values at their mean rank; null where a side is all alike.
 */
export function spearmanOf(one: RankedColumn, other: RankedColumn): number | null {
  const [first, second] = [meanRanks(one), meanRanks(other)];
  const mean = (one.rank.length + 1) / 2;
  let [together, ofFirst, ofSecond] = [0, 0, 0];
  for (let row = 0; row < one.rank.length; row += 1) {
    const a = (first[one.rank[row] ?? 0] ?? 0) - mean;
    const b = (second[other.rank[row] ?? 0] ?? 0) - mean;
    together += a * b;
    ofFirst += a * a;
    ofSecond += b * b;
  }
  return ofFirst > 0 && ofSecond > 0 ? together / Math.sqrt(ofFirst * ofSecond) : null;
}

function meanRanks({ rows }: RankedColumn): Float64Array {
  let before = 0;
  return rows.map((own) => {
    before += own;
    return before - (own - 1) / 2;
  });
}

/**
 * The normalised Gini: area between the diagonal and the share of what came, customers taken from
 * the best predicted down, over that of the perfect order. Equal predictions are taken together. Null
 * where nothing came, or of all alike.
 */
export function giniOf(predicted: RankedColumn, actual: RankedColumn): number | null {
  const perfect = lorenzArea(actual, actual);
  const area = lorenzArea(predicted, actual);
  return perfect === null || area === null || perfect === 0 ? null : area / perfect;
}

function lorenzArea(score: RankedColumn, actual: RankedColumn): number | null {
  const came = sumByValue(score, actual);
  const total = came.reduce((sum, each) => sum + each, 0);
  if (!(total > 0)) return null;
  let [area, share] = [0, 0];
  for (let at = came.length - 1; at >= 0; at -= 1) {
    const next = share + (came[at] ?? 0) / total;
    area += ((share + next) / 2) * ((score.rows[at] ?? 0) / score.rank.length);
    share = next;
  }
  return area - 0.5;
}
