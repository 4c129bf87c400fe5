import type { CustomerId } from '#app/domain/ids.ts';
import type { LedgerTransaction, Posting } from '#app/domain/loyalty/ledger.ts';
import { memberIdOf } from '#app/domain/loyalty/member-id.ts';
import { moveMember } from '#app/domain/loyalty/movements.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { LedgerStore } from './ports/ledger-store.ts';
import type { MemberSplitsStore } from './ports/member-splits-store.ts';

export interface SplitStores {
  ledger: LedgerStore;
  memberSplits: MemberSplitsStore;
}

/**
 * Gives a customer whose merge was undone his points back: those of his orders, also of orders
 * since the merge, and those he had brought, with his rewards and what he owed. Orders are his
 * again already.
 *
 * @returns false, with nothing written, where a reward was taken from the points of both
 */
export async function splitMember(
  { ledger, memberSplits }: SplitStores,
  shop: Shop,
  split: { fromId: CustomerId; customerId: CustomerId; kinIds: CustomerId[]; now: Date },
): Promise<boolean> {
  const { shopId } = shop;
  const { customerId, now } = split;
  const fromMemberId = memberIdOf(shopId, split.fromId);
  const memberId = memberIdOf(shopId, customerId);
  const states = await ledger.lockMembers(shopId, [fromMemberId, memberId]);
  const from = states.get(fromMemberId);
  if (!from) return true;
  const memberIds = split.kinIds.map((id) => memberIdOf(shopId, id));
  const leaving = await memberSplits.readLeaving(shopId, { fromMemberId, customerId, memberIds });
  if (leaving.isShared) return false;
  const theirs = new Set(leaving.lotIds);
  const lots = from.lots.filter(({ lotId }) => theirs.has(lotId));
  const shortfall = Math.min(from.shortfall, leaving.owed);
  const [joinedAt] = lots.map(({ earnedAt }) => earnedAt).toSorted();
  if (joinedAt) await ledger.enrol(shopId, [{ memberId, customerId, joinedAt }]);
  const postings = moveMember({ memberId: fromMemberId, lots, shortfall }, memberId);
  const transactions =
    postings.length > 0 ? [splitTransaction(fromMemberId, memberId, postings, now)] : [];
  await ledger.append(shopId, transactions, [], now);
  const { lotIds, redemptionIds } = leaving;
  await memberSplits.restoreMember(shopId, { memberId, customerId, lotIds, redemptionIds });
  return true;
}

function splitTransaction(
  fromMemberId: string,
  memberId: string,
  postings: Posting[],
  now: Date,
): LedgerTransaction {
  const occurredAt = now.toISOString();
  return {
    // Merged and undone again is another split, at another time.
    idempotencyKey: `split-member-${fromMemberId}-${memberId}-${occurredAt}`,
    memberId,
    reason: 'split_members',
    orderId: null,
    refundId: null,
    reversesKey: null,
    detail: { from: fromMemberId },
    occurredAt,
    postings,
    opensLot: null,
  };
}
