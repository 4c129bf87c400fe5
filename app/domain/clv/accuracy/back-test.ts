import { plainPlan } from '../discounting.ts';
import { collectHistories } from '../fit/purchase-histories.ts';
import { fitGammaGamma } from '../gamma-gamma/fit.ts';
import { finiteMean, GammaGammaForecast, meanRepeatValue } from '../gamma-gamma/forecast.ts';
import { randomisedPit, shareInside } from '../intervals/coverage.ts';
import { predictPurchases } from '../intervals/predictive-purchases.ts';
import { churnProbabilities } from '../next-order.ts';
import type { PurchaseLog } from '../purchase-log.ts';
import type { PurchaseModelName } from '../purchase-model.ts';
import {
  createForecast,
  createLikelyForecasts,
  createWaitingTime,
  fitPurchaseModel,
} from '../purchase-models.ts';
import type { RfmSummary } from '../rfm-summary.ts';
import { seasonOf } from '../season.ts';
import { createRandom } from '../special/random.ts';
import { NAIVE_PREDICTORS, type Predictor } from '../store-fit.ts';
import { levelTilt, tiltFactors, times, traitsOf } from '../tilt.ts';
import type { AccuracyCard, CandidateAccuracy } from './accuracy-card.ts';
import { predictNaively } from './baselines.ts';
import { learnTilt } from './learn-tilt.ts';
import { type Accuracy, calibrate, measureAccuracy } from './measures.ts';
import { historyDaysOf, splitLog, type TimeSplit } from './time-split.ts';

export interface BackTest {
  end: number;
  holdoutDays: number;
  models: readonly PurchaseModelName[];
  /** Whether the best model may be corrected by what the shop's past has proved. */
  mayCorrect: boolean;
}

interface Candidate extends CandidateAccuracy {
  foretold: Float64Array;
}

/** A tilt that gains less may owe it to chance. */
const LEAST_TILT_GAIN = 0.01;
/** By as much of the total a season has to come true. */
const LEAST_SEASON_GAIN = 0.05;

/**
 * Lets the models and the naive baselines foretell the last days of a log from those before, all in
 * days, and says how each did. Null where no model can be fitted to what was known, or nothing came.
 */
export function backTest(
  log: PurchaseLog,
  { end, holdoutDays, models, mayCorrect }: BackTest,
): AccuracyCard | null {
  const split = splitLog(log, { end, holdoutDays });
  if (!split.purchases.some((came) => came > 0)) return null;
  const histories = collectHistories(split.known);
  const fits = models.flatMap((model) => {
    const fit = fitPurchaseModel(model, histories, split.known);
    // A regular form of k = 1 is the plain form.
    const isNothingNew = fit.outcome === 'too-little-data' || fit.parameters.k === 1;
    return isNothingNew ? [] : [{ model, fit }];
  });
  if (fits.length === 0) return null;
  const orderValues = orderValuesOf(split.known);
  const candidates = [
    ...fits.map(({ model, fit }): Candidate => {
      const forecast = createForecast(model, fit.parameters);
      const [purchases] = forecast.expectedPurchases(split.known, [plainPlan(holdoutDays)]);
      return measureModel(split, model, purchases ?? new Float64Array(), orderValues);
    }),
    ...NAIVE_PREDICTORS.map((predictor): Candidate => {
      const period = { end: split.calibrationEnd, horizonDays: holdoutDays };
      const naive = predictNaively(predictor, log, split.known.customers, period);
      return measure(split, predictor, naive.purchases, naive.values);
    }),
  ];
  const uncorrected = rank(candidates);
  const bestModel = uncorrected.flatMap(({ predictor }) =>
    fits.filter((each) => each.model === predictor),
  )[0];
  if (!bestModel) return null;
  const corrected = mayCorrect
    ? correct(log, split, { ...bestModel, candidates, orderValues })
    : { candidates, gains: {} };
  const ranked = rank(corrected.candidates);
  const [best] = ranked;
  if (!best) return null;
  return {
    calibrationEnd: split.calibrationEnd,
    holdoutDays,
    customers: split.known.customers.length,
    candidates: ranked.map(({ foretold, ...accuracy }) => accuracy),
    calibration: calibrate(best.foretold, split.purchases),
    ...checkModel(split, bestModel),
    ...corrected.gains,
  };
}

function rank(candidates: readonly Candidate[]): Candidate[] {
  return candidates
    .map((candidate) => ({ candidate, loss: lossOf(candidate, candidates) }))
    .toSorted((one, other) => one.loss - other.loss)
    .map(({ candidate }) => candidate);
}

interface Correctable extends FittedModel {
  candidates: readonly Candidate[];
  orderValues: Float64Array | null;
}

/** The candidates with one model corrected by what the shop's past has proved. */
function correct(log: PurchaseLog, split: TimeSplit, given: Correctable) {
  const tilted = tiltOne(log, split, given);
  const candidates = tilted?.candidates ?? given.candidates;
  const seasonal = followSeason(log, split, { ...given, candidates });
  return {
    candidates: seasonal?.candidates ?? candidates,
    gains: {
      ...(tilted && { tiltGain: tilted.gain }),
      ...(seasonal && { seasonGain: seasonal.gain }),
    },
  };
}

