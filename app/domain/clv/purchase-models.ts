import { fitBetaGeometric } from './beta-geometric/fit.ts';
import { BetaGeometricForecast } from './beta-geometric/forecast.ts';
import type { ModelFit } from './fit/model-fit.ts';
import type { PurchaseHistories } from './fit/purchase-histories.ts';
import { createParetoNbdForecast } from './pareto-nbd/column-forecast.ts';
import { fitParetoNbd } from './pareto-nbd/fit.ts';
import type { PurchaseForecast, PurchaseModelName } from './purchase-model.ts';
import {
  betaGeometricWaitingTime,
  paretoNbdWaitingTime,
  type WaitingTime,
} from './waiting-time.ts';

/** The parameters of any purchase model by name; the time unit is the fit's. */
export type ModelParameters = Record<string, number>;

/** The most likely parameters of one of the models; see `fitDropoutModel` for how it can end. */
export function fitPurchaseModel(
  model: PurchaseModelName,
  histories: PurchaseHistories,
): ModelFit<ModelParameters> {
  const fit = model === 'pareto-nbd' ? fitParetoNbd(histories) : fitBetaGeometric(model, histories);
  if (fit.outcome === 'too-little-data') return fit;
  return { ...fit, parameters: { ...fit.parameters }, standardErrors: { ...fit.standardErrors } };
}

/** What a fitted model says of customers. */
export function createForecast(
  model: PurchaseModelName,
  parameters: ModelParameters,
): PurchaseForecast {
  return model === 'pareto-nbd'
    ? createParetoNbdForecast(ofPareto(parameters))
    : new BetaGeometricForecast(model, ofBetaGeometric(parameters));
}

/** How long a customer who is alive waits with his next purchase. */
export function createWaitingTime(
  model: PurchaseModelName,
  parameters: ModelParameters,
): WaitingTime {
  return model === 'pareto-nbd'
    ? paretoNbdWaitingTime(ofPareto(parameters))
    : betaGeometricWaitingTime(ofBetaGeometric(parameters));
}

function ofBetaGeometric(parameters: ModelParameters) {
  const { r, alpha, a, b } = parameters;
  return { r: known(r), alpha: known(alpha), a: known(a), b: known(b) };
}

function ofPareto(parameters: ModelParameters) {
  const { r, alpha, s, beta } = parameters;
  return { r: known(r), alpha: known(alpha), s: known(s), beta: known(beta) };
}

function known(parameter: number | undefined): number {
  if (parameter === undefined) throw new RangeError('The parameters are those of another model.');
  return parameter;
}
