import { type DropoutModel, fitDropoutModel } from '../fit/dropout-fit.ts';
import type { ModelFit } from '../fit/model-fit.ts';
import type { PurchaseHistories } from '../fit/purchase-histories.ts';
import { climbSpreadNbd } from '../nbd/fit.ts';
import { betaGeometricLikelihood } from './log-likelihood.ts';
import type { BetaGeometricName, BetaGeometricParameters } from './parameters.ts';

/** With these a, b a tenth, a third and half of the purchases are the last. */
export const DROPOUT_STARTS = [
  [0.7, 2],
  [0.1, 1],
  [3, 3],
] as const;

/** The most likely BG/NBD or MBG/NBD model; see `fitDropoutModel` for how it can end. */
export function fitBetaGeometric(
  name: BetaGeometricName,
  histories: PurchaseHistories,
): ModelFit<BetaGeometricParameters> {
  const model: DropoutModel<keyof BetaGeometricParameters> = {
    names: ['r', 'alpha', 'a', 'b'],
    startsOf: () => DROPOUT_STARTS,
    climbWithoutDropout: climbSpreadNbd,
    limit: [0, 1],
    likelihoodAt: (those, parameters) => betaGeometricLikelihood(name, those, parameters),
  };
  return fitDropoutModel(model, histories);
}
