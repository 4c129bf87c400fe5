import { metricsOf } from '#app/domain/clv/customer-metrics.ts';
import type { CustomerId } from '#app/domain/ids.ts';
import { type DayCutoffs, UNKNOWN_CUTOFFS } from '#app/domain/rfm/cutoffs.ts';
import {
  type CutoffsFrom,
  type Membership,
  membershipsOf,
} from '#app/domain/segments/memberships.ts';
import { purchaseEventsOf } from '#app/domain/segments/purchase-events.ts';
import { readySegments } from '#app/domain/segments/ready-segments.ts';
import type { Shop } from '#app/domain/shop.ts';
import { localDay } from '#app/domain/time.ts';
import type { CustomerHistory, MetricsStore } from './ports/metrics-store.ts';
import type { SegmentsStore } from './ports/segments-store.ts';

export interface RecomputeStores {
  metrics: MetricsStore;
  segments: SegmentsStore;
}

interface DayInForce {
  asOfDay: string;
  cutoffs: DayCutoffs;
  days: CutoffsFrom[];
}

/**
 * Brings metrics and ready segments of these customers up to their facts, reading nobody else's:
 * the cost does not grow with the shop's history. Call it inside the transaction that wrote the
 * facts, under the shop's lock.
 */
export async function recomputeCustomers(
  stores: RecomputeStores,
  shop: Shop,
  customerIds: CustomerId[],
  { now }: { now: Date },
): Promise<void> {
  if (customerIds.length === 0) return;
  const day = await dayInForce(stores.metrics, shop, now);
  const histories = await stores.metrics.readHistories(shop.shopId, customerIds);
  const present = histories.filter(({ isPresent }) => isPresent);
  const absent = histories.filter(({ isPresent }) => !isPresent);

  await stores.metrics.save(
    shop.shopId,
    present.map(({ customerId, orders }) => ({
      customerId,
      metrics: metricsOf(orders, day, shop.settings.classicClv),
    })),
    day.asOfDay,
    now,
  );
  if (absent.length > 0) {
    const ids = absent.map(({ customerId }) => customerId);
    await stores.metrics.remove(shop.shopId, ids);
  }
  await stores.segments.replaceMemberships(
    shop.shopId,
    customerIds,
    present.flatMap((history) => membershipsIn(history, shop, day, now)),
  );
}

async function dayInForce(metrics: MetricsStore, shop: Shop, now: Date): Promise<DayInForce> {
  const { metricsDay, days } = await metrics.readDays(shop.shopId);
  return {
    asOfDay: metricsDay ?? localDay(now, shop.timezone),
    cutoffs: days.findLast(({ day }) => day === metricsDay)?.cutoffs ?? UNKNOWN_CUTOFFS,
    days,
  };
}

function membershipsIn(
  history: CustomerHistory,
  shop: Shop,
  { days }: DayInForce,
  now: Date,
): (Membership & { customerId: CustomerId })[] {
  const counted = history.orders.filter(({ excludedReason }) => excludedReason === null);
  return membershipsOf({
    events: purchaseEventsOf(counted),
    checkouts: history.checkouts,
    segments: readySegments(shop.settings.segments),
    days,
    unknownCutoffs: UNKNOWN_CUTOFFS,
    asOf: now.getTime(),
  }).map((membership) => ({ ...membership, customerId: history.customerId }));
}
