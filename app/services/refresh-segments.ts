import type { OwnSegment } from '#app/domain/segments/own-segments.ts';
import type { Shop } from '#app/domain/shop.ts';
import { localDay } from '#app/domain/time.ts';
import type { RecomputeStores } from './recompute-customers.ts';
import type { Clock, Transact } from './transact.ts';

interface RefreshSegmentsDeps {
  transact: Transact<RecomputeStores>;
  clock: Clock;
}

/**
 * Holds all customers of a shop against the rule of every segment the merchant made, as of the day
 * in force (S4): what time, a new fit, points or a campaign changed since comes in here, what an
 * order changes came in with it. One transaction for each segment, so that orders wait for one at
 * most.
 */
export async function refreshSegments(
  deps: RefreshSegmentsDeps,
  shop: Shop,
): Promise<{ entered: number; left: number }> {
  const segments = await deps.transact(({ segments }) => segments.listOwn(shop.shopId));
  const total = { entered: 0, left: 0 };
  for (const segment of segments) {
    const { entered, left } = await refreshSegment(deps, shop, segment);
    total.entered += entered;
    total.left += left;
  }
  return total;
}

/**
 * Brings one segment's members up to its rule.
 * @param cause what the moves are put down to; the day in force where none is given
 */
export async function refreshSegment(
  { transact, clock }: RefreshSegmentsDeps,
  shop: Shop,
  segment: OwnSegment,
  cause?: string,
): Promise<{ entered: number; left: number }> {
  return transact(async ({ metrics, segments }) => {
    await metrics.lockShop(shop.shopId);
    const now = clock.now();
    const { metricsDay } = await metrics.readDays(shop.shopId);
    const today = metricsDay ?? localDay(now, shop.timezone);
    const moment = { asOf: now.getTime(), today, zone: shop.timezone };
    return segments.refreshMembers(shop.shopId, segment, moment, cause ?? `day:${today}`);
  });
}
