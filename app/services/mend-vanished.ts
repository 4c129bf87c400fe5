import type { FactChange } from '#app/domain/facts.ts';
import type { Shop } from '#app/domain/shop.ts';
import { type FindVanishedDeps, findVanished } from './find-vanished.ts';
import type { ReconcileStore } from './ports/reconcile-store.ts';
import type { CountableType, ShopifyReader } from './ports/shopify-reader.ts';
import type { ApplyChanges } from './reread-order.ts';
import type { Clock, Transact } from './transact.ts';

export interface MendVanishedDeps<Stores extends { reconciles: ReconcileStore }> {
  transact: Transact<Stores>;
  clock: Clock;
  shopify: FindVanishedDeps['shopify'] & Pick<ShopifyReader, 'readOrders'>;
  applyChanges: ApplyChanges<Stores>;
}

/**
 * Makes good what was deleted or merged in Shopify without a word of it here. A customer who is gone
 * while all his orders name one other customer was merged into that one; Shopify leaves no other
 * trace of a merge, so one without orders counts as deleted.
 *
 * @returns how many were gone
 * @throws OutsideError
 */
export async function mendVanished<Stores extends { reconciles: ReconcileStore }>(
  deps: MendVanishedDeps<Stores>,
  shop: Shop,
  type: CountableType,
): Promise<number> {
  const ids = await findVanished(deps, shop, type, deps.clock.now());
  for (const id of ids) {
    const found = await changesFor(deps, shop, type, id);
    await deps.transact(async (stores) => {
      const recordedAt = deps.clock.now();
      const occurredAt = recordedAt.toISOString();
      const changes = found(occurredAt).map((change) => ({ change, occurredAt }));
      await deps.applyChanges(stores, shop, changes, { source: 'reconcile', recordedAt });
      await stores.reconciles.addRepaired(shop.shopId, type, 1);
    });
  }
  return ids.length;
}

async function changesFor<Stores extends { reconciles: ReconcileStore }>(
  deps: MendVanishedDeps<Stores>,
  shop: Shop,
  type: CountableType,
  id: string,
): Promise<(at: string) => FactChange[]> {
  if (type === 'order') return () => [{ type: 'order-deleted', orderId: id }];
  if (type === 'product') return () => [{ type: 'product-deleted', productId: id }];
  const orderIds = await deps.transact(({ reconciles }) =>
    reconciles.listOrdersOf(shop.shopId, id),
  );
  const facts = await deps.shopify.readOrders(shop, orderIds);
  const owners = new Set(facts.map(({ customerId }) => customerId));
  const [keptId] = owners;
  const orders = facts.map((fact): FactChange => ({ type: 'order', fact }));
  const isMerged = owners.size === 1 && keptId && keptId !== id;
  if (!isMerged) return () => [...orders, { type: 'customer-deleted', customerId: id }];
  return (mergedAt) => [...orders, { type: 'customer-merged', keptId, mergedId: id, mergedAt }];
}
