import type { AssignedGroup, Occasion, Outcome } from '#app/domain/campaigns/decision.ts';
import type { CustomerSnapshot, OrderSnapshot } from '#app/domain/campaigns/evaluate.ts';
import type { DatedSubject, OrderSubject } from '#app/domain/campaigns/occasions.ts';
import type { CustomerId, OrderId, ProductId, ShopId } from '#app/domain/ids.ts';

/** A customer's dates; `gone` where the person was deleted, redacted or merged away. */
export interface PlannedCustomer extends DatedSubject {
  gone: boolean;
}

/** What is in the table about one occasion. */
export interface DecisionTrace extends Occasion {
  decisionId: string;
  /** After merges: whom the decision belongs to now. */
  ownerId: CustomerId;
  state: 'waiting' | 'decided';
  outcome: Outcome | null;
}

export interface WaitingDecision extends Occasion {
  decisionId: string;
  dueAt: string;
}

export interface SnapshotRequest {
  decisionId: string;
  campaignId: string;
  customerId: CustomerId;
  occasionAt: string;
}

/** A customer as of an occasion, with what the engine needs beside the evaluation. */
export interface LoadedSnapshot extends CustomerSnapshot {
  decisionId: string;
  zone: string | null;
  assignedGroup: AssignedGroup | null;
}

export interface OrderContents extends OrderSnapshot {
  decisionId: string;
  orderId: OrderId;
  /** As bought, biggest line first; gift cards and unknown products left out. */
  productIds: ProductId[];
  /** All the customer had bought by then. */
  ownedProductIds: ProductId[];
}

export interface DecidedRow {
  decisionId: string;
  campaignVersion: number;
  assignedGroup: AssignedGroup;
  outcome: Outcome;
  reason: string;
  detail: Record<string, unknown>;
}

export interface DecisionsStore {
  loadDatedSubjects(
    shop: { shopId: ShopId; timezone: string },
    customerIds: CustomerId[],
  ): Promise<PlannedCustomer[]>;
  /** Customers with any dates, by id after `after`, at most `limit`. */
  listCustomerIds(shopId: ShopId, after: CustomerId | null, limit: number): Promise<CustomerId[]>;
  loadOrderSubjects(
    shopId: ShopId,
    orderIds: OrderId[],
  ): Promise<(OrderSubject & { gone: boolean })[]>;
  /** Orders created since one instant and fulfilled since another, both ISO. */
  listFulfilledOrderIds(
    shopId: ShopId,
    since: { created: string; fulfilled: string },
  ): Promise<OrderId[]>;
  /** Dated decisions of these customers and of those merged into them. */
  listDatedTraces(
    shopId: ShopId,
    campaignIds: string[],
    customerIds: CustomerId[],
  ): Promise<DecisionTrace[]>;
  listTracesByKey(
    shopId: ShopId,
    campaignIds: string[],
    occasionKeys: string[],
  ): Promise<DecisionTrace[]>;
  /** Inserts what is new and moves what still waits; a decided row stays as it is. */
  upsertWaiting(shopId: ShopId, rows: WaitingDecision[]): Promise<void>;
  /** Removes rows that still wait; others stay as they are. */
  deleteWaiting(shopId: ShopId, decisionIds: string[]): Promise<void>;

  /** Active shops with something due, longest waiting first. */
  listDueShops(now: Date): Promise<ShopId[]>;
  /**
   * Waits for those who write this shop's facts and holds them off until the transaction ends, so
   * that what is decided and planned rests on facts that stay as they were read.
   */
  lockShop(shopId: ShopId): Promise<void>;
  /** In order of occasion; rows that are being moved right now are left for the next time. */
  claimDue(shopId: ShopId, now: Date, limit: number): Promise<WaitingDecision[]>;
  loadSnapshots(shopId: ShopId, requests: SnapshotRequest[]): Promise<LoadedSnapshot[]>;
  loadOrders(
    shopId: ShopId,
    requests: (SnapshotRequest & { orderId: OrderId })[],
  ): Promise<OrderContents[]>;
  countActed(shopId: ShopId, campaignId: string): Promise<number>;
  writeDecided(shopId: ShopId, rows: DecidedRow[], at: Date): Promise<void>;
}
