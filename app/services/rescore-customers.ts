import { scoreStore } from '#app/domain/clv/score-store.ts';
import type { StoreFit } from '#app/domain/clv/store-fit.ts';
import type { CustomerId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { FitsStore } from './ports/fits-store.ts';

/**
 * Predicts these customers again from their orders and the fit that holds, reading nobody else's:
 * the cost does not grow with the shop. Call it inside the transaction that wrote the facts, under
 * the shop's lock. A fit that is being made hears of them.
 */
export async function rescoreCustomers(
  stores: { fits: FitsStore },
  shop: Shop,
  customerIds: readonly CustomerId[],
  { now }: { now: Date },
): Promise<void> {
  if (customerIds.length === 0) return;
  await stores.fits.noteChanges(shop.shopId, customerIds);
  const current = await stores.fits.findCurrent(shop.shopId);
  if (current) await rescoreFrom(stores, shop, current, customerIds, { now });
}

/** Predicts some customers from a fit, whether it holds already or not. */
export async function rescoreFrom(
  { fits }: { fits: FitsStore },
  shop: Shop,
  { fitId, fit }: { fitId: string; fit: StoreFit },
  customerIds: readonly CustomerId[],
  { now }: { now: Date },
): Promise<void> {
  if (customerIds.length === 0 || fit.outcome === 'too-little-data') return;
  const { shopId, settings } = shop;
  const log = await fits.readPurchasesOf(shopId, customerIds, settings.predictions);
  const predictions = scoreStore(fit, log);
  await fits.replacePredictions(shopId, {
    fitId,
    customerIds: BigInt64Array.from(customerIds, BigInt),
    predictions,
    computedAt: now,
  });
}
