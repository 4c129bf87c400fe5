import type { ShopId } from '#app/domain/ids.ts';
import { collectFailures } from './collect-failures.ts';
import type { LedgerStore } from './ports/ledger-store.ts';
import type { ShopFinder } from './ports/shop-finder.ts';
import { matureLots, mergeMembers, releaseRedemptions } from './settle-due-points.ts';
import { settleOrders } from './settle-orders.ts';
import type { Clock, Transact } from './transact.ts';

export interface SettleLedgerDeps {
  transact: Transact<{ ledger: LedgerStore; shops: ShopFinder }>;
  clock: Clock;
}

const BATCH = 200;

/**
 * Brings every shop's ledger up to its facts: merged members, due orders, points that mature,
 * rewards that ran out. Each batch is one transaction, and doing one again adds nothing. Shops take
 * turns, so that one with many due orders does not hold up the others.
 *
 * @returns how many ledger transactions were written
 * @throws AggregateError after the last shop, where some could not be settled
 */
export async function settleLedger(deps: SettleLedgerDeps): Promise<{ written: number }> {
  const now = deps.clock.now();
  const shopIds = await deps.transact(({ ledger }) => ledger.listShopsWithWork(now));
  const failures = collectFailures();
  let written = 0;
  let open = shopIds.map((shopId) => ({ shopId, batches: settleShop(deps, shopId, now) }));
  while (open.length > 0) {
    const unfinished: typeof open = [];
    for (const ledger of open) {
      const what = `The ledger of shop ${ledger.shopId} was not settled`;
      const batch = await failures.attempt(what, () => ledger.batches.next());
      if (!batch || batch.done) continue;
      written += batch.value;
      unfinished.push(ledger);
    }
    open = unfinished;
  }
  failures.throwAny('Not every ledger was settled');
  return { written };
}

/** One batch at a time, so that shops take turns; yields how many transactions each wrote. */
async function* settleShop(
  deps: SettleLedgerDeps,
  shopId: ShopId,
  now: Date,
): AsyncGenerator<number, void> {
  const shop = await deps.transact(({ shops }) => shops.find(shopId));
  if (!shop) return;
  // In this order: whose points they are, then what came of orders, then what time alone does.
  for (const step of [mergeMembers, settleOrders, matureLots, releaseRedemptions]) {
    let taken = BATCH;
    while (taken === BATCH) {
      const done = await deps.transact(({ ledger }) => step(ledger, shop, { now, limit: BATCH }));
      ({ taken } = done);
      yield done.written;
    }
  }
}
