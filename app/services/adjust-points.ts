import type { CustomerId } from '#app/domain/ids.ts';
import {
  ADJUSTMENT,
  type LedgerTransaction,
  type MemberState,
  memberAccount,
} from '#app/domain/loyalty/ledger.ts';
import { canBeMember, memberIdOf } from '#app/domain/loyalty/member-id.ts';
import { oldestFirst, takeFrom } from '#app/domain/loyalty/movements.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { LedgerStore } from './ports/ledger-store.ts';
import { MemberBook } from './settle-orders.ts';
import type { Clock, Transact } from './transact.ts';

export interface AdjustPointsDeps {
  transact: Transact<{ ledger: LedgerStore }>;
  clock: Clock;
}

export interface Adjustment {
  customerId: CustomerId;
  /** Given where positive, taken where negative. */
  points: number;
  author: string;
  reason: string;
  /** Random, made with the form: sending it twice adjusts once. */
  requestKey: string;
}

export type AdjustResult =
  | { outcome: 'adjusted' | 'already_done' }
  | { outcome: 'refused'; reason: 'not_a_customer' | 'nothing_to_adjust' | 'not_enough_points' };

/** A person's change of a member's points, with author and reason. */
export async function adjustPoints(
  { transact, clock }: AdjustPointsDeps,
  shop: Shop,
  adjustment: Adjustment,
): Promise<AdjustResult> {
  const { customerId, points, requestKey } = adjustment;
  if (!Number.isSafeInteger(points) || points === 0) {
    return { outcome: 'refused', reason: 'nothing_to_adjust' };
  }
  if (!canBeMember(customerId)) return { outcome: 'refused', reason: 'not_a_customer' };
  return transact(async ({ ledger }) => {
    const now = clock.now();
    const memberId = memberIdOf(shop.shopId, customerId);
    const joinedAt = now.toISOString();
    await ledger.enrol(shop.shopId, [{ memberId, customerId, joinedAt }]);
    const book = new MemberBook(await ledger.lockMembers(shop.shopId, [memberId]));
    const key = `adjust-${requestKey}`;
    if (await ledger.hasKey(shop.shopId, key)) return { outcome: 'already_done' };
    const member = book.stateOf(memberId);
    const available = member.lots.reduce((sum, lot) => sum + lot.available, 0);
    if (points < 0 && available < -points) {
      return { outcome: 'refused', reason: 'not_enough_points' };
    }
    book.add([planAdjustment(member, adjustment, key, now)]);
    await ledger.append(shop.shopId, book.transactions, book.changedLots(), now);
    return { outcome: 'adjusted' };
  });
}

function planAdjustment(
  member: MemberState,
  { points, author, reason }: Adjustment,
  idempotencyKey: string,
  now: Date,
): LedgerTransaction {
  const { memberId } = member;
  const account = memberAccount(memberId, 'available');
  const at = now.toISOString();
  const taken = takeFrom(oldestFirst(member.lots), 'available', -points);
  const lot = {
    lotId: idempotencyKey,
    memberId,
    orderId: null,
    earnedAt: at,
    maturesAt: at,
    expiresAt: null,
  };
  return {
    idempotencyKey,
    memberId,
    reason: 'manual_adjustment',
    orderId: null,
    refundId: null,
    reversesKey: null,
    detail: { points, author, reason },
    occurredAt: at,
    postings:
      points > 0
        ? [{ source: ADJUSTMENT, destination: account, amount: points, lotId: lot.lotId }]
        : taken.map(({ lotId, points: amount }) => ({
            source: account,
            destination: ADJUSTMENT,
            amount,
            lotId,
          })),
    opensLot: points > 0 ? lot : null,
  };
}
