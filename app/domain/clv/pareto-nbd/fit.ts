import { type DropoutModel, fitDropoutModel } from '../fit/dropout-fit.ts';
import type { ModelFit } from '../fit/model-fit.ts';
import type { PurchaseHistories } from '../fit/purchase-histories.ts';
import { climbSpreadNbd } from '../nbd/fit.ts';
import { paretoNbdLikelihood } from './log-likelihood.ts';
import type { ParetoNbdParameters } from './parameters.ts';

const MODEL: DropoutModel<keyof ParetoNbdParameters> = {
  names: ['r', 'alpha', 's', 'beta'],
  // Lifetimes of the length of the time between purchases, much longer and much shorter ones.
  startsOf: ({ alpha }) => [
    [0.6, alpha],
    [0.3, 10 * alpha],
    [2, alpha],
  ],
  climbWithoutDropout: climbSpreadNbd,
  limit: [0, 1],
  likelihoodAt: paretoNbdLikelihood,
};

/** The most likely Pareto/NBD model; see `fitDropoutModel` for how it can end. */
export function fitParetoNbd(histories: PurchaseHistories): ModelFit<ParetoNbdParameters> {
  return fitDropoutModel(MODEL, histories);
}
