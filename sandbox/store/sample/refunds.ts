import type { LineItem, Order, Refund, RefundLine } from '#sandbox/shopify/model.ts';
import { shareOf } from '#sandbox/shopify/money.ts';
import { lineAmount, paymentsOf, refundTotal, totalsOf } from '#sandbox/shopify/totals.ts';
import type { Random } from '../random.ts';
import { toTimestamp } from '../timestamps.ts';
import type { Identifiers } from './build-order.ts';

const DAY_MS = 86_400_000;

interface RefundRequest {
  lines: { line: LineItem; quantity: number }[];
  restockType: RefundLine['restockType'];
  shipping: number;
  /** Money besides the lines; `null` gives the goods' price back to nobody (restock only). */
  adjustment: number | null;
  note: string | null;
}

const NOTHING: RefundRequest = {
  lines: [],
  restockType: 'RETURN',
  shipping: 0,
  adjustment: 0,
  note: null,
};

/** Refunds the order in one of the ways that occur; nothing happens where none fits. */
export function refundSomehow(
  random: Random,
  order: Order,
  ids: Identifiers,
  endsAt: number,
): void {
  const at = Date.parse(order.processedAt) + random.integer(2, 32) * DAY_MS;
  if (at > endsAt) return;
  const draw = random.next();
  if (draw < 0.24) {
    refundWholeOrder(order, ids, at, { restockType: 'RETURN', note: null });
  } else if (draw < 0.56) {
    refundLines(random, order, ids, at);
  } else if (draw < 0.68) {
    refundSeveralTimes(random, order, ids, at, endsAt);
  } else if (draw < 0.78) {
    refundShipping(order, ids, at);
  } else if (draw < 0.92) {
    refundAmount(random, order, ids, at);
  } else {
    takeBackWithoutMoney(order, ids, at);
  }
}

/** Restock only: the goods come back and the shopper keeps nothing of their price. */
function takeBackWithoutMoney(order: Order, ids: Identifiers, at: number): void {
  const [line] = order.lines;
  if (!line) return;
  addRefund(order, ids, at, {
    ...NOTHING,
    lines: [{ line, quantity: 1 }],
    adjustment: null,
    note: 'Returned without a refund',
  });
}

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
    ...NOTHING,
    ...how,
    lines,
    shipping: currentShipping,
    adjustment: order.tip,
  });
}

function refundLines(random: Random, order: Order, ids: Identifiers, at: number): void {
  const line = random.pick(order.lines);
  if (line.currentQuantity === 0) return;
  const damaged = random.chance(0.4);
  addRefund(order, ids, at, {
    ...NOTHING,
    lines: [{ line, quantity: random.integer(1, line.currentQuantity) }],
    restockType: damaged ? 'NO_RESTOCK' : 'RETURN',
    note: damaged ? 'Arrived damaged' : null,
  });
}

function refundSeveralTimes(
  random: Random,
  order: Order,
  ids: Identifiers,
  at: number,
  endsAt: number,
): void {
  refundLines(random, order, ids, at);
  const later = at + random.integer(1, 20) * DAY_MS;
  if (later > endsAt) return;
  if (random.chance(0.5)) refundAmount(random, order, ids, later);
  else refundLines(random, order, ids, later);
}

function refundShipping(order: Order, ids: Identifiers, at: number): void {
  const shipping = totalsOf(order).currentShipping;
  if (shipping === 0) return;
  addRefund(order, ids, at, { ...NOTHING, shipping, note: 'Late delivery' });
}

/** A gesture of goodwill: an amount that belongs to no line. */
function refundAmount(random: Random, order: Order, ids: Identifiers, at: number): void {
  const { received, refunded } = paymentsOf(order);
  const amount = Math.min(random.integer(2, 12) * 100, received - refunded);
  if (amount > 0) addRefund(order, ids, at, { ...NOTHING, adjustment: amount, note: 'Goodwill' });
}

function addRefund(order: Order, ids: Identifiers, at: number, request: RefundRequest): void {
  const createdAt = toTimestamp(at);
  const paidShipping = order.shipping - order.shippingDiscount;
  const refund: Refund = {
    id: ids.next(),
    createdAt,
    note: request.note,
    lines: request.lines.map((one) => takeBack(ids, one.line, one.quantity, request.restockType)),
    shipping: request.shipping,
    shippingTax: shareOf(order.shippingTax, request.shipping, paidShipping),
    adjustment: request.adjustment ?? 0,
    transactions: [],
  };
  if (request.adjustment === null) refund.adjustment = -refundTotal(order, refund);
  payBack(order, refund, ids);
  order.refunds.push(refund);
  const { received, refunded } = paymentsOf(order);
  if (refunded > 0) {
    order.financialStatus = refunded >= received ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
  }
  if (createdAt > order.updatedAt) order.updatedAt = createdAt;
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

/** Each payment gives back at most what it brought; the last one first, gift cards at the end. */
function payBack(order: Order, refund: Refund, ids: Identifiers): void {
  const wanted = refundTotal(order, refund);
  const { received, refunded } = paymentsOf(order);
  let left = wanted;
  // Goodwill given earlier can leave less money than the goods cost: the rest is not paid out.
  if (left > received - refunded) {
    refund.adjustment -= left - (received - refunded);
    left = received - refunded;
  }
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
