import type { DayCutoffs } from '../rfm/cutoffs.ts';
import { type RfmGroup, rfmGroupOf } from '../rfm/groups.ts';
import { type RfmScores, scoreRfm } from '../rfm/scores.ts';
import { daysBetween } from '../time.ts';
import { type ClassicClv, type ClassicClvSettings, classicClvOfCustomer } from './classic.ts';

/** An order as the metrics read it. Instants are epoch ms, days ISO dates of the shop. */
export interface MetricOrder {
  orderId: string;
  processedAt: number;
  localDay: string;
  /** Why it counts for nothing; null where it counts. */
  excludedReason: string | null;
  netMinor: number;
  refundedMinor: number;
  isDiscounted: boolean;
}

export interface CustomerMetrics {
  ordersCount: number;
  excludedCount: number;
  purchaseDays: number;
  /** Σ net order value. */
  historicClvMinor: number;
  refundedMinor: number;
  largestOrderMinor: number | null;
  /** null without a counted order. */
  classic: ClassicClv | null;
  firstOrderAt: number | null;
  lastOrderAt: number | null;
  firstDay: string | null;
  lastDay: string | null;
  discountedOrders: number;
  scores: RfmScores | null;
  rfmGroup: RfmGroup;
}

/** What one customer is worth and where he stands, from his orders and the cut-offs of a day. */
export function metricsOf(
  orders: MetricOrder[],
  day: { asOfDay: string; cutoffs: DayCutoffs },
  settings: ClassicClvSettings,
): CustomerMetrics {
  const counted = orders.filter(({ excludedReason }) => excludedReason === null);
  const sum = (pick: (order: MetricOrder) => number) =>
    counted.reduce((total, order) => total + pick(order), 0);
  const historicClvMinor = sum(({ netMinor }) => netMinor);
  const span = spanOf(counted);
  const scores = span
    ? scoreRfm(
        {
          daysSinceLastOrder: Math.max(0, daysBetween(span.lastDay, day.asOfDay)),
          ordersCount: counted.length,
          spentMinor: historicClvMinor,
        },
        day.cutoffs,
      )
    : null;
  return {
    ordersCount: counted.length,
    excludedCount: orders.length - counted.length,
    purchaseDays: new Set(counted.map(({ localDay }) => localDay)).size,
    historicClvMinor,
    refundedMinor: sum(({ refundedMinor }) => refundedMinor),
    largestOrderMinor: span ? Math.max(...counted.map(({ netMinor }) => netMinor)) : null,
    classic: span
      ? classicClvOfCustomer(
          {
            orders: counted.length,
            revenueMinor: historicClvMinor,
            ageDays: Math.max(0, daysBetween(span.firstDay, day.asOfDay)),
          },
          settings,
        )
      : null,
    firstOrderAt: span?.firstOrderAt ?? null,
    lastOrderAt: span?.lastOrderAt ?? null,
    firstDay: span?.firstDay ?? null,
    lastDay: span?.lastDay ?? null,
    discountedOrders: counted.filter(({ isDiscounted }) => isDiscounted).length,
    scores,
    rfmGroup: rfmGroupOf(scores),
  };
}

function spanOf(counted: MetricOrder[]) {
  let first = counted[0];
  let last = counted[0];
  if (!first || !last) return null;
  for (const order of counted) {
    if (order.processedAt < first.processedAt) first = order;
    if (order.processedAt > last.processedAt) last = order;
  }
  return {
    firstOrderAt: first.processedAt,
    lastOrderAt: last.processedAt,
    firstDay: first.localDay,
    lastDay: last.localDay,
  };
}
