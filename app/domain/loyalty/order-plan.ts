import type { PointsRule } from '../campaigns/definition.ts';
import type { OrderId } from '../ids.ts';
import type { ShopSettings } from '../settings.ts';
import { cumulativeRefunded, type PartialRefund, pointsFor } from './earning.ts';
import {
  applyTransaction,
  ISSUANCE,
  type LedgerReason,
  type LedgerTransaction,
  type MemberState,
  memberAccount,
} from './ledger.ts';
import { clawBack, type ShortfallPolicy } from './movements.ts';

const DAY_MS = 86_400_000;

/** What the ledger needs of an order. Instants are ISO. */
export interface LedgerOrder {
  orderId: OrderId;
  /** Whether it counts: paid, not cancelled, not a test. */
  counts: boolean;
  paidAt: string | null;
  /** When it ceased to count, where it says so. */
  voidedAt: string;
  /** The time of the version that is known. */
  versionAt: string;
  /** Value that earns before refunds, and what was given back of it. */
  valueMinor: number;
  refundedMinor: number;
  exponent: number;
  refunds: PartialRefund[];
}

/** What an order earned by; kept with the points, and their clawback goes by it too (L2, D9). */
export interface RuleSnapshot {
  /** The rule in force when the order was paid. */
  rule: PointsRule;
  ruleVersion: number;
  /** What counted as value when the points were given. */
  money: ShopSettings['money'];
}

/** What the ledger says of an order already. */
export interface BookedOrder {
  earned: (RuleSnapshot & { baseMinor: number; points: number }) | null;
  /** Keys of the order's transactions, with the points each gave (+) or took (−). */
  changes: Map<string, number>;
}

export const earnKey = (orderId: OrderId) => `earn-order-${orderId}`;
export const lotIdOf = (orderId: OrderId) => `order-${orderId}`;

export interface OrderPlan {
  transactions: LedgerTransaction[];
  state: MemberState;
}

/**
 * The transactions an order still lacks, in the order of their own times: earned when paid, clawed
 * back at each refund by cumulative rounding (any sequence of partial refunds takes what one full
 * refund would), the rest when it ceased to count, and the difference an edit made. Always by the
 * rule as it was when the points were earned.
 */
export function planOrder(
  order: LedgerOrder,
  booked: BookedOrder,
  current: RuleSnapshot | null,
  member: MemberState,
  policy: ShortfallPolicy,
): OrderPlan {
  const draft = new Draft(order, member, policy);
  const earned = booked.earned ?? draft.earn(current);
  if (!earned) return draft.finish();
  let kept = earned.points + sum(booked.changes.values());
  const keep = (valueMinor: number) => pointsFor(valueMinor, order.exponent, earned.rule);

  if (order.counts) {
    const steps = cumulativeRefunded(order.refunds, order.refundedMinor);
    for (const { refund, refundedSoFarMinor } of steps) {
      const key = `clawback-refund-${refund.refundId}`;
      const excess = kept - keep(earned.baseMinor - refundedSoFarMinor);
      if (booked.changes.has(key) || excess <= 0) continue;
      draft.take(key, 'refund_clawback', excess, refund.processedAt, refund.refundId);
      kept -= excess;
    }
  }
  const target = order.counts ? keep(order.valueMinor - order.refundedMinor) : 0;
  if (kept > target) {
    const [key, reason, at]: [string, LedgerReason, string] = order.counts
      ? [`edit-order-${order.orderId}-${order.versionAt}`, 'edit_order', order.versionAt]
      : [`void-order-${order.orderId}-${order.voidedAt}`, 'void_order', order.voidedAt];
    if (!booked.changes.has(key)) draft.take(key, reason, kept - target, at, null);
  } else if (kept < target) {
    const key = `edit-order-${order.orderId}-${order.versionAt}`;
    if (!booked.changes.has(key)) draft.add(key, target - kept);
  }
  return draft.finish();
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Collects an order's transactions, each planned on the state that the one before leaves. */
class Draft {
  private readonly order: LedgerOrder;
  private readonly policy: ShortfallPolicy;
  private state: MemberState;
  private readonly transactions: LedgerTransaction[] = [];

  constructor(order: LedgerOrder, member: MemberState, policy: ShortfallPolicy) {
    this.order = order;
    this.state = member;
    this.policy = policy;
  }

  earn(current: RuleSnapshot | null): BookedOrder['earned'] {
    const { orderId, counts, paidAt, valueMinor, exponent } = this.order;
    if (!current || !counts || paidAt === null) return null;
    const points = pointsFor(valueMinor, exponent, current.rule);
    if (points === 0) return null;
    const maturesAt = new Date(Date.parse(paidAt) + current.rule.maturingDays * DAY_MS);
    const earned = { ...current, baseMinor: valueMinor, points };
    const { memberId } = this.state;
    const lotId = lotIdOf(orderId);
    this.push({
      idempotencyKey: earnKey(orderId),
      reason: 'earn_order',
      detail: { ...earned },
      occurredAt: paidAt,
      postings: [
        {
          source: ISSUANCE,
          destination: memberAccount(memberId, 'maturing'),
          amount: points,
          lotId,
        },
      ],
      opensLot: {
        lotId,
        memberId,
        orderId,
        earnedAt: paidAt,
        maturesAt: maturesAt.toISOString(),
        expiresAt: null,
      },
    });
    return earned;
  }

  take(
    idempotencyKey: string,
    reason: LedgerReason,
    points: number,
    occurredAt: string,
    refundId: string | null,
  ): void {
    const { orderId } = this.order;
    this.push({
      idempotencyKey,
      reason,
      refundId,
      reversesKey: earnKey(orderId),
      detail: { points: -points },
      occurredAt,
      postings: clawBack(this.state, lotIdOf(orderId), points, this.policy),
    });
  }

  /** More points into the order's lot: maturing as long as the lot still is. */
  add(idempotencyKey: string, points: number): void {
    const { orderId, versionAt } = this.order;
    const lotId = lotIdOf(orderId);
    const lot = this.state.lots.find((each) => each.lotId === lotId);
    const isMature = !lot || Date.parse(versionAt) >= Date.parse(lot.maturesAt);
    const bucket = isMature && lot?.maturing === 0 ? 'available' : 'maturing';
    this.push({
      idempotencyKey,
      reason: 'edit_order',
      detail: { points },
      occurredAt: versionAt,
      postings: [
        {
          source: ISSUANCE,
          destination: memberAccount(this.state.memberId, bucket),
          amount: points,
          lotId,
        },
      ],
    });
  }

  finish(): OrderPlan {
    return { transactions: this.transactions, state: this.state };
  }

  private push(
    part: Pick<
      LedgerTransaction,
      'idempotencyKey' | 'reason' | 'detail' | 'occurredAt' | 'postings'
    > &
      Partial<LedgerTransaction>,
  ): void {
    const transaction: LedgerTransaction = {
      memberId: this.state.memberId,
      orderId: this.order.orderId,
      refundId: null,
      reversesKey: null,
      opensLot: null,
      ...part,
    };
    this.state = applyTransaction(this.state, transaction);
    this.transactions.push(transaction);
  }
}
