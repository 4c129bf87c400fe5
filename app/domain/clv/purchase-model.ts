import type { RfmSummary } from './rfm-summary.ts';

/** The purchase models a store can be fitted with, by the names that people see. */
export const PURCHASE_MODELS = [
  'bg-nbd',
  'mbg-nbd',
  'bg-cnbd-k',
  'mbg-cnbd-k',
  'pareto-nbd',
] as const;

export type PurchaseModelName = (typeof PURCHASE_MODELS)[number];

/** What a purchase model reads of customers: x, t_x and T in the unit of its parameters. */
export type HistoryColumns = Pick<RfmSummary, 'frequency' | 'recency' | 'customerAge'>;

/**
 * A weighted sum of horizons: Σ weight × purchases expected within (T, T + horizon]. One horizon of
 * weight 1 is that horizon; monthly horizons with differences of discount factors are the discounted
 * purchases of a year. No horizon is negative.
 */
export interface HorizonPlan {
  horizons: readonly number[];
  weights: readonly number[];
}

/** What a fitted model says of customers. Every number is finite. */
export interface PurchaseForecast {
  /** For each row the probability that the customer has not dropped out by T. */
  probabilityAlive(customers: HistoryColumns): Float64Array;
  /** For each plan a column: the plan's weighted purchases that are expected of each row. */
  expectedPurchases(customers: HistoryColumns, plans: readonly HorizonPlan[]): Float64Array[];
  /** E[X(t)]: repeat purchases that are expected of a new customer within the horizon. */
  expectedPurchasesOfNewCustomer(horizon: number): number;
  /**
   * Of a customer with x purchases who is alive at T: the probability of n = 0, 1, 2 … purchases
   * within the horizon, up to where what is left is below 1e-9.
   */
  purchaseCountsIfAlive(x: number, T: number, horizon: number): Float64Array;
}
