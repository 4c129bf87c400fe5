import type { TooLittleData } from '#app/domain/clv/fit/model-fit.ts';
import { collectHistories } from '#app/domain/clv/fit/purchase-histories.ts';
import { fitGammaGamma } from '#app/domain/clv/gamma-gamma/fit.ts';
import { finiteMean, meanRepeatValue } from '#app/domain/clv/gamma-gamma/forecast.ts';
import {
  varianceOfPurchases,
  varianceOfValue,
} from '#app/domain/clv/intervals/individual-variance.ts';
import { predictPurchases } from '#app/domain/clv/intervals/predictive-purchases.ts';
import { totalInterval, varianceOf } from '#app/domain/clv/intervals/total.ts';
import { PURCHASE_MODELS, type PurchaseModelName } from '#app/domain/clv/purchase-model.ts';
import { fitPurchaseModel } from '#app/domain/clv/purchase-models.ts';
import { countCustomers, type RfmSummary } from '#app/domain/clv/rfm-summary.ts';
import type {
  FitOptions,
  FittedPurchases,
  FittedSpend,
  FittedStore,
  StoreFit,
} from '#app/domain/clv/store-fit.ts';
import { likelyForecasts, scoreSummary } from './score.ts';

/**
 * Fits a summary, of which nothing is known in time: the best model is the likeliest, for all have
 * four parameters, and no accuracy can be said.
 * @param summary times in the unit of the options
 */
export function fitSummary(summary: RfmSummary, options: FitOptions): StoreFit {
  const customers = countCustomers(summary);
  const names = PURCHASE_MODELS.filter(
    (name) => options.model === 'best' || options.model === name,
  );
  const { fitted, lack } = fitModels(summary, names);
  const [first, ...others] = fitted;
  if (!first) {
    const reason = lack ?? { missing: 'repeat-customers', have: 0, need: 1 };
    return {
      outcome: 'too-little-data',
      reason: { ...reason, expectedOn: null },
      customers,
      options,
    };
  }
  const purchases = others.reduce(
    (best, each) => (each.logLikelihood > best.logLikelihood ? each : best),
    first,
  );
  const spend = fitSpend(summary);
  return {
    outcome: purchases.outcome,
    predictor: purchases.model,
    purchases,
    spend,
    accuracy: null,
    total: totalOf(summary, { purchases, spend }, options),
    customers,
    options,
  };
}

function fitModels(summary: RfmSummary, names: readonly PurchaseModelName[]) {
  const histories = collectHistories(summary);
  const fitted: FittedPurchases[] = [];
  let lack: TooLittleData | null = null;
  for (const model of names) {
    const fit = fitPurchaseModel(model, histories, summary);
    if (fit.outcome === 'too-little-data') {
      lack ??= fit.reason;
      continue;
    }
    const errors = Object.entries(fit.standardErrors);
    fitted.push({
      model,
      outcome: fit.outcome,
      parameters: fit.parameters,
      standardErrors: Object.fromEntries(
        errors.map(([name, error]) => [name, Number.isFinite(error) ? error : null]),
      ),
      logCovariance: [...fit.logCovariance],
      logLikelihood: fit.logLikelihood,
    });
  }
  return { fitted, lack };
}

function fitSpend(summary: RfmSummary): FittedSpend | null {
  const fit = fitGammaGamma(summary);
  if (fit.outcome === 'too-little-data') return null;
  return {
    ...finiteMean(fit, meanRepeatValue(summary)),
    standardErrors: fit.standardErrors,
    logCovariance: [...fit.logCovariance],
    logLikelihood: fit.logLikelihood,
  };
}

function totalOf(
  summary: RfmSummary,
  { purchases, spend }: { purchases: FittedPurchases; spend: FittedSpend | null },
  options: FitOptions,
): FittedStore['total'] {
  const { horizonDays, timeUnitDays } = options;
  const horizon = horizonDays / timeUnitDays;
  const scores = scoreSummary(summary, { purchases, spend, options });
  const points = likelyForecasts(purchases);
  const predictive = predictPurchases(points, summary, horizon);
  const values = scores.expectedValue;
  const worth = (column: Float64Array) =>
    sum(column.map((each, row) => each * (values?.[row] ?? 0)));
  const ofPoints = points.map((point) => {
    const [column] = point.expectedPurchases(summary, [{ horizons: [horizon], weights: [1] }]);
    return column ?? new Float64Array(0);
  });
  const band = (expected: number, individualVariance: number, totals: number[]) => ({
    expected,
    ...totalInterval({
      expected,
      individualVariance,
      parameterVariance: varianceOf(totals),
      historyDays:
        timeUnitDays * summary.customerAge.reduce((most, each) => Math.max(most, each), 0),
      horizonDays,
      past: [],
    }),
  });
  return {
    purchases: band(
      sum(scores.expectedPurchases),
      varianceOfPurchases(predictive),
      ofPoints.map(sum),
    ),
    value:
      spend &&
      band(
        worth(scores.expectedPurchases),
        varianceOfValue(predictive, summary, spend.parameters),
        ofPoints.map(worth),
      ),
  };
}

function sum(column: Float64Array): number {
  return column.reduce((total, each) => total + each, 0);
}
