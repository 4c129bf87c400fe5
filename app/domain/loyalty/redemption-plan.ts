import type { OrderId } from '../ids.ts';
import { cumulativeRefunded } from './earning.ts';
import type { LedgerTransaction, MemberState, Posting } from './ledger.ts';
import {
  type LotShare,
  moveBetween,
  oldestFirst,
  redeemHeld,
  redeemLate,
  returnRedeemed,
  type ShortfallPolicy,
  splitOver,
  takeFrom,
  totalOf,
} from './movements.ts';
import type { LedgerOrder } from './order-plan.ts';

export type RedemptionState = 'held' | 'posted' | 'expired' | 'voided';

/** A reward asked for: points held until its code is used or runs out. Instants are ISO. */
export interface Redemption {
  redemptionId: string;
  memberId: string;
  points: number;
  state: RedemptionState;
  endsAt: string;
  /** The lots that the held points come from. */
  held: LotShare[];
  /** Of those and others, what was spent and not yet returned. */
  redeemed: LotShare[];
}

export const holdKey = (redemptionId: string) => `hold-reward-${redemptionId}`;
export const redeemKey = (redemptionId: string) => `redeem-reward-${redemptionId}`;

type Draft = Pick<LedgerTransaction, 'idempotencyKey' | 'reason' | 'occurredAt' | 'postings'> &
  Partial<LedgerTransaction>;

function complete(memberId: string, redemption: { redemptionId: string }, draft: Draft) {
  return {
    memberId,
    orderId: null,
    refundId: null,
    reversesKey: null,
    opensLot: null,
    detail: { redemptionId: redemption.redemptionId },
    ...draft,
  };
}

/** Reserves points for a reward, oldest first. The caller has checked that they suffice. */
export function planHold(
  member: MemberState,
  redemptionId: string,
  points: number,
  at: string,
): LedgerTransaction {
  const shares = takeFrom(oldestFirst(member.lots), 'available', points);
  return complete(
    member.memberId,
    { redemptionId },
    {
      idempotencyKey: holdKey(redemptionId),
      reason: 'hold_reward',
      occurredAt: at,
      postings: moveBetween(member.memberId, 'available', 'held', shares),
    },
  );
}

/** Gives held points back: the code ran out, or could not be made. */
export function planRelease(
  redemption: Redemption,
  reason: 'expire_reward' | 'cancel_reward',
  at: string,
): LedgerTransaction {
  const { memberId, redemptionId, held } = redemption;
  const verb = reason === 'expire_reward' ? 'expire' : 'cancel';
  return complete(memberId, redemption, {
    idempotencyKey: `${verb}-reward-${redemptionId}`,
    reason,
    reversesKey: holdKey(redemptionId),
    occurredAt: at,
    postings: moveBetween(memberId, 'held', 'available', held),
  });
}

/** Spends a reward whose code came with an order, even where its points had gone back already. */
export function planRedeem(
  redemption: Redemption,
  order: { orderId: OrderId; at: string },
  member: MemberState,
  policy: ShortfallPolicy,
): LedgerTransaction {
  const { redemptionId, memberId, held, points, state } = redemption;
  const postings: Posting[] =
    state === 'held' ? redeemHeld(memberId, held) : redeemLate(member, points, policy);
  return complete(memberId, redemption, {
    idempotencyKey: redeemKey(redemptionId),
    reason: 'redeem_reward',
    orderId: order.orderId,
    occurredAt: order.at,
    postings,
  });
}

/**
 * Returns the points of a reward as the order it was used on is refunded: in proportion, to the
 * lots they came from, by cumulative rounding, and all of them where the order ceased to count.
 *
 * @param returned keys written already, with the points each returned
 */
export function planReturns(
  redemption: Redemption,
  order: LedgerOrder,
  returned: Map<string, number>,
): LedgerTransaction[] {
  let remaining = redemption.redeemed;
  const spent = totalOf(remaining) + [...returned.values()].reduce((sum, each) => sum + each, 0);
  return targetsOf(order, spent).flatMap(({ cause, at, refundId, target }) => {
    // One order may carry several rewards, and each of them returns by itself.
    const key = `return-${cause}-${redemption.redemptionId}`;
    const due = Math.min(target - (spent - totalOf(remaining)), totalOf(remaining));
    if (returned.has(key) || due <= 0) return [];
    const shares = splitOver(remaining, due);
    remaining = remaining.map(({ lotId, points }) => ({
      lotId,
      points: points - totalOf(shares.filter((share) => share.lotId === lotId)),
    }));
    const transaction = complete(redemption.memberId, redemption, {
      idempotencyKey: key,
      reason: 'return_redeemed',
      orderId: order.orderId,
      refundId,
      reversesKey: redeemKey(redemption.redemptionId),
      occurredAt: at,
      postings: returnRedeemed(redemption.memberId, shares),
    });
    return [transaction];
  });
}

function targetsOf(order: LedgerOrder, spent: number) {
  if (!order.counts) {
    const cause = `order-${order.orderId}`;
    return [{ cause, at: order.voidedAt, refundId: null, target: spent }];
  }
  if (order.valueMinor <= 0) return [];
  return cumulativeRefunded(order.refunds, order.refundedMinor).map(
    ({ refund, refundedSoFarMinor }) => ({
      cause: `refund-${refund.refundId}`,
      at: refund.processedAt,
      refundId: refund.refundId,
      target: Math.round(
        (spent * Math.min(refundedSoFarMinor, order.valueMinor)) / order.valueMinor,
      ),
    }),
  );
}
