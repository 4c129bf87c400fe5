import { type DropoutModel, fitDropoutModel, thinned } from '../fit/dropout-fit.ts';
import type { ModelFit } from '../fit/model-fit.ts';
import { climb, type Likelihood, type Maximum } from '../fit/newton.ts';
import type { PurchaseHistories } from '../fit/purchase-histories.ts';
import type { RfmSummary } from '../rfm-summary.ts';
import { logGamma } from '../special/gamma.ts';
import { DROPOUT_STARTS, fitBetaGeometric } from './fit.ts';
import {
  type BetaGeometricName,
  type BetaGeometricParameters,
  plainForm,
  type RegularName,
} from './parameters.ts';
import { regularLikelihood } from './regular-likelihood.ts';

/** Longer than this nothing was ever found regular; so many fits are made at most. */
const MOST_PHASES = 6;

export interface RegularFit {
  /** Phases of a purchase; 1 where purchases come at random, and the fit is that of the plain form. */
  k: number;
  fit: ModelFit<BetaGeometricParameters>;
}

/**
 * The most likely (M)BG/CNBD-k model. k rises from 1 for as long as the likelihood does; the times
 * between purchases enter through Σ of their logarithms, and where the summary does not have it,
 * k is 1. The `nbd-limit` is that of the same k: regular purchases without dropout.
 */
export function fitRegular(
  name: RegularName,
  histories: PurchaseHistories,
  { frequency, logTimes, weight }: RfmSummary,
): RegularFit {
  const plain = plainForm(name);
  let best: RegularFit = { k: 1, fit: fitBetaGeometric(plain, histories) };
  if (!logTimes) return best;
  const times = weightedSum(logTimes, weight);
  const purchases = weightedSum(frequency, weight);
  for (let k = 2; k <= MOST_PHASES; k += 1) {
    const constant = (k - 1) * times - purchases * logGamma(k);
    const fit = fitPhases({ name: plain, k, constant }, histories);
    const gain = logLikelihoodOf(fit) - logLikelihoodOf(best.fit);
    if (gain < 0) break;
    if (gain > 0) best = { k, fit };
  }
  return best;
}

function weightedSum(column: Float64Array, weight?: Float64Array): number {
  return column.reduce((sum, value, row) => sum + value * (weight ? (weight[row] ?? 0) : 1), 0);
}

function logLikelihoodOf(fit: ModelFit<BetaGeometricParameters>): number {
  return fit.outcome === 'too-little-data' ? Number.NEGATIVE_INFINITY : fit.logLikelihood;
}

/** Of one k. `constant`: ln of what of the likelihood does not depend on the parameters. */
function fitPhases(
  { name, k, constant }: { name: BetaGeometricName; k: number; constant: number },
  histories: PurchaseHistories,
): ModelFit<BetaGeometricParameters> {
  const model: DropoutModel<keyof BetaGeometricParameters> = {
    names: ['r', 'alpha', 'a', 'b'],
    startsOf: () => DROPOUT_STARTS,
    climbWithoutDropout: (those) => climbPhases({ name, k }, those),
    limit: [0, 1],
    likelihoodAt: (those, parameters) => regularLikelihood({ name, k }, those, parameters),
  };
  const fit = fitDropoutModel(model, histories);
  if (fit.outcome === 'too-little-data') return fit;
  return { ...fit, logLikelihood: fit.logLikelihood + constant };
}

function climbPhases(
  form: { name: BetaGeometricName; k: number },
  histories: PurchaseHistories,
): Maximum | null {
  const { customerAge, customers, purchases } = histories.ages;
  let time = 0;
  let count = 0;
  for (let at = 0; at < customerAge.length; at += 1) {
    time += (customerAge[at] ?? 0) * (customers[at] ?? 0);
    count += purchases[at] ?? 0;
  }
  const climbOf = (those: PurchaseHistories, from: Float64Array) =>
    climb(([r = 0, alpha = 0]) => {
      const parameters = { r: Math.exp(r), alpha: Math.exp(alpha), a: 0, b: 1 };
      return ofFirstTwo(regularLikelihood(form, those, parameters));
    }, from);
  const start = Float64Array.of(0, Math.log(time / (form.k * count)));
  const few = thinned(histories);
  const found = climbOf(histories, few ? climbOf(few, start).at : start);
  return found.isConverged ? found : null;
}

function ofFirstTwo({ value, gradient, hessian }: Likelihood): Likelihood {
  const [rr = 0, both = 0] = hessian;
  return {
    value,
    gradient: gradient.slice(0, 2),
    hessian: Float64Array.of(rr, both, both, hessian[5] ?? 0),
  };
}
