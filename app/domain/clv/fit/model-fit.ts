/**
 * How every fit ends. `nbd-limit`: the likelihood keeps rising as dropout goes to zero, so the store
 * shows no dropout that could be measured, and the model without it stands in.
 */
export type ModelFit<Parameters> =
  | {
      outcome: 'converged' | 'nbd-limit';
      parameters: Parameters;
      /** Of the parameters themselves; infinite where the data do not bound one. */
      standardErrors: Parameters;
      /** Row-major covariance of the *logarithms* of the parameters, in the order of their names. */
      logCovariance: Float64Array;
      logLikelihood: number;
      iterations: number;
    }
  | { outcome: 'too-little-data'; reason: TooLittleData };

/** What is missing for a fit, with what is there and what is needed. */
export interface TooLittleData {
  missing: 'repeat-customers' | 'history-days' | 'spread';
  have: number;
  need: number;
}
