import { fitBetaGeometric } from './beta-geometric/fit.ts';
import { BetaGeometricForecast } from './beta-geometric/forecast.ts';
import { fitRegular } from './beta-geometric/regular-fit.ts';
import { regularForecast } from './beta-geometric/regular-forecast.ts';
import type { ModelFit } from './fit/model-fit.ts';
import type { PurchaseHistories } from './fit/purchase-histories.ts';
import { parameterPoints } from './intervals/parameter-points.ts';
import { createParetoNbdForecast } from './pareto-nbd/column-forecast.ts';
import { fitParetoNbd } from './pareto-nbd/fit.ts';
import type { PurchaseForecast, PurchaseModelName } from './purchase-model.ts';
import type { RfmSummary } from './rfm-summary.ts';
import {
  betaGeometricWaitingTime,
  paretoNbdWaitingTime,
  regularWaitingTime,
  type WaitingTime,
} from './waiting-time.ts';

/** The parameters of any purchase model by name, of a regular form its k besides. */
export type ModelParameters = Record<string, number>;

/**
 * The most likely parameters of one of the models; see `fitDropoutModel` for how it can end.
 * @param histories those of the summary
 */
export function fitPurchaseModel(
  model: PurchaseModelName,
  histories: PurchaseHistories,
  summary: RfmSummary,
): ModelFit<ModelParameters> {
  switch (model) {
    case 'pareto-nbd':
      return withParameters(fitParetoNbd(histories));
    case 'bg-nbd':
    case 'mbg-nbd':
      return withParameters(fitBetaGeometric(model, histories));
    case 'bg-cnbd-k':
    case 'mbg-cnbd-k': {
      const { k, fit } = fitRegular(model, histories, summary);
      return withParameters(fit, { k });
    }
  }
}

function withParameters<Parameters extends object>(
  fit: ModelFit<Parameters>,
  more: ModelParameters = {},
): ModelFit<ModelParameters> {
  if (fit.outcome === 'too-little-data') return fit;
  const standardErrors = Object.fromEntries(Object.entries(fit.standardErrors));
  return { ...fit, parameters: { ...fit.parameters, ...more }, standardErrors };
}

/** What a fitted model says of customers. */
export function createForecast(
  model: PurchaseModelName,
  parameters: ModelParameters,
): PurchaseForecast {
  switch (model) {
    case 'pareto-nbd':
      return createParetoNbdForecast(ofPareto(parameters));
    case 'bg-nbd':
    case 'mbg-nbd':
      return new BetaGeometricForecast(model, ofBetaGeometric(parameters));
    case 'bg-cnbd-k':
    case 'mbg-cnbd-k':
      return regularForecast(model, known(parameters.k), ofBetaGeometric(parameters));
  }
}

/** Forecasts of equally likely parameters, for what the fit leaves open (`parameterPoints`). */
export function createLikelyForecasts(
  model: PurchaseModelName,
  { k, ...parameters }: ModelParameters,
  logCovariance: Float64Array,
): PurchaseForecast[] {
  const points = parameterPoints<ModelParameters>(parameters, logCovariance);
  const whole = (point: ModelParameters) => (k === undefined ? point : { ...point, k });
  return points.map((point) => createForecast(model, whole(point)));
}

/** How long a customer who is alive waits with his next purchase. */
export function createWaitingTime(
  model: PurchaseModelName,
  parameters: ModelParameters,
): WaitingTime {
  switch (model) {
    case 'pareto-nbd':
      return paretoNbdWaitingTime(ofPareto(parameters));
    case 'bg-nbd':
    case 'mbg-nbd':
      return betaGeometricWaitingTime(ofBetaGeometric(parameters));
    case 'bg-cnbd-k':
    case 'mbg-cnbd-k':
      return regularWaitingTime(known(parameters.k), ofBetaGeometric(parameters));
  }
}

function ofBetaGeometric({ r, alpha, a, b }: ModelParameters) {
  return { r: known(r), alpha: known(alpha), a: known(a), b: known(b) };
}

function ofPareto({ r, alpha, s, beta }: ModelParameters) {
  return { r: known(r), alpha: known(alpha), s: known(s), beta: known(beta) };
}

function known(parameter: number | undefined): number {
  if (parameter === undefined) throw new RangeError('The parameters are those of another model.');
  return parameter;
}
