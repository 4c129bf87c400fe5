import type { ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import { collectFailures } from './collect-failures.ts';
import type { ShopFinder } from './ports/shop-finder.ts';
import type { RecomputeStores } from './recompute-customers.ts';
import { isNewDay, refreshAbandonment, refreshDay } from './refresh-day.ts';
import type { Clock, Transact } from './transact.ts';

interface ShopsByDay extends ShopFinder {
  listActive(): Promise<Shop[]>;
  listShopsToRecompute(): Promise<ShopId[]>;
}

export interface DayDeps {
  transact: Transact<RecomputeStores & { shops: ShopsByDay }>;
  clock: Clock;
}

/**
 * What time passing does to every active shop: a new local day is asked for as a job of its own,
 * abandoned checkouts come and go here. A shop whose figures are still to be computed again, for
 * its job was lost, gets another one.
 * @throws AggregateError after the last shop, where one could not be looked at
 */
export async function sweepDays(
  deps: DayDeps & {
    startRefresh(shopId: ShopId): Promise<void>;
    startRecompute(shopId: ShopId): Promise<void>;
  },
): Promise<{ newDays: number; moved: number }> {
  const shops = await deps.transact(({ shops }) => shops.listActive());
  const unfinished = await deps.transact(({ shops }) => shops.listShopsToRecompute());
  for (const shopId of unfinished) await deps.startRecompute(shopId);
  const failures = collectFailures();
  let newDays = 0;
  let moved = 0;
  for (const shop of shops) {
    if (isNewDay(shop, deps.clock.now())) {
      newDays += 1;
      await deps.startRefresh(shop.shopId);
    }
    const what = `Abandoned checkouts of shop ${shop.shopId} were not looked at`;
    moved += (await failures.attempt(what, () => refreshAbandonment(deps, shop))) ?? 0;
  }
  failures.throwAny('Not every shop was looked at');
  return { newDays, moved };
}

/** Enters the new day of a shop named by a job; a shop that is gone is done. */
export async function refreshDayOf(deps: DayDeps, { shopId }: { shopId: ShopId }): Promise<void> {
  const shop = await deps.transact(({ shops }) => shops.find(shopId));
  if (shop) await refreshDay(deps, shop);
}
