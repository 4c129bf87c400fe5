import type { RfmSummary } from '../rfm-summary.ts';
import { logBeta, regularizedBeta } from '../special/incomplete-beta.ts';
import type { GammaGammaParameters } from './parameters.ts';

/** In one of so many shops like this one a single customer comes by chance to what is believed. */
const SHOPS = 10;

/**
 * The mean values m as far as they can be believed. The expected order value grows with m without
 * end, so that one mistyped or wholesale order would be foretold again. A mean that the model has
 * occur once in ten shops of this size counts as if it were just that; others stay as they are.
 */
export function boundedValues(
  { frequency, monetaryValue, weight }: RfmSummary,
  parameters: GammaGammaParameters,
): Float64Array {
  let customers = 0;
  for (let row = 0; row < frequency.length; row += 1) {
    if ((monetaryValue[row] ?? 0) > 0) customers += weight ? (weight[row] ?? 0) : 1;
  }
  const chance = 1 / (SHOPS * Math.max(1, customers));
  const largest = new Map<number, number>();
  return monetaryValue.map((m, row) => {
    const x = frequency[row] ?? 0;
    if (!(x > 0 && m > 0)) return m;
    let most = largest.get(x);
    if (most === undefined) {
      most = exceededWith(chance, x, parameters);
      largest.set(x, most);
    }
    return Math.min(m, most);
  });
}

/** The mean of x values that customers exceed with this probability: v/(v + x·m) is Beta(q, p·x). */
function exceededWith(chance: number, x: number, { p, q, v }: GammaGammaParameters): number {
  const logB = logBeta(q, p * x);
  let [low, high] = [Math.log(Number.MIN_VALUE), 0];
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (regularizedBeta(Math.exp(middle), q, p * x, logB) < chance) low = middle;
    else high = middle;
  }
  return (v * Math.expm1(-high)) / x;
}
