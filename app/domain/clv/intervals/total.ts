import { studentTQuantile } from '../special/student-t.ts';
import { DEFAULT_LEVEL } from './purchase-interval.ts';

/** A forecast of a total that was made at an earlier split of the shop's own history. */
export interface PastForecast {
  actual: number;
  predicted: number;
  /** What the model had seen, and what it foretold. */
  historyDays: number;
  horizonDays: number;
}

export interface TotalForecast {
  /** The expected total, from 0. */
  expected: number;
  /** Of the customers' own chance, given the model: Σ of their variances. */
  individualVariance: number;
  /** Of the expected total over what the fit leaves open. */
  parameterVariance: number;
  historyDays: number;
  horizonDays: number;
  past: readonly PastForecast[];
}

export interface TotalInterval {
  lower: number;
  upper: number;
}

/** How far a shop's level of demand strays in a year, in the logarithm, before its past is known. */
const YEARLY_DRIFT = 0.25;
/** How much that is worth, in forecasts of the shop's own. */
const PRIOR_FORECASTS = 4;
const DAYS_PER_YEAR = 365;

/**
 * The interval of the total of all customers. Besides chance and what the fit leaves open, the level
 * of demand strays between what the model has seen and what it foretells, as a random walk of the
 * logarithm: the means over neighbouring spans H and h then differ by a variance of σ²(H + h)/3. σ is
 * 0.25 a year before the shop's own forecasts are known, and is learnt from those that there are
 * (inverse gamma prior, hence Student's t); how they erred counts as spread, not as a correction.
 */
export function totalInterval(forecast: TotalForecast, level = DEFAULT_LEVEL): TotalInterval {
  const { expected, individualVariance, parameterVariance } = forecast;
  if (!(expected > 0)) return { lower: 0, upper: 0 };
  const past = forecast.past.filter(({ actual, predicted }) => actual > 0 && predicted > 0);
  const degrees = PRIOR_FORECASTS + past.length;
  const errors = past.reduce(
    (sum, each) => sum + Math.log(each.actual / each.predicted) ** 2 / strayOf(each),
    0,
  );
  const driftVariance = (PRIOR_FORECASTS * YEARLY_DRIFT ** 2 + errors) / degrees;
  const chance = Math.log1p((individualVariance + parameterVariance) / expected ** 2);
  const deviation = Math.sqrt(chance + driftVariance * strayOf(forecast));
  const reach = studentTQuantile((1 + level) / 2, degrees) * deviation;
  return { lower: expected * Math.exp(-reach), upper: expected * Math.exp(reach) };
}

/** In years, what the variance of a random walk's yearly step is multiplied with. */
function strayOf({ historyDays, horizonDays }: Pick<PastForecast, 'historyDays' | 'horizonDays'>) {
  return (historyDays + horizonDays) / 3 / DAYS_PER_YEAR;
}

/** The variance of equally likely numbers: of the totals that the parameter points expect. */
export function varianceOf(totals: readonly number[]): number {
  const mean = totals.reduce((sum, each) => sum + each, 0) / totals.length;
  return totals.reduce((sum, each) => sum + (each - mean) ** 2, 0) / totals.length;
}
