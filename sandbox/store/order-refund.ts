import type { LineItem, Order, Refund, RefundLine } from '#sandbox/shopify/model.ts';
import { shareOf } from '#sandbox/shopify/money.ts';
import { lineAmount, paymentsOf, refundTotal, totalsOf } from '#sandbox/shopify/totals.ts';
import type { Identifiers } from './identifiers.ts';
import { toTimestamp } from './timestamps.ts';

/** What shall go back to the shopper and to the shelf. Money in minor units. */
export interface RefundRequest {
  lines: { line: LineItem; quantity: number }[];
  restockType: RefundLine['restockType'];
  shipping: number;
  /** Money that belongs to no line, negative where less than the goods' price goes back. */
  adjustment: number;
  /** Goods come back and no money moves: the adjustment takes their price off again. */
  restockOnly: boolean;
  note: string | null;
}

export const EMPTY_REFUND: RefundRequest = {
  lines: [],
  restockType: 'RETURN',
  shipping: 0,
  adjustment: 0,
  restockOnly: false,
  note: null,
};

/** Adds a refund to the order at an instant (epoch ms), with its payments and new status. */
export function addRefund(
  order: Order,
  ids: Identifiers,
  at: number,
  request: RefundRequest,
): Refund {
  const createdAt = toTimestamp(at);
  const paidShipping = order.shipping - order.shippingDiscount;
  const refund: Refund = {
    id: ids.next(),
    createdAt,
    note: request.note,
    lines: request.lines.map((one) => takeBack(ids, one.line, one.quantity, request.restockType)),
    shipping: request.shipping,
    shippingTax: shareOf(order.shippingTax, request.shipping, paidShipping),
    adjustment: request.adjustment,
    transactions: [],
  };
  if (request.restockOnly) refund.adjustment = -refundTotal(order, refund);
  payBack(order, refund, ids);
  order.refunds.push(refund);
  const { received, refunded } = paymentsOf(order);
  if (refunded > 0) {
    order.financialStatus = refunded >= received ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
  }
  if (createdAt > order.updatedAt) order.updatedAt = createdAt;
  return refund;
}

/** Gives everything back that is left: goods, shipping, tip. */
export function refundWholeOrder(
  order: Order,
  ids: Identifiers,
  at: number,
  how: Pick<RefundRequest, 'restockType' | 'note'>,
): void {
  const lines = order.lines
    .filter((line) => line.currentQuantity > 0)
    .map((line) => ({ line, quantity: line.currentQuantity }));
  const { currentShipping } = totalsOf(order);
  addRefund(order, ids, at, {
    ...EMPTY_REFUND,
    ...how,
    lines,
    shipping: currentShipping,
    adjustment: order.tip,
  });
}

/** Amounts are what the line loses between the units before and after: no cent strays. */
function takeBack(
  ids: Identifiers,
  line: LineItem,
  quantity: number,
  restockType: RefundLine['restockType'],
): RefundLine {
  const before = line.currentQuantity;
  const after = before - quantity;
  line.currentQuantity = after;
  return {
    id: ids.next(),
    lineItemId: line.id,
    quantity,
    restockType,
    subtotal: lineAmount(line, before) - lineAmount(line, after),
    tax: shareOf(line.tax, before, line.quantity) - shareOf(line.tax, after, line.quantity),
  };
}

/** Each payment gives back at most what it brought, the last one first. */
function payBack(order: Order, refund: Refund, ids: Identifiers): void {
  const { received, refunded } = paymentsOf(order);
  const wanted = refundTotal(order, refund);
  // Goodwill given earlier can leave less money than the goods cost: the rest is not paid out.
  let left = Math.min(wanted, received - refunded);
  refund.adjustment -= wanted - left;
  for (const payment of [...order.transactions].reverse()) {
    const back = Math.min(left, payment.amount - refundedOf(order, payment.id));
    if (back <= 0) continue;
    refund.transactions.push({
      id: ids.next(),
      kind: 'REFUND',
      status: 'SUCCESS',
      gateway: payment.gateway,
      amount: back,
      parentId: payment.id,
      processedAt: refund.createdAt,
    });
    left -= back;
  }
}

function refundedOf(order: Order, paymentId: string): number {
  let back = 0;
  for (const { transactions } of order.refunds) {
    for (const one of transactions) if (one.parentId === paymentId) back += one.amount;
  }
  return back;
}
