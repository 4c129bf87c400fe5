import { monthlyPlan, plainPlan } from '#app/domain/clv/discounting.ts';
import { boundedValues } from '#app/domain/clv/gamma-gamma/bounded-values.ts';
import { GammaGammaForecast } from '#app/domain/clv/gamma-gamma/forecast.ts';
import { predictPurchases } from '#app/domain/clv/intervals/predictive-purchases.ts';
import { purchaseIntervals } from '#app/domain/clv/intervals/purchase-interval.ts';
import { createForecast, createLikelyForecasts } from '#app/domain/clv/purchase-models.ts';
import type { RfmSummary } from '#app/domain/clv/rfm-summary.ts';
import type { FittedPurchases, FittedSpend } from '#app/domain/clv/store-fit.ts';

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

export interface ScoreOptions {
  purchases: FittedPurchases;
  spend: FittedSpend | null;
  horizonDays: number;
  monthlyDiscountRate: number;
  timeUnitDays: 1 | 7;
  /** Mean values that no such shop has seen count as the largest that one in ten has. */
  boundsValues: boolean;
}

/** @param summary times in the unit of the parameters */
export function scoreSummary(summary: RfmSummary, options: ScoreOptions): Scores {
  const { purchases, spend, timeUnitDays } = options;
  const horizon = options.horizonDays / timeUnitDays;
  const forecast = createForecast(purchases.model, purchases.parameters);
  const discounted = monthlyPlan({ ...options, daysPerTimeUnit: timeUnitDays });
  const plans = [plainPlan(horizon), discounted];
  const [expected, worth] = forecast.expectedPurchases(summary, plans);
  if (!expected || !worth) throw new Error('A forecast has no column for a plan.');
  const interval = purchaseIntervals(
    predictPurchases(likelyForecasts(purchases), summary, horizon),
  );
  const expectedValue = spend && orderValues(summary, spend, options.boundsValues);
  return {
    probabilityAlive: forecast.probabilityAlive(summary),
    expectedPurchases: expected,
    lower: interval.lower,
    upper: interval.upper,
    expectedValue,
    clv: expectedValue && worth.map((each, row) => each * (expectedValue[row] ?? 0)),
  };
}

function orderValues(summary: RfmSummary, { parameters }: FittedSpend, isBounded: boolean) {
  return new GammaGammaForecast(parameters).expectedOrderValues({
    frequency: summary.frequency,
    monetaryValue: isBounded ? boundedValues(summary, parameters) : summary.monetaryValue,
  });
}

/** Forecasts that stand for what the fit leaves open. */
export function likelyForecasts({ model, parameters, logCovariance }: FittedPurchases) {
  return createLikelyForecasts(model, parameters, Float64Array.from(logCovariance));
}
