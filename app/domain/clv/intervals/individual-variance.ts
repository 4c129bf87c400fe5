import { GammaGammaForecast } from '../gamma-gamma/forecast.ts';
import type { GammaGammaParameters } from '../gamma-gamma/parameters.ts';
import type { RfmSummary } from '../rfm-summary.ts';
import type { PredictivePurchases } from './predictive-purchases.ts';

/** The sum of the variances of each customer's purchases. */
export function varianceOfPurchases(predictive: PredictivePurchases): number {
  const moments = momentsIfAlive(predictive);
  let sum = 0;
  predictive.probabilityAlive.forEach((alive, row) => {
    const [mean, square] = momentsOf(moments, predictive, row);
    sum += alive * square - (alive * mean) ** 2;
  });
  return sum;
}

/** A squared value has no finite mean where p·x + q ≤ 2; the tail is taken to end before that. */
const LEAST_SHAPE = 2.5;

/**
 * The sum of the variances of what each customer spends, in the squared unit of v. The sum S of n
 * values has E[S²] = p·n(p·n + 1)(v + x·m)² / ((A − 1)(A − 2)) with A = p·x + q.
 * @param parameters with q > 1
 */
export function varianceOfValue(
  predictive: PredictivePurchases,
  { frequency, monetaryValue }: Pick<RfmSummary, 'frequency' | 'monetaryValue'>,
  parameters: GammaGammaParameters,
): number {
  const { p, q, v } = parameters;
  const forecast = new GammaGammaForecast(parameters);
  const moments = momentsIfAlive(predictive);
  let sum = 0;
  predictive.probabilityAlive.forEach((alive, row) => {
    const [x, m] = [frequency[row] ?? 0, monetaryValue[row] ?? 0];
    const [mean, square] = momentsOf(moments, predictive, row);
    const orderValue = forecast.expectedOrderValue(x, m);
    const total = v + x * (m > 0 ? m : forecast.meanOrderValue);
    const shape = Math.max(LEAST_SHAPE, p * x + q);
    const ofSquares = ((p * p * square + p * mean) * total ** 2) / ((shape - 1) * (shape - 2));
    sum += Math.max(0, alive * ofSquares - (alive * mean * orderValue) ** 2);
  });
  return sum;
}

interface Moments {
  mean: Float64Array;
  square: Float64Array;
}

/** E[N] and E[N²] of those alive, by group. */
function momentsIfAlive({ cumulativeIfAlive }: PredictivePurchases): Moments {
  const mean = new Float64Array(cumulativeIfAlive.length);
  const square = new Float64Array(cumulativeIfAlive.length);
  cumulativeIfAlive.forEach((cumulative, group) => {
    // Σ P(N > n) and Σ (2n + 1) P(N > n)
    let [first, second] = [0, 0];
    cumulative.forEach((upTo, n) => {
      first += 1 - upTo;
      second += (2 * n + 1) * (1 - upTo);
    });
    mean[group] = first;
    square[group] = second;
  });
  return { mean, square };
}

function momentsOf({ mean, square }: Moments, { groups }: PredictivePurchases, row: number) {
  const group = groups.ofRow[row] ?? 0;
  return [mean[group] ?? 0, square[group] ?? 0] as const;
}