/**
 * The candidates with one model following the season of earlier years; null where none is known, or
 * that would not have brought the total visibly nearer.
 */
function followSeason(
  log: PurchaseLog,
  split: TimeSplit,
  { candidates, orderValues, model, fit }: Correctable,
): { candidates: Candidate[]; gain: number } | null {
  const plain = candidates.find(({ predictor }) => predictor === model);
  const { calibrationEnd: end, holdoutDays } = split;
  const firstDay = end + 1 - historyDaysOf(log, end);
  const forecast = createForecast(model, fit.parameters);
  const days = { end, firstDay, horizonDays: holdoutDays, timeUnitDays: 1 };
  const season = plain && seasonOf(log, forecast, days);
  if (!season) return null;
  const { actual, predicted } = plain.purchases;
  const missed = Math.log(actual / predicted);
  const gain = Math.abs(missed) - Math.abs(missed - Math.log(season));
  if (!(gain >= LEAST_SEASON_GAIN)) return null;
  const foretold = plain.foretold.map((each) => each * season);
  const seasonal = measureModel(split, model, foretold, orderValues);
  return { candidates: candidates.map((each) => (each === plain ? seasonal : each)), gain };
}

/**
 * The candidates with one model tilted, as the holdout before this one has taught; null where that
 * would not have foretold this one visibly better.
 */
function tiltOne(
  log: PurchaseLog,
  split: TimeSplit,
  { candidates, orderValues, model }: Correctable,
): { candidates: Candidate[]; gain: number } | null {
  const plain = candidates.find(({ predictor }) => predictor === model);
  const { calibrationEnd: end, holdoutDays } = split;
  const exponents = plain && learnTilt(log, model, { end, holdoutDays });
  if (!exponents) return null;
  const traits = traitsOf(log, split.known);
  const tilt = levelTilt(exponents, traits, plain.foretold);
  const foretold = times(plain.foretold, tiltFactors(tilt, traits));
  const tilted = measureModel(split, model, foretold, orderValues);
  const before = lossesOf(plain.purchases);
  const ratios = lossesOf(tilted.purchases).map((loss, at) => loss / (before[at] || 1));
  const gain = 1 - ratios.reduce((sum, each) => sum + each, 0) / ratios.length;
  if (!(gain >= LEAST_TILT_GAIN)) return null;
  return { candidates: candidates.map((each) => (each === plain ? tilted : each)), gain };
}

function measureModel(
  split: TimeSplit,
  model: PurchaseModelName,
  foretold: Float64Array,
  orderValues: Float64Array | null,
): Candidate {
  return measure(split, model, foretold, orderValues && times(orderValues, foretold));
}

function measure(
  split: TimeSplit,
  predictor: Predictor,
  foretold: Float64Array,
  values: Float64Array | null,
): Candidate {
  return {
    predictor,
    purchases: measureAccuracy(foretold, split.purchases),
    value: values && measureAccuracy(values, split.values),
    foretold,
  };
}

function orderValuesOf(known: RfmSummary): Float64Array | null {
  const fit = fitGammaGamma(known);
  if (fit.outcome === 'too-little-data') return null;
  const { parameters } = finiteMean(fit, meanRepeatValue(known));
  return new GammaGammaForecast(parameters).expectedOrderValues(known);
}

/** What counts: how far off, how far off where it matters, and the order of the customers. */
function lossesOf({ meanAbsoluteError, rootMeanSquareError, spearman, gini }: Accuracy) {
  return [meanAbsoluteError, rootMeanSquareError, 1 - (spearman ?? 0), 1 - (gini ?? 0)];
}

/** The mean of a candidate's losses, each over the mean of all candidates. */
function lossOf(candidate: Candidate, all: readonly Candidate[]): number {
  const others = all.map((each) => lossesOf(each.purchases));
  const relative = lossesOf(candidate.purchases).map((loss, at) => {
    const mean = others.reduce((sum, losses) => sum + (losses[at] ?? 0), 0) / others.length;
    return mean > 0 ? loss / mean : 1;
  });
  return relative.reduce((sum, each) => sum + each, 0) / relative.length;
}

interface FittedModel {
  model: PurchaseModelName;
  fit: Exclude<ReturnType<typeof fitPurchaseModel>, { outcome: 'too-little-data' }>;
}

/** How well the model's probabilities held: of no order, and of its intervals. */
function checkModel(split: TimeSplit, { model, fit }: FittedModel) {
  const { known, purchases, holdoutDays } = split;
  const forecasts = createLikelyForecasts(model, fit.parameters, fit.logCovariance);
  const predictive = predictPurchases(forecasts, known, holdoutDays);
  const { uniform } = createRandom(known.customers.length);
  const gone = churnProbabilities(
    createWaitingTime(model, fit.parameters),
    known,
    createForecast(model, fit.parameters).probabilityAlive(known),
    { horizonDays: holdoutDays },
  );
  return {
    churn: calibrate(
      gone,
      purchases.map((came) => (came === 0 ? 1 : 0)),
    ),
    coverage: shareInside(randomisedPit(predictive, purchases, uniform)),
  };
}
