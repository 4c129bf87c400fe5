/** What an order amounts to, in minor units of the shop's currency, derived from its lines. */
import type { LineItem, Order, Refund } from './model.ts';
import { shareOf } from './money.ts';

export interface OrderTotals {
  /** Σ price × quantity, before discounts. */
  lineItems: number;
  /** Lines after discounts, before shipping (tax inside where the order has `taxesIncluded`). */
  subtotal: number;
  discounts: number;
  shipping: number;
  tax: number;
  total: number;
  currentSubtotal: number;
  currentDiscounts: number;
  currentShipping: number;
  currentTax: number;
  currentTotal: number;
  received: number;
  refunded: number;
  refundedShipping: number;
  netPayment: number;
  outstanding: number;
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Units of a line that refunds took back. */
export function refundedQuantity(order: Order, lineItemId: string): number {
  return sum(
    order.refunds.flatMap((refund) =>
      refund.lines.filter((line) => line.lineItemId === lineItemId).map((line) => line.quantity),
    ),
  );
}

/** A line's amount after discounts for its first `units` units. */
export function lineAmount(line: LineItem, units: number): number {
  return shareOf(line.price * line.quantity - line.discount, units, line.quantity);
}

/** What a refund gives back of lines, shipping and adjustment; transactions normally equal it. */
export function refundTotal(order: Order, refund: Refund): number {
  const lines = sum(refund.lines.map((line) => line.subtotal + taxOnTop(order, line.tax)));
  const shipping = refund.shipping + taxOnTop(order, refund.shippingTax);
  return lines + shipping + refund.adjustment;
}

export function taxOnTop(order: Order, tax: number): number {
  return order.taxesIncluded ? 0 : tax;
}

/** Money that reached the shop and money that went back, by successful transactions. */
export function paymentsOf(order: Order): { received: number; refunded: number } {
  const paid = order.transactions.filter(
    (each) => each.status === 'SUCCESS' && (each.kind === 'SALE' || each.kind === 'CAPTURE'),
  );
  const back = order.refunds
    .flatMap((refund) => refund.transactions)
    .filter((each) => each.status === 'SUCCESS' && each.kind === 'REFUND');
  return {
    received: sum(paid.map((each) => each.amount)),
    refunded: sum(back.map((each) => each.amount)),
  };
}

export function totalsOf(order: Order): OrderTotals {
  const lineItems = sum(order.lines.map((line) => line.price * line.quantity));
  const lineDiscounts = sum(order.lines.map((line) => line.discount));
  const shipping = order.shipping - order.shippingDiscount;
  const tax = sum(order.lines.map((line) => line.tax)) + order.shippingTax;
  const subtotal = lineItems - lineDiscounts;
  const discounts = lineDiscounts + order.shippingDiscount;
  const total = subtotal + shipping + taxOnTop(order, tax) + order.tip;
  const { received, refunded } = paymentsOf(order);
  const current = currentTotals(order, { subtotal, tax, shipping });
  const netPayment = received - refunded;
  return {
    lineItems,
    subtotal,
    discounts,
    shipping,
    tax,
    total,
    ...current,
    received,
    refunded,
    refundedShipping: sum(order.refunds.map((refund) => refund.shipping)),
    netPayment,
    outstanding: order.cancelledAt === null ? Math.max(0, current.currentTotal - netPayment) : 0,
  };
}

function currentTotals(order: Order, whole: { subtotal: number; tax: number; shipping: number }) {
  const removed = removedByEdits(order);
  const refundLines = order.refunds.flatMap((refund) => refund.lines);
  const currentSubtotal =
    whole.subtotal - removed.subtotal - sum(refundLines.map((line) => line.subtotal));
  const currentTax =
    whole.tax -
    removed.tax -
    sum(refundLines.map((line) => line.tax)) -
    sum(order.refunds.map((refund) => refund.shippingTax));
  const currentShipping = whole.shipping - sum(order.refunds.map((refund) => refund.shipping));
  const adjustments = sum(order.refunds.map((refund) => refund.adjustment));
  if (order.financialStatus === 'VOIDED') return nothingCurrent();
  return {
    currentSubtotal,
    currentDiscounts: currentDiscounts(order),
    currentShipping,
    currentTax,
    currentTotal:
      currentSubtotal + currentShipping + taxOnTop(order, currentTax) + order.tip - adjustments,
  };
}

/** A voided order was never paid: nothing of it is left. */
function nothingCurrent() {
  return {
    currentSubtotal: 0,
    currentDiscounts: 0,
    currentShipping: 0,
    currentTax: 0,
    currentTotal: 0,
  };
}

function removedByEdits(order: Order): { subtotal: number; tax: number } {
  let subtotal = 0;
  let tax = 0;
  for (const line of order.lines) {
    const refunded = refundedQuantity(order, line.id);
    const kept = line.currentQuantity + refunded;
    if (kept === line.quantity) continue;
    subtotal += lineAmount(line, line.quantity) - lineAmount(line, kept);
    tax += line.tax - shareOf(line.tax, kept, line.quantity);
  }
  return { subtotal, tax };
}

function currentDiscounts(order: Order): number {
  const lines = order.lines.map((line) =>
    shareOf(line.discount, line.currentQuantity, line.quantity),
  );
  return sum(lines) + order.shippingDiscount;
}
