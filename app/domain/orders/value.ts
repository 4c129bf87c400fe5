/** What an order is worth to the shop, and why some count for nothing (D6, D7, D9). */
import type { OrderFact, OrderLineFact, RefundFact } from '../facts.ts';
import { shareOf } from '../money.ts';
import type { ShopSettings } from '../settings.ts';

export type ExclusionReason =
  | 'deleted'
  | 'test'
  | 'cancelled'
  | 'voided'
  | 'not_paid'
  | 'gift_cards_only';

/** What of a line decides the value of its order. */
export type ValuedLine = Omit<OrderLineFact, 'title' | 'productId' | 'variantId'>;

/** What of an order decides its value. */
export type ValuedOrder<Line extends ValuedLine = ValuedLine> = Pick<
  OrderFact,
  | 'test'
  | 'cancelledAt'
  | 'financialStatus'
  | 'taxesIncluded'
  | 'shippingMinor'
  | 'taxMinor'
  | 'discountsMinor'
> & {
  deletedAt: string | null;
  lines: readonly Line[];
};

export type ValuedRefund = Pick<
  RefundFact,
  'lines' | 'shippingMinor' | 'shippingTaxMinor' | 'adjustmentMinor'
>;

/** Minor units of the shop's currency. */
export interface OrderValue {
  counted: boolean;
  excludedReason: ExclusionReason | null;
  /** Sales less discounts and returns; 0 where it does not count. */
  netMinor: number;
  /** What of the sales was given back; part of `netMinor` already. */
  refundedMinor: number;
  isDiscounted: boolean;
}

/** An amount as the order says it, with the tax that lies in it or on top of it. */
interface Taxed {
  amount: number;
  tax: number;
}

/**
 * The net sales of an order: what its lines cost after discounts, less what edits removed and
 * refunds gave back, as Shopify's own "net sales". Gift cards sold are a liability, not sales;
 * gift cards and store credit paid with are tender, so they change nothing here. Tips never
 * count. Tax and shipping count where the merchant's setting says so.
 */
export function orderValue(
  order: ValuedOrder,
  refunds: readonly ValuedRefund[],
  money: ShopSettings['money'],
): OrderValue {
  const isDiscounted = order.discountsMinor > 0 || order.lines.some((l) => l.discountMinor > 0);
  const excludedReason = exclusionOf(order);
  if (excludedReason !== null) {
    return { counted: false, excludedReason, netMinor: 0, refundedMinor: 0, isDiscounted };
  }
  const count = countingOf(order, money);
  const soldMinor = sum(keptLines(order, refunds).map(count));
  const shippedMinor = money.includeShipping ? count(shippingOf(order)) : 0;
  const refundedMinor = sum(refunds.map((refund) => refundedSales(order, refund, money, count)));
  const netMinor = soldMinor + shippedMinor - refundedMinor;
  return { counted: true, excludedReason: null, netMinor, refundedMinor, isDiscounted };
}

/** What of one line was sold, less what was given back of it. Minor units of the shop's currency. */
export interface LineSales<Line> {
  line: Line;
  units: number;
  netMinor: number;
}

/**
 * The lines' part of an order's net sales: each line that is no gift card, after edits and its own
 * refunds. What belongs to no line (shipping, custom refunds) is not in it.
 */
export function lineSales<Line extends ValuedLine>(
  order: ValuedOrder<Line>,
  refunds: readonly ValuedRefund[],
  money: ShopSettings['money'],
): LineSales<Line>[] {
  const count = countingOf(order, money);
  const returned = refunds.flatMap((refund) => refund.lines);
  return keptLines(order, refunds).map(({ line, units, ...sold }) => {
    const back = returned.filter(({ lineId }) => lineId === line.lineId);
    const backMinor = back.map((each) => count({ amount: each.subtotalMinor, tax: each.taxMinor }));
    return {
      line,
      units: Math.max(0, units - sum(back.map(({ quantity }) => quantity))),
      netMinor: count(sold) - sum(backMinor),
    };
  });
}

/** How an amount counts, by the merchant's setting on tax. */
function countingOf(order: ValuedOrder, money: ShopSettings['money']) {
  return ({ amount, tax }: Taxed): number => {
    if (money.includeTax) return order.taxesIncluded ? amount : amount + tax;
    return order.taxesIncluded ? amount - tax : amount;
  };
}

function exclusionOf(order: ValuedOrder): ExclusionReason | null {
  if (order.deletedAt !== null) return 'deleted';
  if (order.test) return 'test';
  if (order.cancelledAt !== null) return 'cancelled';
  if (order.financialStatus === 'voided') return 'voided';
  if (['pending', 'authorized', 'expired'].includes(order.financialStatus)) return 'not_paid';
  const onlyGiftCards = order.lines.length > 0 && order.lines.every((line) => line.isGiftCard);
  return onlyGiftCards ? 'gift_cards_only' : null;
}

/** Lines that are sales, each with what is left of it after edits, refunds not yet taken off. */
function keptLines<Line extends ValuedLine>(
  order: ValuedOrder<Line>,
  refunds: readonly ValuedRefund[],
): (Taxed & { line: Line; units: number })[] {
  const refunded = new Map<string, number>();
  for (const line of refunds.flatMap((refund) => refund.lines)) {
    refunded.set(line.lineId, (refunded.get(line.lineId) ?? 0) + line.quantity);
  }
  return order.lines
    .filter((line) => !line.isGiftCard)
    .map((line) => {
      // A removal that came as a refund is taken off there; only the rest was edited away.
      const left = line.currentQuantity + (refunded.get(line.lineId) ?? 0);
      const kept = Math.min(line.quantity, left);
      const amount = line.priceMinor * line.quantity - line.discountMinor;
      return {
        line,
        units: kept,
        amount: shareOf(amount, kept, line.quantity),
        tax: shareOf(line.taxMinor, kept, line.quantity),
      };
    });
}

/** Shipping has the tax that no line has. */
function shippingOf(order: ValuedOrder): Taxed {
  const tax = order.taxMinor - sum(order.lines.map((line) => line.taxMinor));
  return { amount: order.shippingMinor, tax: Math.max(0, tax) };
}

function refundedSales(
  order: ValuedOrder,
  refund: ValuedRefund,
  money: ShopSettings['money'],
  count: (taxed: Taxed) => number,
): number {
  const giftCards = new Set(order.lines.filter((l) => l.isGiftCard).map((l) => l.lineId));
  const lines = refund.lines
    .filter((line) => !giftCards.has(line.lineId))
    .map((line) => count({ amount: line.subtotalMinor, tax: line.taxMinor }));
  const shipping = { amount: refund.shippingMinor, tax: refund.shippingTaxMinor };
  const shipped = money.includeShipping ? count(shipping) : 0;
  return sum(lines) + shipped + refund.adjustmentMinor;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
