import type { ModelFit } from '../fit/model-fit.ts';
import { climb, covarianceAt } from '../fit/newton.ts';
import type { RfmSummary } from '../rfm-summary.ts';
import { gammaGammaLikelihood } from './log-likelihood.ts';
import type { GammaGammaParameters } from './parameters.ts';
import { collectRepeatValues } from './repeat-values.ts';

/** Fewer repeat customers than this do not bound three parameters. */
export const LEAST_REPEAT_CUSTOMERS = 30;
/** Where the climb begins: values of a customer and of customers differ by about half of the mean. */
const START = { p: 4, q: 4, v: 0.75 };

/**
 * The most likely Gamma-Gamma model of all who bought again for more than nothing. It is free of
 * scale: v comes in the unit of the values. Where all values are alike, or differ no more between
 * customers than within one, no maximum exists, and the spread is what is missing (`have`: distinct
 * values of a repeat day's mean; `need`: more than there are).
 */
export function fitGammaGamma(summary: RfmSummary): ModelFit<GammaGammaParameters> {
  const values = collectRepeatValues(summary);
  const customers = values.customers.reduce((sum, each) => sum + each, 0);
  if (customers < LEAST_REPEAT_CUSTOMERS) {
    return {
      outcome: 'too-little-data',
      reason: { missing: 'repeat-customers', have: customers, need: LEAST_REPEAT_CUSTOMERS },
    };
  }
  const { at, likelihood, iterations, isConverged } = climb(
    ([p = 0, q = 0, v = 0]) =>
      gammaGammaLikelihood(values, { p: Math.exp(p), q: Math.exp(q), v: Math.exp(v) }),
    Float64Array.of(Math.log(START.p), Math.log(START.q), Math.log(START.v)),
  );
  const logCovariance = isConverged ? covarianceAt(likelihood) : null;
  if (!logCovariance) {
    const distinct = new Set(values.total).size;
    return {
      outcome: 'too-little-data',
      reason: { missing: 'spread', have: distinct, need: distinct + 1 },
    };
  }
  const [p, q, ownV] = Array.from(at, Math.exp) as [number, number, number];
  const parameters = { p, q, v: ownV * values.mean };
  const errorOf = (index: number) => Math.sqrt(logCovariance[index * 4] ?? 0);
  return {
    outcome: 'converged',
    parameters,
    standardErrors: { p: p * errorOf(0), q: q * errorOf(1), v: parameters.v * errorOf(2) },
    logCovariance,
    logLikelihood: likelihood.value,
    iterations,
  };
}
