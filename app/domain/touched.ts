import type { CheckoutId, CustomerId, OrderId, ProductId } from './ids.ts';

/** One person's orders that moved to another: a merge in Shopify, or a guest who became known. */
export interface OwnershipMove {
  kind: 'merge' | 'guest-known';
  fromId: CustomerId;
  toId: CustomerId;
  /** When Shopify merged them; null for guests. */
  at: string | null;
}

/**
 * What a set of changes altered, each id once. Nothing is named whose stored facts stayed the same
 * (a duplicate, an older version).
 */
export interface Touched {
  /**
   * Owners, old and new, merges and guests resolved. An id without a row in `customers` is a guest
   * whose last order went to someone else: what is kept about him must go.
   */
  customerIds: CustomerId[];
  orderIds: OrderId[];
  checkoutIds: CheckoutId[];
  productIds: ProductId[];
  moves: OwnershipMove[];
}

export const nothingTouched: Touched = {
  customerIds: [],
  orderIds: [],
  checkoutIds: [],
  productIds: [],
  moves: [],
};

/** Whether nothing was altered. */
export function isUntouched(touched: Touched): boolean {
  return Object.values(touched).every((ids: unknown[]) => ids.length === 0);
}
