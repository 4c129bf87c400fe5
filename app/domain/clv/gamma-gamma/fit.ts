import type { ModelFit } from '../fit/model-fit.ts';
import { climb, covarianceAt } from '../fit/newton.ts';
import type { RfmSummary } from '../rfm-summary.ts';
import { gammaGammaLikelihood } from './log-likelihood.ts';
import type { GammaGammaParameters } from './parameters.ts';
import { collectRepeatValues } from './repeat-values.ts';

/** Fewer repeat customers than this do not bound three parameters. */
const LEAST_REPEAT_CUSTOMERS = 20;
/** 1/√p and 1/√q, about how far values and customers differ relative to their mean, exceed this. */
const LEAST_SPREAD = 0.01;
/** Where the climb begins: values of a customer and of customers differ by about half of the mean. */
const START = { p: 4, q: 4, v: 0.75 };

/**
 * The most likely Gamma-Gamma model of all who bought again for more than nothing. It is free of
 * scale: v comes in the unit of the values. Where all values of a customer are alike, or customers
 * are, no maximum exists and the spread is what is missing: the smaller of 1/√p and 1/√q.
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
  const [p = 0, q = 0, ownV = 0] = Array.from(at, Math.exp);
  const spread = 1 / Math.sqrt(Math.max(p, q));
  const logCovariance = isConverged && spread > LEAST_SPREAD ? covarianceAt(likelihood) : null;
  if (!logCovariance) {
    return {
      outcome: 'too-little-data',
      reason: { missing: 'spread', have: Math.min(spread, LEAST_SPREAD), need: LEAST_SPREAD },
    };
  }
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
