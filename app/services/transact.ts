/**
 * Runs work in one database transaction with the stores it needs: all is written or nothing is.
 * A service names the stores it uses; the composition provides them all, bound to the transaction.
 */
export type Transact<Stores> = <Result>(
  work: (stores: Stores) => Promise<Result>,
) => Promise<Result>;

/** Business time. Tokens, signatures and technical retries use real time instead. */
export interface Clock {
  now(): Date;
}
