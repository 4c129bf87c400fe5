/** What Shopify names as the source of an order that a subscription contract placed by itself. */
export const RENEWAL_SOURCE = 'subscription_contract';

/**
 * Whether an order is a subscription's renewal (C11): paid because a contract runs, not because the
 * customer chose to buy. The order a subscription begins with is a purchase like any other.
 */
export function isSubscriptionRenewal(order: { sourceName: string | null }): boolean {
  return order.sourceName === RENEWAL_SOURCE;
}
