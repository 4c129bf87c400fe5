import type { ShopId } from '#app/domain/ids.ts';
import type { FactsStore } from './ports/facts-store.ts';
import type { ShopsStore } from './ports/shops-store.ts';
import type { RecomputeStores } from './recompute-customers.ts';
import { recomputeShop } from './recompute-shop.ts';
import type { Clock, Transact } from './transact.ts';

export interface RecomputeAskedDeps {
  transact: Transact<
    RecomputeStores & {
      facts: Pick<FactsStore, 'revalueOrders'>;
      shops: Pick<ShopsStore, 'find' | 'findRecompute' | 'endRecompute'>;
    }
  >;
  clock: Clock;
}

/**
 * Values all orders of a shop again and computes its figures from them, where that was asked for: a
 * second job of the same ask finds nothing to do, and one that was killed leaves the ask standing.
 */
export async function recomputeAsked(
  deps: RecomputeAskedDeps,
  { shopId }: { shopId: ShopId },
): Promise<void> {
  const { askedAt, shop } = await deps.transact(async ({ shops }) => ({
    askedAt: await shops.findRecompute(shopId),
    shop: await shops.find(shopId),
  }));
  if (!askedAt || !shop) return;
  // What an order is worth follows the settings, and figures follow the orders.
  await deps.transact(({ facts }) => facts.revalueOrders(shop));
  await recomputeShop(deps, shop);
  await deps.transact(({ shops }) => shops.endRecompute(shopId, askedAt));
}
