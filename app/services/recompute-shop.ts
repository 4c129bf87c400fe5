import type { CustomerId } from '#app/domain/ids.ts';
import { cutoffsOf } from '#app/domain/rfm/cutoffs.ts';
import type { Shop } from '#app/domain/shop.ts';
import { localDay } from '#app/domain/time.ts';
import { type RecomputeStores, recomputeCustomers } from './recompute-customers.ts';
import { refreshSegments } from './refresh-segments.ts';
import type { Clock, Transact } from './transact.ts';

export interface RecomputeShopDeps {
  transact: Transact<RecomputeStores>;
  clock: Clock;
}

/** Customers per transaction: few enough that live orders of the shop wait only a moment. */
const PAGE_SIZE = 1_000;
const MINUTE_MS = 60_000;

/**
 * Computes all customers of a shop again, page by page: after an import, and when a setting that
 * metrics or segments depend on has changed. The day's cut-offs are read anew from what is known.
 */
export async function recomputeShop(
  deps: RecomputeShopDeps,
  shop: Shop,
): Promise<{ customers: number }> {
  const { enteredAt } = await fixCutoffs(deps, shop, { replace: true });
  return recomputePages(deps, shop, enteredAt);
}

/**
 * Every customer of the shop in ascending pages, each in a transaction of its own. The ask that came
 * with entering the day is taken back at the end: killed before, the sweep has it done again.
 */
export async function recomputePages(
  deps: RecomputeShopDeps,
  shop: Shop,
  enteredAt: Date,
): Promise<{ customers: number }> {
  let after: CustomerId | null = null;
  let customers = 0;
  for (;;) {
    const from: CustomerId | null = after;
    const ids = await deps.transact(async (stores) => {
      await stores.metrics.lockShop(shop.shopId);
      const page = await stores.metrics.pageCustomerIds(shop.shopId, from, PAGE_SIZE);
      const context = { now: deps.clock.now(), ownSegments: 'later' } as const;
      await recomputeCustomers(stores, shop, page, context);
      return page;
    });
    customers += ids.length;
    after = ids.at(-1) ?? null;
    if (ids.length < PAGE_SIZE || after === null) break;
  }
  await deps.transact(({ metrics }) => metrics.removeAbsent(shop.shopId));
  await refreshSegments(deps, shop);
  await deps.transact(async ({ metrics }) => {
    await metrics.endRecompute(shop.shopId, enteredAt);
  });
  return { customers };
}

/**
 * Fixes the cut-offs of the shop's local day and puts the day in force.
 * @param replace read them anew although the day has some already
 */
export async function fixCutoffs(
  { transact, clock }: RecomputeShopDeps,
  shop: Shop,
  { replace }: { replace: boolean },
): Promise<{ day: string; enteredAt: Date }> {
  const enteredAt = clock.now();
  const day = settledDay(shop, enteredAt);
  const { rfm } = shop.settings;
  const { vipTopShare, bigSpenderTopShare, highAovFactor } = shop.settings.segments;
  await transact(async ({ metrics }) => {
    await metrics.lockShop(shop.shopId);
    if (replace || !(await metrics.readCutoffs(shop.shopId, day))) {
      const shares = { vip: vipTopShare, bigSpender: bigSpenderTopShare };
      const distribution = await metrics.readDistribution(shop.shopId, day, shares);
      await metrics.saveCutoffs(shop.shopId, day, cutoffsOf(distribution, highAovFactor, rfm));
    }
    await metrics.setMetricsDay(shop.shopId, day, enteredAt);
  });
  return { day, enteredAt };
}

/** The shop's local day, entered only once late facts of the day before have had their time. */
export function settledDay(shop: Shop, now: Date): string {
  const settled = now.getTime() - shop.settings.settlingMinutes * MINUTE_MS;
  return localDay(settled, shop.timezone);
}
