import type { ModelFit } from '../fit/model-fit.ts';
import { climb, covarianceAt, type Likelihood, type Maximum } from '../fit/newton.ts';
import type { RfmSummary } from '../rfm-summary.ts';
import { gammaGammaLikelihood } from './log-likelihood.ts';
import type { GammaGammaParameters } from './parameters.ts';
import { collectRepeatValues, type RepeatValues } from './repeat-values.ts';

/** Fewer repeat customers than this do not bound three parameters. */
const LEAST_REPEAT_CUSTOMERS = 20;
/** Where the climb begins: values of a customer and of customers differ by about half of the mean. */
const START = { p: 4, q: 4, v: 0.75 };
/** Stands for infinity: values, or customers' mean values, then differ by 3 % of their mean. */
const ALIKE = 1000;

/** A parameter that is not climbed is held at `ALIKE`; v always is climbed. */
const ALL = ['p', 'q', 'v'] as const;
const SIMPLER = [['p', 'v'], ['q', 'v'], ['v']] as const;

type Name = keyof GammaGammaParameters;

/**
 * The most likely Gamma-Gamma model of all who bought again for more than nothing. It is free of
 * scale: v comes in the unit of the values. Where customers differ no more than chance has their
 * values differ (q grows without end), or each always spends the same (p does), or both, so that p or
 * q passes 1000, it is held there; its standard error is infinite and its covariances are 0.
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
  return climbTo(values, ALL) ?? likeliest(SIMPLER.map((names) => climbTo(values, names)));
}

type Fitted = Exclude<ModelFit<GammaGammaParameters>, { outcome: 'too-little-data' }>;

function likeliest(fits: readonly (Fitted | null)[]): Fitted {
  const found = fits.filter((fit) => fit !== null);
  const [best] = found.sort((one, other) => other.logLikelihood - one.logLikelihood);
  if (!best) throw new Error('The likelihood of v alone has no maximum.');
  return best;
}

/** The maximum over these parameters, or null where there is none. */
function climbTo(values: RepeatValues, names: readonly Name[]): Fitted | null {
  const places = names.map((name) => ALL.indexOf(name));
  const start = names.length === ALL.length ? START : startAlike(names);
  const parametersAt = (logs: Float64Array): GammaGammaParameters => {
    const moved = names.map((name, at) => [name, Math.exp(logs[at] ?? 0)]);
    return { ...start, ...Object.fromEntries(moved) };
  };
  const maximum = climb(
    (logs) => partOf(gammaGammaLikelihood(values, parametersAt(logs)), places),
    Float64Array.from(names, (name) => Math.log(start[name])),
  );
  const covariance = maximum.isConverged ? covarianceAt(maximum.likelihood) : null;
  const { v, ...shapes } = parametersAt(maximum.at);
  if (!covariance || Math.max(shapes.p, shapes.q) > ALIKE) return null;
  return describe({ ...shapes, v: v * values.mean }, widen(covariance, places), maximum);
}

function startAlike(names: readonly Name[]): GammaGammaParameters {
  const p = names.includes('p') ? START.p : ALIKE;
  const q = names.includes('q') ? START.q : ALIKE;
  return { p, q, v: (q - 1) / p };
}

/** The derivatives by some of the parameters. */
function partOf({ value, gradient, hessian }: Likelihood, places: readonly number[]): Likelihood {
  return {
    value,
    gradient: Float64Array.from(places, (place) => gradient[place] ?? 0),
    hessian: Float64Array.from(
      places.flatMap((row) => places.map((column) => hessian[row * ALL.length + column] ?? 0)),
    ),
  };
}

function widen(covariance: Float64Array, places: readonly number[]): Float64Array {
  const wide = new Float64Array(ALL.length ** 2);
  places.forEach((row, i) => {
    places.forEach((column, j) => {
      wide[row * ALL.length + column] = covariance[i * places.length + j] ?? 0;
    });
  });
  return wide;
}

function describe(
  parameters: GammaGammaParameters,
  logCovariance: Float64Array,
  { likelihood, iterations }: Maximum,
): Fitted {
  const errorOf = (at: number) => {
    const variance = logCovariance[at * (ALL.length + 1)] ?? 0;
    return variance > 0 ? Math.sqrt(variance) : Number.POSITIVE_INFINITY;
  };
  return {
    outcome: 'converged',
    parameters,
    standardErrors: {
      p: parameters.p * errorOf(0),
      q: parameters.q * errorOf(1),
      v: parameters.v * errorOf(2),
    },
    logCovariance,
    logLikelihood: likelihood.value,
    iterations,
  };
}
