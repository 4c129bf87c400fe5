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
  const sample =
    step === 1 ? customers : mapColumns(customers, (column) => everyNthOf(column, step));
  const scale = rows / sample.frequency.length;
  const { model, parameters, logCovariance } = purchases;
  const forecasts = createLikelyForecasts(model, parameters, Float64Array.from(logCovariance));
  const totals = addUp(customers, given);
  const likely = forecasts.map((forecast) => {
    const [column = new Float64Array()] = forecast.expectedPurchases(sample, [plainPlan(horizon)]);
    return column;
  });
  const factorsOfSample = given.factors && everyNthOf(given.factors, step);
  const valuesOfSample =
    spend && new GammaGammaForecast(spend.parameters).expectedOrderValues(sample);
  const bandOf = (total: number, worth: Float64Array | null, varianceOfSample: number) => {
    const likelyTotals = likely.map(
      (column) => scale * weightedSum(column, [factorsOfSample, worth]),
    );
    const forecast = {
      expected: total,
      individualVariance: scale * varianceOfSample,
      parameterVariance: varianceOf(likelyTotals),
    };
    const { horizonDays } = options;
    return { expected: total, ...totalInterval({ ...forecast, historyDays, horizonDays, past }) };
  };
  const predictive = predictPurchases(forecasts, sample, horizon);
  const varianceOfSpend = spend && varianceOfValue(predictive, sample, spend.parameters);
  return {
    purchases: bandOf(totals.purchases, null, varianceOfPurchases(predictive)),
    value: varianceOfSpend === null ? null : bandOf(totals.value, valuesOfSample, varianceOfSpend),
  };
}

/** So many customers are forecast at a time, so that memory does not grow with them. */
const BATCH = 1 << 16;

/** What all customers together are expected to buy, and to spend where values are known. */
function addUp(customers: RfmSummary, { purchases, factors, spend, options }: ForTotals) {
  const plan = plainPlan(options.horizonDays / options.timeUnitDays);
  const forecast = createForecast(purchases.model, purchases.parameters);
  const values = spend && new GammaGammaForecast(spend.parameters);
  const totals = { purchases: 0, value: 0 };
  for (let from = 0; from < customers.frequency.length; from += BATCH) {
    const cut = (column: Float64Array) => column.subarray(from, from + BATCH);
    const batch = mapColumns(customers, cut);
    const [expected = new Float64Array()] = forecast.expectedPurchases(batch, [plan]);
    const ownFactors = factors && cut(factors);
    totals.purchases += weightedSum(expected, [ownFactors]);
    if (values) {
      totals.value += weightedSum(expected, [ownFactors, values.expectedOrderValues(batch)]);
    }
  }
  return totals;
}

function weightedSum(
  column: Float64Array,
  weights: readonly (Float64Array | null | undefined)[],
): number {
  let sum = 0;
  for (let row = 0; row < column.length; row += 1) {
    let each = column[row] ?? 0;
    for (const weight of weights) if (weight) each *= weight[row] ?? 0;
    sum += each;
  }
  return sum;
}

function everyNthOf(column: Float64Array, step: number): Float64Array {
  const taken = new Float64Array(Math.ceil(column.length / step));
  for (let row = 0; row < taken.length; row += 1) taken[row] = column[row * step] ?? 0;
  return taken;
}

function mapColumns(
  customers: RfmSummary,
  change: (column: Float64Array) => Float64Array,
): RfmSummary {
  return {
    frequency: change(customers.frequency),
    recency: change(customers.recency),
    customerAge: change(customers.customerAge),
    monetaryValue: change(customers.monetaryValue),
  };
}
