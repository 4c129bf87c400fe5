export interface Failures {
  /** Does the work; undefined where it threw, which is kept. */
  attempt<Result>(what: string, work: () => Promise<Result>): Promise<Result | undefined>;
  /** @throws AggregateError where an attempt failed */
  throwAny(message: string): void;
}

/**
 * For work that goes from shop to shop: trouble with one keeps none of the others waiting, and is
 * not passed over either. `what` names the work in the message of its error.
 */
export function collectFailures(): Failures {
  const errors: Error[] = [];
  return {
    async attempt(what, work) {
      try {
        return await work();
      } catch (cause) {
        errors.push(new Error(what, { cause }));
        return undefined;
      }
    },
    throwAny(message) {
      if (errors.length > 0) throw new AggregateError(errors, message);
    },
  };
}
