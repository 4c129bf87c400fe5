import { BetaGeometricForecast } from './beta-geometric/forecast.ts';
import { createParetoNbdForecast } from './pareto-nbd/column-forecast.ts';
import type { PurchaseForecast } from './purchase-model.ts';
import type { FittedPurchases } from './store-fit.ts';

/** P(alive) by the parameters that a fit kept; null for a model that gives none here. */
export function fittedAlive({
  model,
  parameters,
}: Pick<FittedPurchases, 'model' | 'parameters'>): Pick<
  PurchaseForecast,
  'probabilityAlive'
> | null {
  const { r = Number.NaN, alpha = Number.NaN, a = Number.NaN, b = Number.NaN } = parameters;
  const { s = Number.NaN, beta = Number.NaN } = parameters;
  switch (model) {
    case 'bg-nbd':
    case 'mbg-nbd':
      return new BetaGeometricForecast(model, { r, alpha, a, b });
    case 'pareto-nbd':
      return createParetoNbdForecast({ r, alpha, s, beta });
    case 'bg-cnbd-k':
    case 'mbg-cnbd-k':
      return null;
  }
}
