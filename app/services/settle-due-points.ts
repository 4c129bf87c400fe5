import type { LedgerTransaction, Lot } from '#app/domain/loyalty/ledger.ts';
import { memberIdOf } from '#app/domain/loyalty/member-id.ts';
import { mature, moveMember, oldestFirst } from '#app/domain/loyalty/movements.ts';
import { planRelease } from '#app/domain/loyalty/redemption-plan.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { LedgerStore } from './ports/ledger-store.ts';
import { MemberBook } from './settle-orders.ts';

const MINUTE_MS = 60_000;

interface StepContext {
  now: Date;
  limit: number;
}

/** Time that has settled: what happened before it is known. */
function settledBefore(shop: Shop, now: Date): Date {
  return new Date(now.getTime() - shop.settings.settlingMinutes * MINUTE_MS);
}

/** Makes points spendable whose waiting time is over. */
export async function matureLots(ledger: LedgerStore, shop: Shop, { now, limit }: StepContext) {
  const before = settledBefore(shop, now);
  const memberIds = await ledger.listMaturing(shop.shopId, before, limit);
  if (memberIds.length === 0) return { taken: 0, written: 0 };
  const book = new MemberBook(await ledger.lockMembers(shop.shopId, memberIds));
  const due = memberIds.flatMap((memberId) => {
    const { lots } = book.stateOf(memberId);
    return oldestFirst(
      lots.filter(({ maturing, maturesAt }) => maturing > 0 && Date.parse(maturesAt) <= +before),
    );
  });
  const lotIds = due.map(({ lotId }) => lotId);
  const earlier = await ledger.countMaturings(shop.shopId, lotIds);
  for (const lot of due) book.add(planMaturing(book, lot, earlier.get(lot.lotId) ?? 0));
  await ledger.append(shop.shopId, book.transactions, book.changedLots(), now);
  return { taken: memberIds.length, written: book.transactions.length };
}

/** A lot matures again where an edit of before its time was heard of after it. */
function planMaturing(book: MemberBook, { memberId, lotId }: Lot, earlier: number) {
  const state = book.stateOf(memberId);
  const lot = state.lots.find((each) => each.lotId === lotId);
  if (!lot) return [];
  const idempotencyKey = `mature-lot-${lotId}${earlier === 0 ? '' : `-${earlier + 1}`}`;
  const transactions: LedgerTransaction[] = [
    {
      idempotencyKey,
      memberId,
      reason: 'mature_lot',
      orderId: lot.orderId,
      refundId: null,
      reversesKey: null,
      detail: {},
      occurredAt: lot.maturesAt,
      postings: mature(state, lot),
      opensLot: null,
    },
  ];
  return transactions;
}

/** Gives held points back where the code ran out unused or could not be made. */
export async function releaseRedemptions(
  ledger: LedgerStore,
  shop: Shop,
  { now, limit }: StepContext,
) {
  const before = settledBefore(shop, now);
  const listed = await ledger.listReleasable(shop.shopId, before, limit);
  if (listed.length === 0) return { taken: 0, written: 0 };
  const memberIds = [...new Set(listed.map(({ memberId }) => memberId))];
  const book = new MemberBook(await ledger.lockMembers(shop.shopId, memberIds));
  // Read again under the members' locks: an order may have used one meanwhile.
  const releasable = await ledger.listReleasable(shop.shopId, before, limit);
  for (const redemption of releasable) {
    if (!memberIds.includes(redemption.memberId)) continue;
    const at = redemption.codeFailed ? now.toISOString() : redemption.endsAt;
    const reason = redemption.codeFailed ? 'cancel_reward' : 'expire_reward';
    book.add([planRelease(redemption, reason, at)]);
    await ledger.closeRedemption(shop.shopId, redemption.redemptionId, {
      state: redemption.codeFailed ? 'voided' : 'expired',
      at,
      usedOrderId: null,
    });
  }
  await ledger.append(shop.shopId, book.transactions, book.changedLots(), now);
  return { taken: listed.length, written: book.transactions.length };
}

/** Hands the points of merged customers to the customer they became. */
export async function mergeMembers(ledger: LedgerStore, shop: Shop, { now }: StepContext) {
  const { shopId } = shop;
  const merged = await ledger.listMergedMembers(shopId);
  for (const { memberId, keptCustomerId, mergedAt } of merged) {
    const keptId = memberIdOf(shopId, keptCustomerId);
    await ledger.enrol(shopId, [
      { memberId: keptId, customerId: keptCustomerId, joinedAt: mergedAt },
    ]);
    const states = await ledger.lockMembers(shopId, [memberId, keptId]);
    // Read again under the locks: the merge may have been undone meanwhile.
    const isStill = (await ledger.listMergedMembers(shopId)).some(
      (one) => one.memberId === memberId && one.keptCustomerId === keptCustomerId,
    );
    if (!isStill) continue;
    const key = `merge-member-${memberId}-${keptId}`;
    const from = states.get(memberId);
    const postings = from ? moveMember(from, keptId) : [];
    if (postings.length > 0) {
      const transaction: LedgerTransaction = {
        // Merged, undone and merged again is another merge.
        idempotencyKey: (await ledger.hasKey(shopId, key)) ? `${key}-${mergedAt}` : key,
        memberId: keptId,
        reason: 'merge_members',
        orderId: null,
        refundId: null,
        reversesKey: null,
        detail: { from: memberId },
        occurredAt: mergedAt,
        postings,
        opensLot: null,
      };
      await ledger.append(shopId, [transaction], [], now);
    }
    await ledger.retireMember(shopId, memberId, keptId);
  }
  return { taken: 0, written: merged.length };
}
