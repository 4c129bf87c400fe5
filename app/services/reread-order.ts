import type { OrderId, ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { Touched } from '#app/domain/touched.ts';
import type { ApplyMeta, DatedChange } from './apply-changes.ts';
import type { ShopFinder } from './ports/shop-finder.ts';
import type { ShopifyReader } from './ports/shopify-reader.ts';
import type { Clock, Transact } from './transact.ts';

/** `applyChanges` with its hooks bound: the one way in which facts enter. */
export type ApplyChanges<Stores> = (
  stores: Stores,
  shop: Shop,
  changes: readonly DatedChange[],
  meta: ApplyMeta,
) => Promise<Touched>;

export interface RereadOrdersDeps<Stores extends { shops: ShopFinder }> {
  transact: Transact<Stores>;
  clock: Clock;
  shopify: Pick<ShopifyReader, 'readOrders'>;
  applyChanges: ApplyChanges<Stores>;
}

/**
 * Reads orders again whose webhook told only a part, such as an edit. Orders that Shopify no
 * longer has are left to their own webhook.
 * @throws OutsideError
 */
export async function rereadOrders<Stores extends { shops: ShopFinder }>(
  deps: RereadOrdersDeps<Stores>,
  input: { shopId: ShopId; orderIds: OrderId[] },
): Promise<{ reread: number }> {
  const shop = await deps.transact((stores) => stores.shops.find(input.shopId));
  if (shop?.status !== 'active') return { reread: 0 };
  const facts = await deps.shopify.readOrders(shop, input.orderIds);
  const recordedAt = deps.clock.now();
  const occurredAt = recordedAt.toISOString();
  const changes = facts.map(
    (fact): DatedChange => ({ change: { type: 'order', fact }, occurredAt }),
  );
  await deps.transact((stores) =>
    deps.applyChanges(stores, shop, changes, { source: 'reconcile', recordedAt }),
  );
  return { reread: facts.length };
}
