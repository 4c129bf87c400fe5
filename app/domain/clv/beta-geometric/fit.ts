import type { ModelFit } from '../fit/model-fit.ts';
import { climb, covarianceAt, type Likelihood, type Maximum } from '../fit/newton.ts';
import type { PurchaseHistories } from '../fit/purchase-histories.ts';
import { findLack, spreadOf } from '../fit/sufficiency.ts';
import { thinHistories } from '../fit/thin-histories.ts';
import { climbNbd } from '../nbd/fit.ts';
import { betaGeometricLikelihood } from './log-likelihood.ts';
import type { BetaGeometricName, BetaGeometricParameters } from './parameters.ts';

/** So many histories give a start from which the fit of all takes a few steps. */
const SUBSAMPLE = 5_000;
/** With these a, b a tenth, a third and half of the purchases are the last. */
const DROPOUT_STARTS = [
  [0.7, 2],
  [0.1, 1],
  [3, 3],
] as const;
/** 95 % of χ² with one degree of freedom: a smaller gain over no dropout is chance. */
const MEASURABLE = 3.84;
/** A variance of a logarithm from which on the data do not bound it. */
const UNBOUNDED = 1e4;

/**
 * The most likely parameters, the same to the last digit for any order of the customers and whether
 * equal ones are repeated or weighted; times in the unit of the histories.
 *
 * A ridge on which dropout is measurable (all customers alike in it, say, so that a and b rise
 * without end) ends as `converged` where the likelihood no longer rises, with infinite standard
 * errors of what the data do not bound, and with a covariance that takes these logarithms as known
 * to ±1. In the `nbd-limit` the covariances of a and b are 0.
 */
export function fitBetaGeometric(
  name: BetaGeometricName,
  histories: PurchaseHistories,
): ModelFit<BetaGeometricParameters> {
  const lack = findLack(histories);
  if (lack) return { outcome: 'too-little-data', reason: lack };
  const nbd = climbNbd(histories);
  if (!nbd.isConverged) {
    const reason = { missing: 'spread', have: spreadOf(histories), need: 1 } as const;
    return { outcome: 'too-little-data', reason };
  }
  const maximum = climbFromStarts(name, histories, nbd.at);
  const gain = 2 * (maximum.likelihood.value - nbd.likelihood.value);
  return gain < MEASURABLE ? nbdLimit(nbd) : atMaximum(maximum);
}

function climbFromStarts(
  name: BetaGeometricName,
  histories: PurchaseHistories,
  nbd: Float64Array,
): Maximum {
  const all = (logs: Float64Array) => likelihoodAt(name, histories, logs);
  let best: Maximum | null = null;
  for (const [a, b] of DROPOUT_STARTS) {
    const start = Float64Array.of(nbd[0] ?? 0, nbd[1] ?? 0, Math.log(a), Math.log(b));
    const found = climb(all, startNear(name, histories, start));
    if (found.isConverged) return found;
    if (!best || found.likelihood.value > best.likelihood.value) best = found;
  }
  if (!best) throw new Error('No start was tried.');
  return best;
}

function startNear(
  name: BetaGeometricName,
  histories: PurchaseHistories,
  start: Float64Array,
): Float64Array {
  const step = Math.floor(histories.frequency.length / SUBSAMPLE);
  if (step < 2) return start;
  const few = thinHistories(histories, step);
  return climb((logs) => likelihoodAt(name, few, logs), start).at;
}

function likelihoodAt(
  name: BetaGeometricName,
  histories: PurchaseHistories,
  logs: Float64Array,
): Likelihood {
  const [r = 0, alpha = 0, a = 0, b = 0] = logs.map(Math.exp);
  return betaGeometricLikelihood(name, histories, { r, alpha, a, b });
}

function atMaximum({ at, likelihood, iterations }: Maximum): ModelFit<BetaGeometricParameters> {
  const [r = 0, alpha = 0, a = 0, b = 0] = at.map(Math.exp);
  const weak = covarianceWithin(likelihood, 0);
  const [ofR = 0, ofAlpha = 0, ofA = 0, ofB = 0] = [0, 5, 10, 15].map((at) => weak[at] ?? 0);
  const isBounded = Math.max(ofR, ofAlpha, ofA, ofB) < UNBOUNDED;
  return {
    outcome: 'converged',
    parameters: { r, alpha, a, b },
    standardErrors: {
      r: standardError(r, ofR),
      alpha: standardError(alpha, ofAlpha),
      a: standardError(a, ofA),
      b: standardError(b, ofB),
    },
    logCovariance: isBounded ? weak : covarianceWithin(likelihood, 1),
    logLikelihood: likelihood.value,
    iterations,
  };
}

function standardError(parameter: number, logVariance: number): number {
  return logVariance < UNBOUNDED ? parameter * Math.sqrt(logVariance) : Number.POSITIVE_INFINITY;
}

/** The inverse of −H + precision, with as much precision as makes it positive definite. */
function covarianceWithin({ value, gradient, hessian }: Likelihood, precision: number) {
  for (let added = precision; ; added = Math.max(1 / UNBOUNDED, added * 10)) {
    const bounded = hessian.map((each, at) => (at % 5 === 0 ? each - added : each));
    const covariance = covarianceAt({ value, gradient, hessian: bounded });
    if (covariance) return covariance;
  }
}

/** The model without dropout: b says nothing, and neither is bounded. */
function nbdLimit({ at, likelihood, iterations }: Maximum): ModelFit<BetaGeometricParameters> {
  const [r = 0, alpha = 0] = at.map(Math.exp);
  const [ofR = 0, both = 0, , ofAlpha = 0] = covarianceAt(likelihood) ?? [];
  const logCovariance = new Float64Array(16);
  logCovariance.set([ofR, both], 0);
  logCovariance.set([both, ofAlpha], 4);
  return {
    outcome: 'nbd-limit',
    parameters: { r, alpha, a: 0, b: 1 },
    standardErrors: {
      r: r * Math.sqrt(ofR),
      alpha: alpha * Math.sqrt(ofAlpha),
      a: Number.POSITIVE_INFINITY,
      b: Number.POSITIVE_INFINITY,
    },
    logCovariance,
    logLikelihood: likelihood.value,
    iterations,
  };
}
