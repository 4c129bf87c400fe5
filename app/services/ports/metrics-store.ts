import type { CustomerMetrics, MetricOrder } from '#app/domain/clv/customer-metrics.ts';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';
import type { DayCutoffs, ShopDistribution } from '#app/domain/rfm/cutoffs.ts';
import type { AbandonableCheckout } from '#app/domain/segments/abandonment.ts';
import type { CutoffsFrom } from '#app/domain/segments/memberships.ts';
import type { OrderForSegments } from '#app/domain/segments/purchase-events.ts';

/** Everything a customer's metrics and segments are made from. */
export interface CustomerHistory {
  customerId: CustomerId;
  /** Whether he still stands for himself: not merged into another, not gone. */
  isPresent: boolean;
  orders: (MetricOrder & OrderForSegments)[];
  checkouts: AbandonableCheckout[];
}

export interface MetricsRow {
  customerId: CustomerId;
  metrics: CustomerMetrics;
}

export interface MetricsStore {
  /** Waits for the shop's turn: facts and metrics of one shop have one writer at a time. */
  lockShop(shopId: ShopId): Promise<void>;
  /** The local day in force, null before the first, and the cut-offs of all days, oldest first. */
  readDays(shopId: ShopId): Promise<{ metricsDay: string | null; days: CutoffsFrom[] }>;
  /** One history per id, present or not. */
  readHistories(shopId: ShopId, customerIds: CustomerId[]): Promise<CustomerHistory[]>;
  /** Ids above `after` in ascending order. */
  pageCustomerIds(shopId: ShopId, after: CustomerId | null, limit: number): Promise<CustomerId[]>;
  save(shopId: ShopId, rows: MetricsRow[], asOfDay: string, computedAt: Date): Promise<void>;
  remove(shopId: ShopId, customerIds: CustomerId[]): Promise<void>;
  /** Removes the metrics of everyone who is no longer a customer of his own. */
  removeAbsent(shopId: ShopId): Promise<void>;
  /** The shop as its counted orders before a local day say. */
  readDistribution(
    shopId: ShopId,
    beforeDay: string,
    shares: { vip: number; bigSpender: number },
  ): Promise<ShopDistribution>;
  readCutoffs(shopId: ShopId, day: string): Promise<DayCutoffs | null>;
  saveCutoffs(shopId: ShopId, day: string, cutoffs: DayCutoffs): Promise<void>;
  /** Puts a day in force; a new one leaves the ask for everyone's figures until `endRecompute`. */
  setMetricsDay(shopId: ShopId, day: string, at: Date): Promise<void>;
  /** Everyone's figures are computed: takes back the ask made at that moment, but no other. */
  endRecompute(shopId: ShopId, askedAt: Date): Promise<void>;
}
