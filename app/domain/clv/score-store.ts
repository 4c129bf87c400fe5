import { predictNaively } from './accuracy/baselines.ts';
import { correctionFactors } from './corrections.ts';
import { monthlyPlan, plainPlan } from './discounting.ts';
import { GammaGammaForecast } from './gamma-gamma/forecast.ts';
import { predictPurchases } from './intervals/predictive-purchases.ts';
import { purchaseIntervals } from './intervals/purchase-interval.ts';
import { valueIntervals } from './intervals/value-interval.ts';
import { churnProbabilities, nextOrders } from './next-order.ts';
import { predictedClv } from './predicted-clv.ts';
import { type CustomerSummary, type PurchaseLog, summariseLog } from './purchase-log.ts';
import { createForecast, createLikelyForecasts, createWaitingTime } from './purchase-models.ts';
import type { RfmSummary } from './rfm-summary.ts';
import {
  type CustomerPredictions,
  type FittedStore,
  NAIVE_PREDICTORS,
  type NaivePredictor,
  type Predictor,
} from './store-fit.ts';
import { times } from './tilt.ts';
import { inTimeUnit } from './time-unit.ts';

/** What is predicted of each row of a summary. */
export type Predictions = Omit<CustomerPredictions, 'customers' | 'asOf'>;

/**
 * Predicts everyone in a log who ever bought, purchases after the fit's observation included: so that
 * one customer's figures follow his last order, whatever the others do. In a log of a few customers
 * these get what they would get among all; only the ends of intervals may differ a little, for what
 * the fit leaves open is weighed by customers of one history together.
 */
export function scoreStore(fit: FittedStore, log: PurchaseLog): CustomerPredictions {
  const summary = summariseLog(log, { end: fit.options.observationEnd, later: 'taken-in' });
  const factors = correctionFactors(fit, log, summary);
  const predictions = scoreSummary(fit, summary, factors);
  const { customers, asOf } = summary;
  if (!isNaive(fit.predictor)) return { customers, asOf, ...predictions };
  return { customers, asOf, ...takeNaive(fit, fit.predictor, log, summary, predictions) };
}

function isNaive(predictor: Predictor): predictor is NaivePredictor {
  return NAIVE_PREDICTORS.some((naive) => naive === predictor);
}

/**
 * Predicts each row of a summary in days with the fit's models.
 * @param factors what each row's purchases are multiplied with, by the fit's corrections
 */
export function scoreSummary(
  fit: FittedStore,
  summary: RfmSummary,
  factors?: Float64Array,
): Predictions {
  const { purchases, spend, options } = fit;
  const { horizonDays, churnHorizonDays, monthlyDiscountRate, timeUnitDays } = options;
  const { model, parameters } = purchases;
  const customers = inTimeUnit(summary, timeUnitDays);
  const horizon = horizonDays / timeUnitDays;
  const forecast = createForecast(model, parameters);
  const waitingTime = createWaitingTime(model, parameters);
  const probabilityAlive = forecast.probabilityAlive(customers);
  const tilted = (column: Float64Array) => (factors ? times(column, factors) : column);
  const plans = [
    plainPlan(horizon),
    monthlyPlan({ horizonDays, monthlyDiscountRate, daysPerTimeUnit: timeUnitDays }),
  ];
  const [byModel = probabilityAlive, discounted = probabilityAlive] = forecast.expectedPurchases(
    customers,
    plans,
  );
  const predictive = predictPurchases(
    createLikelyForecasts(model, parameters, Float64Array.from(purchases.logCovariance)),
    customers,
    horizon,
  );
  const interval = purchaseIntervals(predictive);
  const next = nextOrders(waitingTime, customers, probabilityAlive, {
    daysPerTimeUnit: timeUnitDays,
  });
  const worth = tilted(discounted.map((each, row) => ratio(each, byModel[row] ?? 0)));
  return {
    probabilityAlive,
    churnProbability: churnProbabilities(waitingTime, customers, probabilityAlive, {
      daysPerTimeUnit: timeUnitDays,
      horizonDays: churnHorizonDays,
    }),
    expectedPurchases: tilted(byModel),
    lowerPurchases: tilted(interval.lower).map(Math.floor),
    upperPurchases: tilted(interval.upper).map(Math.ceil),
    ...(spend
      ? scoreValue(new GammaGammaForecast(spend.parameters), customers, {
          discounted: tilted(discounted),
          ...valueIntervals(predictive, customers, spend.parameters, { worth }),
        })
      : nothingInMoney(customers.frequency.length)),
    nextOrder: next.medianDays,
    nextOrderFrom: next.earliestDays,
    nextOrderTo: next.latestDays,
  };
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 1;
}

function scoreValue(
  forecast: GammaGammaForecast,
  customers: RfmSummary,
  {
    discounted,
    lower,
    upper,
  }: { discounted: Float64Array; lower: Float64Array; upper: Float64Array },
) {
  const expectedOrderValue = forecast.expectedOrderValues(customers);
  const clv = predictedClv(expectedOrderValue, discounted);
  return { expectedOrderValue, clv, lowerClv: lower, upperClv: upper };
}

function nothingInMoney(rows: number) {
  const none = () => new Float64Array(rows).fill(Number.NaN);
  return { expectedOrderValue: none(), clv: none(), lowerClv: none(), upperClv: none() };
}

/**
 * Where a baseline foretold the shop's past better, its purchases take the place of the model's, and
 * value follows them; intervals are the model's, as wide as it takes to hold them.
 */
function takeNaive(
  { options }: FittedStore,
  predictor: NaivePredictor,
  log: PurchaseLog,
  { customers }: CustomerSummary,
  predictions: Predictions,
): Predictions {
  const period = { end: options.observationEnd, horizonDays: options.horizonDays };
  const { purchases } = predictNaively(predictor, log, customers, period);
  const byModel = predictions.expectedPurchases;
  const clv = predictions.clv.map(
    (value, row) => value * ratio(purchases[row] ?? 0, byModel[row] ?? 0),
  );
  const widest = (column: Float64Array, other: Float64Array, pick: typeof Math.min) =>
    column.map((each, row) => pick(each, other[row] ?? each));
  return {
    ...predictions,
    expectedPurchases: purchases,
    clv,
    lowerPurchases: widest(predictions.lowerPurchases, purchases.map(Math.floor), Math.min),
    upperPurchases: widest(predictions.upperPurchases, purchases.map(Math.ceil), Math.max),
    lowerClv: widest(predictions.lowerClv, clv, Math.min),
    upperClv: widest(predictions.upperClv, clv, Math.max),
  };
}
