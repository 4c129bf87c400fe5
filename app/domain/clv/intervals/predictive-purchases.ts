import type { HistoryColumns, PurchaseForecast } from '../purchase-model.ts';
import { groupHistories, type HistoryGroups } from './history-groups.ts';

/**
 * What is predicted of each customer's purchases within a horizon: none with the probability
 * 1 − P(alive), and otherwise as many as those of his (x, T) who are alive make.
 */
export interface PredictivePurchases {
  /** P(alive) of each row, in the mean over the parameter points. */
  probabilityAlive: Float64Array;
  groups: HistoryGroups;
  /** For each group P(N ≤ n) if alive for n = 0, 1, 2 …; the last one is 1. */
  cumulativeIfAlive: Float64Array[];
}

/**
 * The predictive distributions, mixed over what the fit leaves open.
 * @param forecasts of equally likely parameters (`parameterPoints`), at least one
 * @param horizon in the time unit of the model
 */
export function predictPurchases(
  forecasts: readonly PurchaseForecast[],
  customers: HistoryColumns,
  horizon: number,
): PredictivePurchases {
  const groups = groupHistories(customers);
  const alive = forecasts.map((forecast) => forecast.probabilityAlive(customers));
  const probabilityAlive = new Float64Array(customers.frequency.length);
  for (const column of alive) {
    for (let row = 0; row < column.length; row += 1) {
      probabilityAlive[row] = (probabilityAlive[row] ?? 0) + (column[row] ?? 0) / alive.length;
    }
  }
  const cumulativeIfAlive = Array.from(groups.frequency, (x, group) => {
    const T = groups.customerAge[group] ?? 0;
    const shares = sharesOfAlive(alive, groups, group);
    const counts = forecasts.map((each) => each.purchaseCountsIfAlive(x, T, horizon));
    return accumulate(mix(counts, shares));
  });
  return { probabilityAlive, groups, cumulativeIfAlive };
}

/** Bayes: of a group's customers who are alive, the share that each parameter point accounts for. */
function sharesOfAlive(
  alive: readonly Float64Array[],
  { rows, starts }: HistoryGroups,
  group: number,
): number[] {
  if (alive.length === 1) return [1];
  const [from, to] = [starts[group] ?? 0, starts[group + 1] ?? 0];
  const sums = alive.map((column) => {
    let sum = Number.MIN_VALUE;
    for (let at = from; at < to; at += 1) sum += column[rows[at] ?? 0] ?? 0;
    return sum;
  });
  const total = sums.reduce((sum, each) => sum + each, 0);
  return sums.map((sum) => sum / total);
}

function mix(counts: readonly Float64Array[], shares: readonly number[]): Float64Array {
  const mixed = new Float64Array(Math.max(...counts.map(({ length }) => length)));
  counts.forEach((column, point) => {
    const share = shares[point] ?? 0;
    for (let n = 0; n < column.length; n += 1)
      mixed[n] = (mixed[n] ?? 0) + share * (column[n] ?? 0);
  });
  return mixed;
}

/** What the tail leaves out goes to the last count. */
function accumulate(counts: Float64Array): Float64Array {
  let sum = 0;
  const cumulative = counts.map((probability) => {
    sum = Math.min(1, sum + probability);
    return sum;
  });
  cumulative[cumulative.length - 1] = 1;
  return cumulative;
}

/** P(N ≤ n) of a row. */
export function cumulativeOf(predictive: PredictivePurchases, row: number, n: number): number {
  if (n < 0) return 0;
  const alive = predictive.probabilityAlive[row] ?? 0;
  const cumulative = predictive.cumulativeIfAlive[predictive.groups.ofRow[row] ?? 0];
  return 1 - alive + alive * (cumulative?.[n] ?? 1);
}

/** What a probability over all is among those alive; below 0 where those who left account for it. */
export function probabilityIfAlive(probability: number, alive: number): number {
  return alive > 0 ? (probability - (1 - alive)) / alive : Number.NEGATIVE_INFINITY;
}
