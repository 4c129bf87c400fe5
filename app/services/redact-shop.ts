import type { Shop } from '#app/domain/shop.ts';
import type { FactsStore } from './ports/facts-store.ts';
import type { PrivacyStore } from './ports/privacy-store.ts';

/**
 * Erases a shop (shop/redact, two days after it left), inside the transaction that notes it as
 * done. A shop that came back in the meantime keeps its data: it is a customer again.
 */
export async function redactShop(
  stores: { facts: FactsStore; privacy: PrivacyStore },
  shop: Shop,
): Promise<Record<string, number | string>> {
  if (shop.status === 'active') return { outcome: 'kept: the shop has installed the app again' };
  await stores.facts.lock(shop.shopId);
  return stores.privacy.redactShop(shop);
}
