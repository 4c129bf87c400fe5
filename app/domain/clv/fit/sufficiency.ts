import type { TooLittleData } from './model-fit.ts';
import type { PurchaseHistories } from './purchase-histories.ts';

/** Below this a model's four parameters rest on single customers. */
export const LEAST_REPEAT_CUSTOMERS = 20;

/** What any purchase model needs and the histories lack, or null. */
export function findLack({ beyond }: PurchaseHistories): TooLittleData | null {
  const repeatCustomers = beyond[0] ?? 0;
  return repeatCustomers < LEAST_REPEAT_CUSTOMERS
    ? { missing: 'repeat-customers', have: repeatCustomers, need: LEAST_REPEAT_CUSTOMERS }
    : null;
}

/**
 * Σ(x − λT)² / Σx with the common rate λ. Customers who all buy at one rate, and at random, give 1;
 * the rates' distribution has a most likely shape only above it, for at 1/r = 0 the slope of the
 * NBD's log-likelihood by 1/r is ½ Σ((x − λT)² − x).
 */
export function spreadOf({ frequency, customerAge, weight }: PurchaseHistories): number {
  let purchases = 0;
  let time = 0;
  for (let row = 0; row < frequency.length; row += 1) {
    purchases += (weight[row] ?? 0) * (frequency[row] ?? 0);
    time += (weight[row] ?? 0) * (customerAge[row] ?? 0);
  }
  const rate = purchases / time;
  let squares = 0;
  for (let row = 0; row < frequency.length; row += 1) {
    const more = (frequency[row] ?? 0) - rate * (customerAge[row] ?? 0);
    squares += (weight[row] ?? 0) * more * more;
  }
  return squares / purchases;
}
