import type { ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
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
 * rewards that ran out. Each batch is one transaction, and doing one again adds nothing.
 *
 * @returns how many ledger transactions were written
 * @throws AggregateError after the last shop, where some could not be settled
 */
export async function settleLedger(deps: SettleLedgerDeps): Promise<{ written: number }> {
  const now = deps.clock.now();
  const shopIds = await deps.transact(({ ledger }) => ledger.listShopsWithWork(now));
  const failures = collectFailures();
  let written = 0;
  for (const shopId of shopIds) {
    const what = `The ledger of shop ${shopId} was not settled`;
    written += (await failures.attempt(what, () => settleShop(deps, shopId, now))) ?? 0;
  }
  failures.throwAny('Not every ledger was settled');
  return { written };
}

async function settleShop(deps: SettleLedgerDeps, shopId: ShopId, now: Date): Promise<number> {
  const shop = await deps.transact(({ shops }) => shops.find(shopId));
  if (!shop) return 0;
  // In this order: whose points they are, then what came of orders, then what time alone does.
  const steps = [mergeMembers, settleOrders, matureLots, releaseRedemptions];
  let written = 0;
  for (const step of steps) written += await repeat(deps, step, shop, now);
  return written;
}

type Step = (
  ledger: LedgerStore,
  shop: Shop,
  context: { now: Date; limit: number },
) => Promise<{ taken: number; written: number }>;

async function repeat(deps: SettleLedgerDeps, step: Step, shop: Shop, now: Date): Promise<number> {
  let written = 0;
  for (;;) {
    const done = await deps.transact(({ ledger }) => step(ledger, shop, { now, limit: BATCH }));
    written += done.written;
    if (done.taken < BATCH) return written;
  }
}
