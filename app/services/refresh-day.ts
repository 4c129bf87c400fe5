import type { Shop } from '#app/domain/shop.ts';
import { recomputeCustomers } from './recompute-customers.ts';
import {
  fixCutoffs,
  type RecomputeShopDeps,
  recomputePages,
  settledDay,
} from './recompute-shop.ts';

/**
 * Enters the shop's new local day: its cut-offs are fixed from the orders of earlier days, then
 * every customer is computed as of the day. Doing it again on the same day changes nothing.
 */
export async function refreshDay(
  deps: RecomputeShopDeps,
  shop: Shop,
): Promise<{ day: string; customers: number }> {
  const { day, enteredAt } = await fixCutoffs(deps, shop, { replace: false });
  const { customers } = await recomputePages(deps, shop, enteredAt);
  return { day, customers };
}

/** Whether the shop's local day has changed since its metrics were last brought up to one. */
export function isNewDay(shop: Shop, now: Date): boolean {
  return shop.metricsDay === null || shop.metricsDay < settledDay(shop, now);
}

/**
 * Moves customers into and out of the abandoned-checkout segment as time passes (S4).
 * @returns how many customers were computed again
 */
export async function refreshAbandonment(
  { transact, clock }: RecomputeShopDeps,
  shop: Shop,
): Promise<number> {
  const now = clock.now();
  return transact(async (stores) => {
    await stores.metrics.lockShop(shop.shopId);
    const { checkoutAbandonedAfterHours, checkoutAbandonedWithinDays } = shop.settings.segments;
    const customerIds = await stores.segments.findAbandonmentChanges(shop.shopId, {
      afterHours: checkoutAbandonedAfterHours,
      withinDays: checkoutAbandonedWithinDays,
      now,
    });
    await recomputeCustomers(stores, shop, customerIds, { now });
    return customerIds.length;
  });
}
