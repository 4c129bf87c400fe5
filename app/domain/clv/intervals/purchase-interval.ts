import { type PredictivePurchases, probabilityIfAlive } from './predictive-purchases.ts';

/** For each row a lower end, the median and an upper end; lower ≤ median ≤ upper, from 0, finite. */
export interface IntervalColumns {
  lower: Float64Array;
  median: Float64Array;
  upper: Float64Array;
}

export const DEFAULT_LEVEL = 0.8;

/**
 * The central interval of each customer's purchases: the fewest purchases that are not exceeded with
 * a probability of 10 %, 50 % and 90 %. Counts are whole, so at least 80 % fall inside, ends
 * included. Of most customers the median is 0, and where few are alive the expected purchases, a
 * mean, can lie above the upper end.
 */
export function purchaseIntervals(
  predictive: PredictivePurchases,
  level = DEFAULT_LEVEL,
): IntervalColumns {
  return {
    lower: quantiles(predictive, (1 - level) / 2),
    median: quantiles(predictive, 0.5),
    upper: quantiles(predictive, (1 + level) / 2),
  };
}

function quantiles(predictive: PredictivePurchases, probability: number): Float64Array {
  const { probabilityAlive, groups, cumulativeIfAlive } = predictive;
  const none = Float64Array.from(cumulativeIfAlive, (cumulative) => cumulative[0] ?? 1);
  return probabilityAlive.map((alive, row) => {
    const group = groups.ofRow[row] ?? 0;
    const ifAlive = probabilityIfAlive(probability, alive);
    const cumulative = ifAlive > (none[group] ?? 1) ? cumulativeIfAlive[group] : undefined;
    return cumulative ? firstAtLeast(cumulative, ifAlive) : 0;
  });
}

/** The first place in rising values with at least this one; the last where there is none. */
export function firstAtLeast(values: Float64Array, least: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) >= least) high = middle;
    else low = middle + 1;
  }
  return low;
}
