import type { OrderId } from '#app/domain/ids.ts';
import type { LedgerTransaction, Lot, MemberState } from '#app/domain/loyalty/ledger.ts';
import { applyTransaction } from '#app/domain/loyalty/ledger.ts';
import { canBeMember, memberIdOf } from '#app/domain/loyalty/member-id.ts';
import { type BookedOrder, planOrder } from '#app/domain/loyalty/order-plan.ts';
import { type PointsProgramme, ruleAt } from '#app/domain/loyalty/programme.ts';
import { planRedeem, planReturns, type Redemption } from '#app/domain/loyalty/redemption-plan.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { EarningValue, LedgerStore, OrderToSettle } from './ports/ledger-store.ts';

type CodedRedemption = Redemption & { code: string | null; usedOrderId: OrderId | null };

/** Members as a batch changes them, with what is to be written in the end. */
export class MemberBook {
  readonly transactions: LedgerTransaction[] = [];
  private readonly states: Map<string, MemberState>;
  private readonly changed = new Set<string>();

  constructor(states: Map<string, MemberState>) {
    this.states = states;
  }

  stateOf(memberId: string): MemberState {
    return this.states.get(memberId) ?? { memberId, lots: [], shortfall: 0 };
  }

  add(transactions: LedgerTransaction[]): void {
    for (const transaction of transactions) {
      const { memberId } = transaction;
      this.states.set(memberId, applyTransaction(this.stateOf(memberId), transaction));
      this.changed.add(memberId);
      this.transactions.push(transaction);
    }
  }

  changedLots(): Lot[] {
    const touched = new Set(
      this.transactions.flatMap(({ postings }) => postings.map(({ lotId }) => lotId)),
    );
    return [...this.changed].flatMap((memberId) =>
      this.stateOf(memberId).lots.filter(({ lotId }) => touched.has(lotId)),
    );
  }
}

/** Settles a batch of due orders: what they earn, lose, and spend of rewards. */
export async function settleOrders(
  ledger: LedgerStore,
  shop: Shop,
  { now, limit }: { now: Date; limit: number },
): Promise<{ taken: number; written: number }> {
  const { shopId } = shop;
  const orderIds = await ledger.claimOrders(shopId, now, limit);
  if (orderIds.length === 0) return { taken: 0, written: 0 };
  const orders = await ledger.readOrders(shopId, orderIds);
  orders.sort(byPayment);
  const codes = orders.flatMap(({ discountCodes }) => discountCodes);
  const mentioned = await ledger.readRedemptions(shopId, { orderIds, codes });
  const programme = shop.settings.loyalty.enabled ? await ledger.readProgramme(shopId) : null;
  const lotOwners = await ledger.readLotOwners(shopId, orderIds);
  await enrolOwners(ledger, shop, orders, programme);

  const memberOf = ({ order, ownerId }: OrderToSettle) =>
    lotOwners.get(order.orderId) ?? (ownerId === null ? null : memberIdOf(shopId, ownerId));
  const memberIds = [
    ...orders.map(memberOf).filter((id) => id !== null),
    ...mentioned.map(({ memberId }) => memberId),
  ];
  const book = new MemberBook(await ledger.lockMembers(shopId, [...new Set(memberIds)]));
  // Read under the members' locks: one may have run out meanwhile.
  const redemptions = mentioned.length
    ? await ledger.readRedemptions(shopId, { orderIds, codes })
    : [];
  const booked = await ledger.readBooked(shopId, orderIds);
  const { money } = shop.settings;
  const valuedAsEarned = await valueAsEarned(ledger, shop, booked);
  for (const each of orders) {
    const memberId = memberOf(each);
    const order = { ...each.order, ...valuedAsEarned.get(each.order.orderId) };
    const before = booked.get(order.orderId) ?? { earned: null, changes: new Map() };
    if (memberId !== null && (before.earned || each.ownerId !== null)) {
      const mayEarn = each.ownerId !== null && canBeMember(each.ownerId);
      const ruled = mayEarn && order.paidAt !== null ? ruleAt(programme, order.paidAt) : null;
      const current = ruled && { ...ruled, money };
      const policy = shop.settings.loyalty.shortfallPolicy;
      book.add(planOrder(order, before, current, book.stateOf(memberId), policy).transactions);
    }
    await settleRewards(ledger, shop, each, redemptions, book);
  }
  await ledger.append(shopId, book.transactions, book.changedLots(), now);
  return { taken: orderIds.length, written: book.transactions.length };
}

/** Orders whose points were given while other money counted as value, as they are worth by that. */
async function valueAsEarned(
  ledger: LedgerStore,
  shop: Shop,
  booked: Map<OrderId, BookedOrder>,
): Promise<Map<OrderId, EarningValue>> {
  const { includeTax, includeShipping } = shop.settings.money;
  const otherwise = [...booked].flatMap(([orderId, { earned }]) =>
    earned &&
    (earned.money.includeTax !== includeTax || earned.money.includeShipping !== includeShipping)
      ? [{ orderId, money: earned.money }]
      : [],
  );
  return otherwise.length > 0 ? ledger.valueOrders(shop, otherwise) : new Map();
}

function byPayment(a: OrderToSettle, b: OrderToSettle): number {
  const at = ({ order, processedAt }: OrderToSettle) => Date.parse(order.paidAt ?? processedAt);
  return at(a) - at(b) || (a.order.orderId < b.order.orderId ? -1 : 1);
}

async function enrolOwners(
  ledger: LedgerStore,
  shop: Shop,
  orders: OrderToSettle[],
  programme: PointsProgramme | null,
): Promise<void> {
  const members = orders.flatMap(({ order, ownerId }) => {
    const { paidAt, counts } = order;
    if (ownerId === null || paidAt === null || !counts || !canBeMember(ownerId)) return [];
    if (!ruleAt(programme, paidAt)) return [];
    const memberId = memberIdOf(shop.shopId, ownerId);
    return [{ memberId, customerId: ownerId, joinedAt: paidAt }];
  });
  await ledger.enrol(shop.shopId, members);
}

/** Spends rewards whose codes came with the order, and returns points as it is refunded. */
async function settleRewards(
  ledger: LedgerStore,
  shop: Shop,
  { order, processedAt, discountCodes }: OrderToSettle,
  redemptions: CodedRedemption[],
  book: MemberBook,
): Promise<void> {
  const { shopId, settings } = shop;
  for (const redemption of redemptions) {
    const { redemptionId, state } = redemption;
    const isCarried = redemption.code !== null && discountCodes.includes(redemption.code);
    if (isCarried && order.counts && (state === 'held' || state === 'expired')) {
      const member = book.stateOf(redemption.memberId);
      const policy = settings.loyalty.shortfallPolicy;
      const use = { orderId: order.orderId, at: processedAt };
      const transaction = planRedeem(redemption, use, member, policy);
      book.add([transaction]);
      redemption.state = 'posted';
      redemption.usedOrderId = order.orderId;
      redemption.redeemed = transaction.postings.flatMap(({ lotId, amount }) =>
        lotId === null ? [] : [{ lotId, points: amount }],
      );
      await ledger.closeRedemption(shopId, redemptionId, {
        state: 'posted',
        at: processedAt,
        usedOrderId: order.orderId,
      });
    }
    if (redemption.state === 'posted' && redemption.usedOrderId === order.orderId) {
      const returned = await ledger.readReturns(shopId, redemptionId);
      book.add(planReturns(redemption, order, returned));
    }
  }
}
