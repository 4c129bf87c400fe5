import type { ModelFit } from './model-fit.ts';
import { climb, covarianceAt, type Likelihood, type Maximum } from './newton.ts';
import type { PurchaseHistories } from './purchase-histories.ts';
import { findLack, spreadOf } from './sufficiency.ts';
import { thinHistories } from './thin-histories.ts';

/** A model of purchases with parameters r and α, and a law of dropping out with two of its own. */
export interface DropoutModel<Name extends string> {
  /** The parameters, r and α first. */
  names: readonly [Name, Name, Name, Name];
  /** Values of the last two to start from, the likeliest first; scaled where one is a time. */
  startsOf(nbd: { r: number; alpha: number }): readonly (readonly [number, number])[];
  /** The most likely model without dropout, ln r and ln α; null where customers differ too little. */
  climbWithoutDropout(histories: PurchaseHistories): Maximum | null;
  /** What the last two are said to be where nobody drops out. */
  limit: readonly [number, number];
  /** With its derivatives by the logarithms of the parameters. */
  likelihoodAt(histories: PurchaseHistories, parameters: Record<Name, number>): Likelihood;
}

/** So many histories give a start from which the fit of all takes a few steps. */
const SUBSAMPLE = 5_000;
/** 95 % of χ² with one degree of freedom: a smaller gain over no dropout is chance. */
const MEASURABLE = 3.84;
/** A variance of a logarithm from which on the data do not bound it. */
const UNBOUNDED = 1e4;

/**
 * The most likely parameters, the same to the last digit for any order of the customers and whether
 * equal ones are repeated or weighted; times in the unit of the histories.
 *
 * A ridge on which dropout is measurable (all customers alike in it, say, so that its two parameters
 * rise without end) ends as `converged` where the likelihood no longer rises, with infinite standard
 * errors of what the data do not bound, and with a covariance that takes these logarithms as known
 * to ±1. In the `nbd-limit` the covariances of the last two are 0.
 */
export function fitDropoutModel<Name extends string>(
  model: DropoutModel<Name>,
  histories: PurchaseHistories,
): ModelFit<Record<Name, number>> {
  const lack = findLack(histories);
  if (lack) return { outcome: 'too-little-data', reason: lack };
  const nbd = model.climbWithoutDropout(histories);
  if (!nbd) {
    const reason = { missing: 'spread', have: spreadOf(histories), need: 1 } as const;
    return { outcome: 'too-little-data', reason };
  }
  const maximum = climbFromStarts(model, histories, nbd.at);
  const gain = 2 * (maximum.likelihood.value - nbd.likelihood.value);
  return gain < MEASURABLE ? nbdLimit(model, nbd) : atMaximum(model, maximum);
}

function climbFromStarts<Name extends string>(
  model: DropoutModel<Name>,
  histories: PurchaseHistories,
  nbd: Float64Array,
): Maximum {
  const all = (logs: Float64Array) => model.likelihoodAt(histories, named(model, logs));
  const [r = 0, alpha = 0] = nbd;
  let best: Maximum | null = null;
  for (const start of model.startsOf({ r: Math.exp(r), alpha: Math.exp(alpha) })) {
    const from = Float64Array.of(r, alpha, Math.log(start[0]), Math.log(start[1]));
    const found = climb(all, startNear(model, histories, from));
    if (found.isConverged) return found;
    if (!best || found.likelihood.value > best.likelihood.value) best = found;
  }
  if (!best) throw new Error('No start was tried.');
  return best;
}

function startNear<Name extends string>(
  model: DropoutModel<Name>,
  histories: PurchaseHistories,
  start: Float64Array,
): Float64Array {
  const few = thinned(histories);
  return few ? climb((logs) => model.likelihoodAt(few, named(model, logs)), start).at : start;
}

/** Few of the histories, from which to start; null where all are few. */
export function thinned(histories: PurchaseHistories): PurchaseHistories | null {
  const step = Math.floor(histories.frequency.length / SUBSAMPLE);
  return step < 2 ? null : thinHistories(histories, step);
}

function named<Name extends string>(
  { names }: DropoutModel<Name>,
  logs: Float64Array,
): Record<Name, number> {
  return mapNames(names, (at) => Math.exp(logs[at] ?? 0));
}

function mapNames<Name extends string>(
  names: readonly Name[],
  numberAt: (at: number) => number,
): Record<Name, number> {
  return Object.fromEntries(names.map((name, at) => [name, numberAt(at)])) as Record<Name, number>;
}

function atMaximum<Name extends string>(
  model: DropoutModel<Name>,
  { at, likelihood, iterations }: Maximum,
): ModelFit<Record<Name, number>> {
  const weak = covarianceWithin(likelihood, 0);
  const variances = [0, 5, 10, 15].map((place) => weak[place] ?? 0);
  const isBounded = Math.max(...variances) < UNBOUNDED;
  return {
    outcome: 'converged',
    parameters: named(model, at),
    standardErrors: mapNames(model.names, (place) =>
      standardError(Math.exp(at[place] ?? 0), variances[place] ?? 0),
    ),
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

/** The model without dropout: the last two parameters say nothing and are not bounded. */
function nbdLimit<Name extends string>(
  { names, limit }: DropoutModel<Name>,
  { at, likelihood, iterations }: Maximum,
): ModelFit<Record<Name, number>> {
  const [r = 0, alpha = 0] = at.map(Math.exp);
  const [ofR = 0, both = 0, , ofAlpha = 0] = covarianceAt(likelihood) ?? [];
  const logCovariance = new Float64Array(16);
  logCovariance.set([ofR, both], 0);
  logCovariance.set([both, ofAlpha], 4);
  const errors = [r * Math.sqrt(ofR), alpha * Math.sqrt(ofAlpha)];
  return {
    outcome: 'nbd-limit',
    parameters: mapNames(names, (place) => [r, alpha, ...limit][place] ?? 0),
    standardErrors: mapNames(names, (place) => errors[place] ?? Number.POSITIVE_INFINITY),
    logCovariance,
    logLikelihood: likelihood.value,
    iterations,
  };
}
