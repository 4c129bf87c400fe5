import type { StoreFit } from '#app/domain/clv/store-fit.ts';
import { dayOfEpoch } from '#app/domain/time.ts';

/** The result for programs. What is not there is null; what is missing is said as `reason`. */
export function jsonOf(fit: StoreFit): string {
  if (fit.outcome === 'too-little-data') {
    return stringify({
      model: null,
      outcome: fit.outcome,
      parameters: null,
      standardErrors: null,
      logLikelihood: null,
      spend: null,
      customers: fit.customers,
      accuracy: null,
      reason: { missing: fit.reason.missing, have: fit.reason.have, need: fit.reason.need },
    });
  }
  const { purchases, spend } = fit;
  return stringify({
    model: purchases.model,
    outcome: fit.outcome,
    parameters: purchases.parameters,
    standardErrors: purchases.standardErrors,
    logLikelihood: purchases.logLikelihood,
    spend: spend && { parameters: spend.parameters, logLikelihood: spend.logLikelihood },
    customers: fit.customers,
    accuracy: fit.accuracy && {
      ...fit.accuracy,
      calibrationEnd: dayOfEpoch(fit.accuracy.calibrationEnd),
    },
  });
}

function stringify(result: object): string {
  return JSON.stringify(result, null, 2);
}
