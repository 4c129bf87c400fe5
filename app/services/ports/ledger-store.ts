import type { CustomerId, OrderId, ShopId } from '#app/domain/ids.ts';
import type { LedgerTransaction, Lot, MemberState } from '#app/domain/loyalty/ledger.ts';
import type { BookedOrder, LedgerOrder } from '#app/domain/loyalty/order-plan.ts';
import type { PointsProgramme } from '#app/domain/loyalty/programme.ts';
import type { Redemption } from '#app/domain/loyalty/redemption-plan.ts';
import type { ShopSettings } from '#app/domain/settings.ts';
import type { Shop } from '#app/domain/shop.ts';

/** An order as the ledger settles it. */
export interface OrderToSettle {
  order: LedgerOrder;
  /** null where nobody known owns it, or he was erased. */
  ownerId: CustomerId | null;
  processedAt: string;
  discountCodes: string[];
}

/** What of an order earns, in minor units: before refunds, and what was given back of it. */
export type EarningValue = Pick<LedgerOrder, 'valueMinor' | 'refundedMinor'>;

export interface NewRedemption {
  redemptionId: string;
  memberId: string;
  rewardKey: string;
  points: number;
  effectId: string;
  requestedAt: Date;
  endsAt: Date;
}

/** What a stored figure should be, from the postings alone, where it differs. */
export interface LedgerDifference {
  kind: 'balance' | 'lot' | 'sum';
  /** Account, or lot and bucket. */
  subject: string;
  stored: number;
  rebuilt: number;
}

export interface LedgerStore {
  /** Orders that may earn, lose or spend points are settled once `dueAt` has passed. */
  queueOrders(shopId: ShopId, orderIds: OrderId[], dueAt: Date): Promise<void>;
  /** Shops with something to settle by now. */
  listShopsWithWork(now: Date): Promise<ShopId[]>;
  /** Takes due orders off the list, for this transaction alone. */
  claimOrders(shopId: ShopId, now: Date, limit: number): Promise<OrderId[]>;
  readOrders(shopId: ShopId, orderIds: OrderId[]): Promise<OrderToSettle[]>;
  /** What orders are worth where other money counts as value than the shop's settings say. */
  valueOrders(
    shop: Shop,
    orders: { orderId: OrderId; money: ShopSettings['money'] }[],
  ): Promise<Map<OrderId, EarningValue>>;
  readBooked(shopId: ShopId, orderIds: OrderId[]): Promise<Map<OrderId, BookedOrder>>;
  /** The member whose lot an order's points are in. */
  readLotOwners(shopId: ShopId, orderIds: OrderId[]): Promise<Map<OrderId, string>>;
  readProgramme(shopId: ShopId): Promise<PointsProgramme | null>;
  /** Adds members that are new; an earlier joining date wins. */
  enrol(
    shopId: ShopId,
    members: { memberId: string; customerId: CustomerId; joinedAt: string }[],
  ): Promise<void>;
  /** Locks members until the transaction ends and reads what they have. */
  lockMembers(shopId: ShopId, memberIds: string[]): Promise<Map<string, MemberState>>;
  findMember(shopId: ShopId, customerId: CustomerId): Promise<string | null>;
  /** Whether a transaction with this key is written. */
  hasKey(shopId: ShopId, idempotencyKey: string): Promise<boolean>;
  /** Appends transactions and brings balances and lots up to them. */
  append(
    shopId: ShopId,
    transactions: LedgerTransaction[],
    lots: Lot[],
    recordedAt: Date,
  ): Promise<void>;
  /** Members with lots that mature by `before`. */
  listMaturing(shopId: ShopId, before: Date, limit: number): Promise<string[]>;
  /** How often each of these lots has matured; those that never did are left out. */
  countMaturings(shopId: ShopId, lotIds: string[]): Promise<Map<string, number>>;
  /** Redemptions whose code comes with one of these orders, or was used on one. */
  readRedemptions(
    shopId: ShopId,
    orders: { orderIds: OrderId[]; codes: string[] },
  ): Promise<(Redemption & { code: string | null; usedOrderId: OrderId | null })[]>;
  /** Points that each return of a redemption gave back, by key. */
  readReturns(shopId: ShopId, redemptionId: string): Promise<Map<string, number>>;
  /** Held redemptions whose code ran out by `before` or could not be made. */
  listReleasable(
    shopId: ShopId,
    before: Date,
    limit: number,
  ): Promise<(Redemption & { codeFailed: boolean })[]>;
  openRedemption(shopId: ShopId, redemption: NewRedemption): Promise<void>;
  findRedemption(
    shopId: ShopId,
    redemptionId: string,
  ): Promise<{ code: string; endsAt: string; points: number } | null>;
  closeRedemption(
    shopId: ShopId,
    redemptionId: string,
    end: { state: 'posted' | 'expired' | 'voided'; at: string; usedOrderId: OrderId | null },
  ): Promise<void>;
  /** Members of customers that were merged into another and still stand for themselves. */
  listMergedMembers(
    shopId: ShopId,
  ): Promise<{ memberId: string; keptCustomerId: CustomerId; mergedAt: string }[]>;
  /** Hands lots and redemptions over and forgets whom the old member stood for. */
  retireMember(shopId: ShopId, memberId: string, keptMemberId: string): Promise<void>;
  /** Erases who a member is; what he earned stays as numbers. */
  forgetMember(shopId: ShopId, customerId: CustomerId): Promise<void>;
  findDifferences(shopId: ShopId): Promise<LedgerDifference[]>;
}
