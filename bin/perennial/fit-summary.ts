import type { TooLittleData } from '#app/domain/clv/fit/model-fit.ts';
import { collectHistories } from '#app/domain/clv/fit/purchase-histories.ts';
import { fitGammaGamma } from '#app/domain/clv/gamma-gamma/fit.ts';
import { finiteMean, meanRepeatValue } from '#app/domain/clv/gamma-gamma/forecast.ts';
import { PURCHASE_MODELS, type PurchaseModelName } from '#app/domain/clv/purchase-model.ts';
import { fitPurchaseModel } from '#app/domain/clv/purchase-models.ts';
import { countCustomers, type RfmSummary } from '#app/domain/clv/rfm-summary.ts';
import type {
  FitOptions,
  FittedPurchases,
  FittedSpend,
  StoreFit,
} from '#app/domain/clv/store-fit.ts';
import { totalsOf } from '#app/domain/clv/store-totals.ts';

/**
 * Fits a summary. Of its customers nothing is known in time: the best model is the one with the least
 * AIC, and no accuracy can be said.
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
    (best, each) => (evidenceOf(each) > evidenceOf(best) ? each : best),
    first,
  );
  const spend = fitSpend(summary);
  return {
    outcome: purchases.outcome,
    predictor: purchases.model,
    purchases,
    spend,
    accuracy: null,
    total: totalsOf(summary, {
      purchases,
      factors: undefined,
      spend,
      past: [],
      historyDays: options.timeUnitDays * largest(summary.customerAge),
      options,
    }),
    customers,
    options,
  };
}

function evidenceOf({ logLikelihood, parameters }: FittedPurchases): number {
  return logLikelihood - Object.keys(parameters).length;
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

function largest(column: Float64Array): number {
  return column.reduce((most, each) => Math.max(most, each), 0);
}
