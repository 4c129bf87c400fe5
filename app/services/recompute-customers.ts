import { metricsOf } from '#app/domain/clv/customer-metrics.ts';
import type { CustomerId, OrderId, ShopId } from '#app/domain/ids.ts';
import { type DayCutoffs, UNKNOWN_CUTOFFS } from '#app/domain/rfm/cutoffs.ts';
import {
  type CutoffsFrom,
  type Membership,
  membershipsOf,
} from '#app/domain/segments/memberships.ts';
import { memberChangesOf } from '#app/domain/segments/own-segments.ts';
import { purchaseEventsOf } from '#app/domain/segments/purchase-events.ts';
import { readySegments } from '#app/domain/segments/ready-segments.ts';
import type { RuleMoment } from '#app/domain/segments/rules/rule.ts';
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

export interface RecomputeContext {
  now: Date;
  /** The orders whose facts changed: what a move into or out of a segment is put down to. */
  orderIds?: OrderId[];
  /** `later`: the caller brings them up as sets, once all customers are done. */
  ownSegments?: 'now' | 'later';
}

/**
 * Brings metrics and segments of these customers up to their facts, reading nobody else's:
 * the cost does not grow with the shop's history. Call it inside the transaction that wrote the
 * facts, under the shop's lock.
 */
export async function recomputeCustomers(
  stores: RecomputeStores,
  shop: Shop,
  customerIds: CustomerId[],
  { now, orderIds = [], ownSegments = 'now' }: RecomputeContext,
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
  if (ownSegments === 'now') {
    const moment = { asOf: now.getTime(), today: day.asOfDay, zone: shop.timezone };
    await moveInOwnSegments(stores.segments, shop.shopId, { present, absent, orderIds, moment });
  }
}

async function moveInOwnSegments(
  store: SegmentsStore,
  shopId: ShopId,
  changed: {
    present: CustomerHistory[];
    absent: CustomerHistory[];
    orderIds: OrderId[];
    moment: RuleMoment;
  },
): Promise<void> {
  const segments = await store.listOwn(shopId);
  if (segments.length === 0) return;
  const { present, absent, moment } = changed;
  const at = new Date(moment.asOf);
  const facts = await store.readFacts(
    shopId,
    present.map(({ customerId }) => customerId),
  );
  const causes = causesOf(present, new Set(changed.orderIds));
  const causeOf = (customerId: CustomerId) => causes.get(customerId) ?? 'facts';
  await store.moveMembers(shopId, memberChangesOf(segments, facts, moment, causeOf), at);
  const gone = absent.map(({ customerId }) => customerId);
  if (gone.length > 0) await store.removeMembers(shopId, gone, { at, cause: 'gone' });
}

/** The last of each customer's orders that are among the changed ones. */
function causesOf(
  histories: CustomerHistory[],
  orderIds: ReadonlySet<OrderId>,
): Map<CustomerId, string> {
  const causes = new Map<CustomerId, string>();
  for (const { customerId, orders } of histories) {
    const own = orders.filter(({ orderId }) => orderIds.has(orderId));
    const last = own.reduce<(typeof own)[number] | null>(
      (latest, order) => (latest && latest.processedAt > order.processedAt ? latest : order),
      null,
    );
    if (last) causes.set(customerId, `order:${last.orderId}`);
  }
  return causes;
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
