import { cumulativeOf, type PredictivePurchases } from './predictive-purchases.ts';
import { DEFAULT_LEVEL, type IntervalColumns } from './purchase-interval.ts';

/**
 * The randomised probability integral transform of each row, uniform over (0, 1) where the
 * distributions are right. (Czado, Gneiting & Held 2009)
 * @param actual purchases that each row made within the horizon
 * @param uniform a random number within (0, 1) each time
 */
export function randomisedPit(
  predictive: PredictivePurchases,
  actual: Float64Array,
  uniform: () => number,
): Float64Array {
  return actual.map((n, row) => {
    const below = cumulativeOf(predictive, row, n - 1);
    return below + uniform() * (cumulativeOf(predictive, row, n) - below);
  });
}

/** The share of rows whose transform lies within the central interval of this level. */
export function shareInside(pit: Float64Array, level = DEFAULT_LEVEL): number {
  const least = (1 - level) / 2;
  let inside = 0;
  for (const each of pit) if (each > least && each < 1 - least) inside += 1;
  return inside / pit.length;
}

/**
 * The same share for values. Nothing spent stands for a random place within its own probability, so
 * that an interval that begins at 0 does not hold all who spent nothing.
 */
export function shareOfValuesInside(
  predictive: PredictivePurchases,
  { lower, upper }: IntervalColumns,
  actual: Float64Array,
  uniform: () => number,
  level = DEFAULT_LEVEL,
): number {
  const least = (1 - level) / 2;
  let inside = 0;
  for (let row = 0; row < actual.length; row += 1) {
    const value = actual[row] ?? 0;
    const place = uniform() * cumulativeOf(predictive, row, 0);
    const isInside =
      value > 0
        ? value > (lower[row] ?? 0) && value < (upper[row] ?? 0)
        : place > least && place < 1 - least;
    if (isInside) inside += 1;
  }
  return inside / actual.length;
}
