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

/** Standard deviation of a year's step of the logarithm of demand, before a shop's past is known. */
const YEARLY_DRIFT = 0.25;
/** Amplitude of a year's season in the logarithm: the best weeks are 1.65 times the worst ones. */
const SEASON = 0.25;
/** How many forecasts of the shop's own that prior knowledge is worth. */
const PRIOR_FORECASTS = 4;
const DAYS_PER_YEAR = 365;

/**
 * The interval of the total of all customers. Besides chance and what the fit leaves open, the level
 * of demand strays between what the model has seen and what it foretells (`strayVariance`). By how
 * much a shop strays more or less than others is learnt from its past forecasts (an inverse gamma
 * prior, hence Student's t); how they erred counts as spread, not as a correction.
 */
export function totalInterval(forecast: TotalForecast, level = DEFAULT_LEVEL): TotalInterval {
  const { expected, individualVariance, parameterVariance } = forecast;
  if (!(expected > 0)) return { lower: 0, upper: 0 };
  const past = forecast.past.filter(({ actual, predicted }) => actual > 0 && predicted > 0);
  const degrees = PRIOR_FORECASTS + past.length;
  const errors = past.reduce(
    (sum, each) => sum + Math.log(each.actual / each.predicted) ** 2 / strayVariance(each),
    0,
  );
  const stray = (strayVariance(forecast) * (PRIOR_FORECASTS + errors)) / degrees;
  const chance = Math.log1p((individualVariance + parameterVariance) / expected ** 2);
  const reach = studentTQuantile((1 + level) / 2, degrees) * Math.sqrt(chance + stray);
  return { lower: expected * Math.exp(-reach), upper: expected * Math.exp(reach) };
}

/**
 * The variance of the logarithm of the mean level over the horizon to that over the history, in a
 * shop of which nothing is known: that of a random walk, σ²(H + h)/3, and that of a yearly wave of
 * unknown phase, of which the mean over a span w keeps the share sin(πw)/(πw).
 */
function strayVariance({
  historyDays,
  horizonDays,
}: Pick<PastForecast, 'historyDays' | 'horizonDays'>): number {
  const [H, h] = [historyDays / DAYS_PER_YEAR, horizonDays / DAYS_PER_YEAR];
  const [seen, ahead] = [shareOfWave(H), shareOfWave(h)];
  const apart = seen ** 2 + ahead ** 2 - 2 * seen * ahead * Math.cos(Math.PI * (H + h));
  return (YEARLY_DRIFT ** 2 * (H + h)) / 3 + (SEASON ** 2 / 2) * apart;
}

function shareOfWave(years: number): number {
  return years === 0 ? 1 : Math.sin(Math.PI * years) / (Math.PI * years);
}

/** The variance of equally likely numbers: of the totals that the parameter points expect. */
export function varianceOf(totals: readonly number[]): number {
  const mean = totals.reduce((sum, each) => sum + each, 0) / totals.length;
  return totals.reduce((sum, each) => sum + (each - mean) ** 2, 0) / totals.length;
}
