import type { RfmSummary } from '../rfm-summary.ts';

/**
 * The distinct histories of a summary, by x, then T, then t_x: so that the order of customers, and
 * whether equal ones are repeated or weighted, change nothing, not even in the last digit.
 */
export interface PurchaseHistories {
  frequency: Float64Array;
  recency: Float64Array;
  customerAge: Float64Array;
  weight: Float64Array;
  /** beyond[k]: customers with more than k repeat purchases, up to the largest x. */
  beyond: Float64Array;
}

/** Puts all customers in order and equal ones together. */
export function collectHistories(summary: RfmSummary): PurchaseHistories {
  const { frequency, customerAge, weight } = summary;
  const age = rankOf(customerAge);
  // Half of the customers or more never came back: of them T is all there is.
  const lost = new Float64Array(age.values.length);
  const returned = new Uint32Array(frequency.length);
  let returnedCount = 0;
  for (let row = 0; row < frequency.length; row += 1) {
    if (frequency[row] === 0) {
      const rank = age.rank[row] ?? 0;
      lost[rank] = (lost[rank] ?? 0) + (weight?.[row] ?? 1);
    } else {
      returned[returnedCount] = row;
      returnedCount += 1;
    }
  }
  const byAge = sortByRank(returned.subarray(0, returnedCount), age);
  const order = sortByRank(byAge, rankOf(frequency));
  sortRunsByRecency(summary, order);
  const columns = new HistoryColumns(order.length + lost.length);
  for (let rank = 0; rank < lost.length; rank += 1) {
    const customers = lost[rank] ?? 0;
    if (customers > 0) columns.append(0, 0, age.values[rank] ?? 0, customers);
  }
  for (let index = 0; index < order.length; index += 1) {
    const row = order[index] ?? 0;
    const [x, tx] = [frequency[row] ?? 0, summary.recency[row] ?? 0];
    columns.append(x, tx, customerAge[row] ?? 0, weight?.[row] ?? 1);
  }
  return columns.finish();
}

/** Rows of four columns; equal neighbours become one. */
class HistoryColumns {
  readonly #frequency: Float64Array;
  readonly #recency: Float64Array;
  readonly #customerAge: Float64Array;
  readonly #weight: Float64Array;
  #last = -1;

  constructor(most: number) {
    this.#frequency = new Float64Array(most);
    this.#recency = new Float64Array(most);
    this.#customerAge = new Float64Array(most);
    this.#weight = new Float64Array(most);
  }

  append(x: number, tx: number, T: number, weight: number): void {
    const last = this.#last;
    const isNew =
      this.#customerAge[last] !== T || this.#recency[last] !== tx || this.#frequency[last] !== x;
    if (isNew) this.#last += 1;
    const row = this.#last;
    this.#frequency[row] = x;
    this.#recency[row] = tx;
    this.#customerAge[row] = T;
    this.#weight[row] = (this.#weight[row] ?? 0) + weight;
  }

  finish(): PurchaseHistories {
    const rows = this.#last + 1;
    const frequency = this.#frequency.slice(0, rows);
    const weight = this.#weight.slice(0, rows);
    return {
      frequency,
      recency: this.#recency.slice(0, rows),
      customerAge: this.#customerAge.slice(0, rows),
      weight,
      beyond: countBeyond(frequency, weight),
    };
  }
}

interface Rank {
  /** The distinct values, rising. */
  values: Float64Array;
  /** For each row the place of its value among them. */
  rank: Uint32Array;
}

function rankOf(column: Float64Array): Rank {
  const ids = new Map<number, number>();
  const rank = new Uint32Array(column.length);
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row] ?? 0;
    let id = ids.get(value);
    if (id === undefined) {
      id = ids.size;
      ids.set(value, id);
    }
    rank[row] = id;
  }
  const values = Float64Array.from(ids.keys()).sort();
  const rankOfId = new Uint32Array(values.length);
  values.forEach((value, place) => {
    rankOfId[ids.get(value) ?? 0] = place;
  });
  for (let row = 0; row < rank.length; row += 1) rank[row] = rankOfId[rank[row] ?? 0] ?? 0;
  return { values, rank };
}

/** A stable counting sort. */
function sortByRank(order: Uint32Array, { rank, values }: Rank): Uint32Array {
  const next = new Uint32Array(values.length + 1);
  for (let index = 0; index < order.length; index += 1) {
    const after = (rank[order[index] ?? 0] ?? 0) + 1;
    next[after] = (next[after] ?? 0) + 1;
  }
  for (let place = 1; place < next.length; place += 1) {
    next[place] = (next[place] ?? 0) + (next[place - 1] ?? 0);
  }
  const sorted = new Uint32Array(order.length);
  for (let index = 0; index < order.length; index += 1) {
    const row = order[index] ?? 0;
    const bucket = rank[row] ?? 0;
    const place = next[bucket] ?? 0;
    next[bucket] = place + 1;
    sorted[place] = row;
  }
  return sorted;
}

function sortRunsByRecency(summary: RfmSummary, order: Uint32Array): void {
  const { frequency, recency, customerAge } = summary;
  for (let start = 0; start < order.length; ) {
    const [x, T] = [frequency[order[start] ?? 0], customerAge[order[start] ?? 0]];
    let end = start + 1;
    while (end < order.length) {
      const row = order[end] ?? 0;
      if (frequency[row] !== x || customerAge[row] !== T) break;
      end += 1;
    }
    if (end - start > 1) {
      order.subarray(start, end).sort((one, other) => (recency[one] ?? 0) - (recency[other] ?? 0));
    }
    start = end;
  }
}

function countBeyond(frequency: Float64Array, weight: Float64Array): Float64Array {
  const beyond = new Float64Array(frequency.at(-1) ?? 0);
  for (let row = 0; row < frequency.length; row += 1) {
    const x = frequency[row] ?? 0;
    if (x > 0) beyond[x - 1] = (beyond[x - 1] ?? 0) + (weight[row] ?? 0);
  }
  for (let k = beyond.length - 2; k >= 0; k -= 1) {
    beyond[k] = (beyond[k] ?? 0) + (beyond[k + 1] ?? 0);
  }
  return beyond;
}
