import type { DayCutoffs, Limits } from './cutoffs.ts';

/** 5 is best: most recent, most orders, most spent. */
export interface RfmScores {
  recency: number;
  frequency: number;
  monetary: number;
}

function countExceeded(limits: Limits, value: number): number {
  return limits.filter((limit) => value > limit).length;
}

/**
 * Scores from limits alone, so that equal customers score equally: ties are never split. Equal
 * orders and equal money take the lower score, equal days the higher one. Without a limit for money
 * yet, it follows the number of orders.
 */
export function scoreRfm(
  customer: { daysSinceLastOrder: number; ordersCount: number; spentMinor: number },
  cutoffs: DayCutoffs,
): RfmScores {
  const frequency = 1 + countExceeded(cutoffs.orders, customer.ordersCount);
  return {
    recency: 5 - countExceeded(cutoffs.daysSinceLastOrder, customer.daysSinceLastOrder),
    frequency,
    monetary: cutoffs.spentMinor
      ? 1 + countExceeded(cutoffs.spentMinor, customer.spentMinor)
      : frequency,
  };
}
