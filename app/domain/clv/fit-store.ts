import type { AccuracyCard } from './accuracy/accuracy-card.ts';
import { backTest } from './accuracy/back-test.ts';
import { historyDaysOf, holdoutDaysFor } from './accuracy/time-split.ts';
import { correctionFactors, learnCorrections } from './corrections.ts';
import { collectHistories } from './fit/purchase-histories.ts';
import { fitGammaGamma } from './gamma-gamma/fit.ts';
import { finiteMean, meanRepeatValue } from './gamma-gamma/forecast.ts';
import type { PastForecast } from './intervals/total.ts';
import { type CustomerSummary, type PurchaseLog, summariseLog } from './purchase-log.ts';
import { PURCHASE_MODELS, type PurchaseModelName } from './purchase-model.ts';
import { fitPurchaseModel } from './purchase-models.ts';
import { sampleLog } from './sample-log.ts';
import type {
  FitOptions,
  FittedPurchases,
  FittedSpend,
  Predictor,
  StoreFit,
  StoreLack,
} from './store-fit.ts';
import { totalsOf } from './store-totals.ts';
import { inTimeUnit } from './time-unit.ts';

/** So many customers tell predictors apart as well as all of them do. */
const COMPARED_CUSTOMERS = 50_000;
/** Earlier forecasts of the shop that its drift is learnt from, one holdout before the other. */
const PAST_FORECASTS = 2;

/**
 * Fits a store: lets the models and the naive baselines foretell the shop's own past, takes the
 * winner and fits it to all that is known by the end of the observation.
 * @param log in minor units or any other unit of value
 */
export function fitStore(log: PurchaseLog, options: FitOptions): StoreFit {
  const days = summariseLog(log, { end: options.observationEnd });
  const customers = days.customers.length;
  const mayCorrect = options.model === 'best';
  const models = options.model === 'best' ? PURCHASE_MODELS : [options.model];
  const historyDays = historyDaysOf(log, options.observationEnd);
  const holdoutDays = holdoutDaysFor(historyDays);
  const compared = sampleLog(log, COMPARED_CUSTOMERS);
  const accuracy =
    holdoutDays === null
      ? null
      : backTest(compared, { end: options.observationEnd, holdoutDays, models, mayCorrect });
  const ranked = accuracy?.candidates.map(({ predictor }) => predictor) ?? [];
  const { timeUnitDays } = options;
  const isRanked = ranked.length > 0;
  const found = fitBest(days, modelsByRank(models, ranked), { timeUnitDays, isRanked });
  if ('missing' in found) {
    const expectedOn = expectedOnOf(found, { ...options, historyDays });
    return { outcome: 'too-little-data', reason: { ...found, expectedOn }, customers, options };
  }
  const predictor = options.model === 'best' ? (ranked[0] ?? found.model) : found.model;
  const spend = fitSpend(days);
  const corrections =
    accuracy && options.model === 'best' && ranked.includes(found.model)
      ? learnCorrections(accuracy, {
          log,
          sample: compared,
          customers: days,
          purchases: found,
          options,
        })
      : {};
  const past =
    holdoutDays === null
      ? []
      : pastForecasts(compared, found.model, { newest: accuracy, holdoutDays, options });
  return {
    outcome: found.outcome,
    predictor,
    purchases: found,
    ...corrections,
    spend,
    accuracy,
    total: totalsOf(inTimeUnit(days, timeUnitDays), {
      purchases: found,
      factors: correctionFactors(corrections, log, days),
      spend,
      past,
      historyDays,
      options,
    }),
    customers,
    options,
  };
}

function modelsByRank(
  models: readonly PurchaseModelName[],
  ranked: readonly Predictor[],
): PurchaseModelName[] {
  const placeOf = (model: PurchaseModelName) => {
    const place = ranked.indexOf(model);
    return place < 0 ? ranked.length : place;
  };
  return models.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** The first that can be fitted; where nothing was ranked, the likeliest of all. */
function fitBest(
  days: CustomerSummary,
  models: readonly PurchaseModelName[],
  { timeUnitDays, isRanked }: { timeUnitDays: number; isRanked: boolean },
): FittedPurchases | Omit<StoreLack, 'expectedOn'> {
  const summary = inTimeUnit(days, timeUnitDays);
  const histories = collectHistories(summary);
  const fitted: FittedPurchases[] = [];
  let lack: Omit<StoreLack, 'expectedOn'> | null = null;
  for (const model of models) {
    const fit = fitPurchaseModel(model, histories, summary);
    if (fit.outcome === 'too-little-data') lack ??= fit.reason;
    else fitted.push(toFitted(model, fit));
    if (isRanked && fitted.length > 0) break;
  }
  const [best] = fitted.toSorted((one, other) => other.logLikelihood - one.logLikelihood);
  if (best) return best;
  if (!lack) throw new RangeError('No model was given to fit.');
  return lack;
}

type Fit = Exclude<ReturnType<typeof fitPurchaseModel>, { outcome: 'too-little-data' }>;

function toFitted(model: PurchaseModelName, fit: Fit): FittedPurchases {
  const errors = Object.entries(fit.standardErrors);
  return {
    model,
    outcome: fit.outcome,
    parameters: fit.parameters,
    standardErrors: Object.fromEntries(
      errors.map(([name, error]) => [name, Number.isFinite(error) ? error : null]),
    ),
    logCovariance: [...fit.logCovariance],
    logLikelihood: fit.logLikelihood,
  };
}

/** When as much will be there, if customers come back as they did so far. */
function expectedOnOf(
  { missing, have, need }: Omit<StoreLack, 'expectedOn'>,
  { observationEnd, historyDays }: { observationEnd: number; historyDays: number },
): number | null {
  if (missing === 'spread' || have <= 0 || historyDays <= 0) return null;
  return observationEnd + Math.ceil((historyDays * (need - have)) / have);
}

function fitSpend(days: CustomerSummary): FittedSpend | null {
  const fit = fitGammaGamma(days);
  if (fit.outcome === 'too-little-data') return null;
  const { parameters, isTailBounded } = finiteMean(fit, meanRepeatValue(days));
  return {
    parameters,
    standardErrors: fit.standardErrors,
    logCovariance: [...fit.logCovariance],
    logLikelihood: fit.logLikelihood,
    isTailBounded,
  };
}

interface Past {
  /** The back-test that ends with the observation. */
  newest: AccuracyCard | null;
  holdoutDays: number;
  options: FitOptions;
}

/** What the model would have foretold of all customers at earlier times, and what came. */
function pastForecasts(
  log: PurchaseLog,
  model: PurchaseModelName,
  { newest, holdoutDays, options }: Past,
): PastForecast[] {
  return Array.from({ length: PAST_FORECASTS }, (_, at) => {
    const end = options.observationEnd - at * holdoutDays;
    const card =
      at === 0
        ? newest
        : backTest(log, {
            end,
            holdoutDays,
            models: [model],
            mayCorrect: options.model === 'best',
          });
    const own = card?.candidates.find(({ predictor }) => predictor === model);
    const historyDays = historyDaysOf(log, end - holdoutDays);
    return own && card
      ? [
          {
            actual: own.purchases.actual,
            predicted: own.purchases.predicted,
            historyDays,
            horizonDays: holdoutDays,
          },
        ]
      : [];
  }).flat();
}
