import { type Rank, rankOf } from '../rank.ts';
import type { RfmSummary } from '../rfm-summary.ts';
import { type RankedCustomers, sortHistories } from './ranked-customers.ts';

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
  /** By distinct T, rising: its customers, and their purchases after the first. */
  ages: { customerAge: Float64Array; customers: Float64Array; purchases: Float64Array };
}

/** Puts all customers in order and equal ones together. */
export function collectHistories(summary: RfmSummary): PurchaseHistories {
  const age = rankOf(summary.customerAge);
  const x = rankOf(summary.frequency);
  // Half of the customers or more never came back: of them T is all there is.
  const { lost, returned } = splitByReturn(summary, age, x);
  const sorted = sortHistories(returned, age.values.length, x.values.length);
  const columns = createColumns(sorted.recency.length + lost.length);
  let rows = 0;
  for (let rank = 0; rank < lost.length; rank += 1) {
    const customers = lost[rank] ?? 0;
    if (customers === 0) continue;
    columns.customerAge[rows] = age.values[rank] ?? 0;
    columns.weight[rows] = customers;
    rows += 1;
  }
  rows = mergeEqual(sorted, { age, x }, columns, rows);
  const histories = {
    frequency: columns.frequency.slice(0, rows),
    recency: columns.recency.slice(0, rows),
    customerAge: columns.customerAge.slice(0, rows),
    weight: columns.weight.slice(0, rows),
  };
  return {
    ...histories,
    beyond: countBeyond(histories.frequency, histories.weight),
    ages: countByAge(histories, age.values),
  };
}

function createColumns(rows: number) {
  return {
    frequency: new Float64Array(rows),
    recency: new Float64Array(rows),
    customerAge: new Float64Array(rows),
    weight: new Float64Array(rows),
  };
}

/** How many came once, by rank of T; and all others. */
function splitByReturn(summary: RfmSummary, age: Rank, x: Rank) {
  const { frequency, recency, weight } = summary;
  const lost = new Float64Array(age.values.length);
  const rows = countReturned(frequency);
  const returned = {
    x: new Uint32Array(rows),
    age: new Uint32Array(rows),
    recency: new Float64Array(rows),
    weight: weight && new Float64Array(rows),
  };
  let count = 0;
  for (let row = 0; row < frequency.length; row += 1) {
    const rank = age.rank[row] ?? 0;
    if (frequency[row] === 0) {
      lost[rank] = (lost[rank] ?? 0) + (weight ? (weight[row] ?? 0) : 1);
      continue;
    }
    returned.x[count] = x.rank[row] ?? 0;
    returned.age[count] = rank;
    returned.recency[count] = recency[row] ?? 0;
    if (returned.weight) returned.weight[count] = weight?.[row] ?? 0;
    count += 1;
  }
  return { lost, returned };
}

function countReturned(frequency: Float64Array): number {
  let rows = 0;
  for (let row = 0; row < frequency.length; row += 1) if (frequency[row] !== 0) rows += 1;
  return rows;
}

/** Appends one row for equal neighbours. Returns how many rows there are then. */
function mergeEqual(
  { x, age, recency, weight }: RankedCustomers,
  ranks: { x: Rank; age: Rank },
  columns: ReturnType<typeof createColumns>,
  from: number,
): number {
  let row = from - 1;
  for (let at = 0; at < x.length; at += 1) {
    const isNew =
      at === 0 || recency[at] !== recency[at - 1] || age[at] !== age[at - 1] || x[at] !== x[at - 1];
    if (isNew) {
      row += 1;
      columns.frequency[row] = ranks.x.values[x[at] ?? 0] ?? 0;
      columns.recency[row] = recency[at] ?? 0;
      columns.customerAge[row] = ranks.age.values[age[at] ?? 0] ?? 0;
    }
    columns.weight[row] = (columns.weight[row] ?? 0) + (weight ? (weight[at] ?? 0) : 1);
  }
  return row + 1;
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

type Columns = Pick<PurchaseHistories, 'frequency' | 'customerAge' | 'weight'>;

/** `values`: the distinct T, rising; within one x the histories follow them. */
function countByAge({ frequency, customerAge, weight }: Columns, values: Float64Array) {
  const customers = new Float64Array(values.length);
  const purchases = new Float64Array(values.length);
  let rank = 0;
  for (let row = 0; row < frequency.length; row += 1) {
    const x = frequency[row] ?? 0;
    if (x !== frequency[row - 1]) rank = 0;
    while (values[rank] !== customerAge[row]) rank += 1;
    customers[rank] = (customers[rank] ?? 0) + (weight[row] ?? 0);
    purchases[rank] = (purchases[rank] ?? 0) + (weight[row] ?? 0) * x;
  }
  return { customerAge: values, customers, purchases };
}
