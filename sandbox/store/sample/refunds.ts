import type { Order } from '#sandbox/shopify/model.ts';
import { paymentsOf, totalsOf } from '#sandbox/shopify/totals.ts';
import type { Identifiers } from '../identifiers.ts';
import { addRefund, EMPTY_REFUND, refundWholeOrder } from '../order-refund.ts';
import type { Random } from '../random.ts';

const DAY_MS = 86_400_000;

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
    ...EMPTY_REFUND,
    lines: [{ line, quantity: 1 }],
    restockOnly: true,
    note: 'Returned without a refund',
  });
}

function refundLines(random: Random, order: Order, ids: Identifiers, at: number): void {
  const line = random.pick(order.lines);
  if (line.currentQuantity === 0) return;
  const damaged = random.chance(0.4);
  addRefund(order, ids, at, {
    ...EMPTY_REFUND,
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
  addRefund(order, ids, at, { ...EMPTY_REFUND, shipping, note: 'Late delivery' });
}

/** A gesture of goodwill: an amount that belongs to no line. */
function refundAmount(random: Random, order: Order, ids: Identifiers, at: number): void {
  const { received, refunded } = paymentsOf(order);
  const amount = Math.min(random.integer(2, 12) * 100, received - refunded);
  if (amount > 0)
    addRefund(order, ids, at, { ...EMPTY_REFUND, adjustment: amount, note: 'Goodwill' });
}
