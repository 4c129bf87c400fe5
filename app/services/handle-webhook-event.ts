import type { Shop } from '#app/domain/shop.ts';
import type { FactsStore } from './ports/facts-store.ts';
import type { ShopsStore } from './ports/shops-store.ts';
import type { WebhookEvent } from './ports/webhook-parser.ts';
import type { Clock, Transact } from './transact.ts';

export interface EventStores {
  shops: ShopsStore;
  facts: FactsStore;
}

export interface HandleWebhookEventDeps<Stores extends EventStores> {
  transact: Transact<Stores>;
  clock: Clock;
  rereadOrders(input: { shopId: string; orderIds: string[] }): Promise<unknown>;
  installShop(shopDomain: string): Promise<unknown>;
  uninstallShop(input: { shopDomain: string; at: Date }): Promise<unknown>;
  /** Asks a worker to go on with the import whose bulk operation has ended. */
  startImport(shopId: string): Promise<void>;
  /** Asks a worker to compute the shop's metrics anew. */
  startRecompute(shopId: string): Promise<void>;
}

/**
 * Does what a webhook asks for beyond facts. Safe to repeat. The privacy topics are not for here:
 * they have a job of their own.
 * @throws OutsideError where Shopify or the queue does not answer
 */
export async function handleWebhookEvent<Stores extends EventStores>(
  deps: HandleWebhookEventDeps<Stores>,
  shop: Shop,
  event: WebhookEvent,
  occurredAt: string,
): Promise<void> {
  switch (event.type) {
    case 'order-edited':
      await deps.rereadOrders({ shopId: shop.shopId, orderIds: [event.orderId] });
      return;
    case 'app-uninstalled':
      await deps.uninstallShop({ shopDomain: shop.domain, at: new Date(occurredAt) });
      return;
    case 'scopes-updated':
      // Not from the webhook: what is granted now counts, and it may bring the whole history.
      await deps.installShop(shop.domain);
      return;
    case 'shop-updated':
      await updateProfile(deps, shop, event.profile);
      return;
    case 'bulk-operation-finished':
      await deps.startImport(shop.shopId);
      return;
    case 'data-requested':
    case 'customer-redacted':
    case 'shop-redacted':
      return;
  }
}

/** Another zone means other local days: every order is looked at again. */
async function updateProfile<Stores extends EventStores>(
  deps: HandleWebhookEventDeps<Stores>,
  shop: Shop,
  profile: Extract<WebhookEvent, { type: 'shop-updated' }>['profile'],
): Promise<void> {
  const zoneChanged = await deps.transact(async (stores) => {
    await stores.facts.lock(shop.shopId);
    await stores.shops.updateProfile(shop.shopId, profile);
    const updated = await stores.shops.find(shop.shopId);
    if (!updated || updated.timezone === shop.timezone) return false;
    await stores.facts.revalueOrders(updated);
    await stores.shops.askRecompute(shop.shopId, deps.clock.now());
    return true;
  });
  if (zoneChanged) await deps.startRecompute(shop.shopId);
}
