import { monthlyPlan, plainPlan } from '#app/domain/clv/discounting.ts';
import { GammaGammaForecast } from '#app/domain/clv/gamma-gamma/forecast.ts';
import { predictPurchases } from '#app/domain/clv/intervals/predictive-purchases.ts';
import { purchaseIntervals } from '#app/domain/clv/intervals/purchase-interval.ts';
import { createForecast, createLikelyForecasts } from '#app/domain/clv/purchase-models.ts';
import type { RfmSummary } from '#app/domain/clv/rfm-summary.ts';
import type { FittedStore } from '#app/domain/clv/store-fit.ts';

/** One value per row in each column. */
export interface Scores {
  probabilityAlive: Float64Array;
  expectedPurchases: Float64Array;
  /** The 80 % interval of the purchases. */
  lower: Float64Array;
  upper: Float64Array;
  /** Expected value of an order and discounted value within the horizon; null without values. */
  expectedValue: Float64Array | null;
  clv: Float64Array | null;
}

/**
 * The published models to the letter.
 * @param summary times in the unit of the parameters
 */
export function scoreSummary(
  summary: RfmSummary,
  { purchases, spend, options }: Pick<FittedStore, 'purchases' | 'spend' | 'options'>,
): Scores {
  const { timeUnitDays } = options;
  const horizon = options.horizonDays / timeUnitDays;
  const { model, parameters, logCovariance } = purchases;
  const forecast = createForecast(model, parameters);
  const likely = createLikelyForecasts(model, parameters, Float64Array.from(logCovariance));
  const discounted = monthlyPlan({ ...options, daysPerTimeUnit: timeUnitDays });
  const plans = [plainPlan(horizon), discounted];
  const [expected, worth] = forecast.expectedPurchases(summary, plans);
  if (!expected || !worth) throw new Error('A forecast has no column for a plan.');
  const interval = purchaseIntervals(predictPurchases(likely, summary, horizon));
  const expectedValue =
    spend && new GammaGammaForecast(spend.parameters).expectedOrderValues(summary);
  return {
    probabilityAlive: forecast.probabilityAlive(summary),
    expectedPurchases: expected,
    lower: interval.lower,
    upper: interval.upper,
    expectedValue,
    clv: expectedValue && worth.map((each, row) => each * (expectedValue[row] ?? 0)),
  };
}
