import { plainPlan } from './discounting.ts';
import { GammaGammaForecast } from './gamma-gamma/forecast.ts';
import { varianceOfPurchases, varianceOfValue } from './intervals/individual-variance.ts';
import { predictPurchases } from './intervals/predictive-purchases.ts';
import { type PastForecast, totalInterval, varianceOf } from './intervals/total.ts';
import { createForecast, createLikelyForecasts } from './purchase-models.ts';
import type { RfmSummary } from './rfm-summary.ts';
import type { FitOptions, FittedPurchases, FittedSpend, FittedStore } from './store-fit.ts';

/** So many customers say what chance and the fit leave open of the total of all. */
const MOST_SAMPLED = 50_000;

export interface ForTotals {
  purchases: FittedPurchases;
  /** What each row's purchases are multiplied with. */
  factors: Float64Array | undefined;
  spend: FittedSpend | null;
  past: readonly PastForecast[];
  historyDays: number;
  options: Pick<FitOptions, 'horizonDays' | 'timeUnitDays'>;
}

/**
 * What all customers are expected to buy and spend within the horizon, not discounted.
 * @param customers one a row, times in the unit of the parameters
 */
export function totalsOf(customers: RfmSummary, given: ForTotals): FittedStore['total'] {
  const { purchases, spend, past, historyDays, options } = given;
  const horizon = options.horizonDays / options.timeUnitDays;
  const rows = customers.frequency.length;
  const step = Math.max(1, Math.ceil(rows / MOST_SAMPLED));
  const sample = everyNth(customers, step);
  const scale = rows / sample.frequency.length;
  const { model, parameters, logCovariance } = purchases;
  const forecasts = createLikelyForecasts(model, parameters, Float64Array.from(logCovariance));
  const [expected = new Float64Array()] = createForecast(model, parameters).expectedPurchases(
    customers,
    [plainPlan(horizon)],
  );
  const likely = forecasts.map((forecast) => {
    const [column = new Float64Array()] = forecast.expectedPurchases(sample, [plainPlan(horizon)]);
    return column;
  });
  const orderValues =
    spend && new GammaGammaForecast(spend.parameters).expectedOrderValues(customers);
  const bandOf = (worth: Float64Array | null, varianceOfSample: number) => {
    const sumOf = (column: Float64Array, columnStep: number) =>
      weightedSum(column, columnStep, [given.factors, worth]);
    const total = sumOf(expected, 1);
    const forecast = {
      expected: total,
      individualVariance: scale * varianceOfSample,
      parameterVariance: varianceOf(likely.map((column) => scale * sumOf(column, step))),
    };
    const { horizonDays } = options;
    return { expected: total, ...totalInterval({ ...forecast, historyDays, horizonDays, past }) };
  };
  const predictive = predictPurchases(forecasts, sample, horizon);
  return {
    purchases: bandOf(null, varianceOfPurchases(predictive)),
    value: spend && bandOf(orderValues, varianceOfValue(predictive, sample, spend.parameters)),
  };
}

/** Row i of the column is row i·step of the weights. */
function weightedSum(
  column: Float64Array,
  step: number,
  weights: readonly (Float64Array | null | undefined)[],
): number {
  let sum = 0;
  for (let row = 0; row < column.length; row += 1) {
    let each = column[row] ?? 0;
    for (const weight of weights) if (weight) each *= weight[row * step] ?? 0;
    sum += each;
  }
  return sum;
}

function everyNth(customers: RfmSummary, step: number): RfmSummary {
  if (step === 1) return customers;
  const take = (column: Float64Array) => {
    const taken = new Float64Array(Math.ceil(column.length / step));
    for (let row = 0; row < taken.length; row += 1) taken[row] = column[row * step] ?? 0;
    return taken;
  };
  return {
    frequency: take(customers.frequency),
    recency: take(customers.recency),
    customerAge: take(customers.customerAge),
    monetaryValue: take(customers.monetaryValue),
  };
}
