import type { Order, Transaction } from '#sandbox/shopify/model.ts';
import { totalsOf } from '#sandbox/shopify/totals.ts';
import type { Identifiers } from '../identifiers.ts';
import { refundWholeOrder } from '../order-refund.ts';
import type { Random } from '../random.ts';
import { toTimestamp } from '../timestamps.ts';
import { fulfillOrder } from './fulfillment.ts';
import { refundSomehow } from './refunds.ts';

const HOUR_MS = 3_600_000;

/**
 * What becomes of an order by `endsAt` (epoch ms): most are sent and kept; some are tests, never
 * or partly paid, voided, cancelled, or come back in one of several ways.
 */
export function meetFate(random: Random, order: Order, ids: Identifiers, endsAt: number): void {
  switch (drawFate(random, order)) {
    case 'test':
      markTest(random, order, ids, endsAt);
      break;
    case 'unpaid':
      awaitPayment(order);
      break;
    case 'voided':
      voidPayment(random, order, ids, endsAt);
      break;
    case 'cancelled':
      cancelOrder(random, order, ids, endsAt);
      break;
    case 'deposit':
      payDeposit(order);
      break;
    case 'kept':
      fulfillOrder(random, order, ids, endsAt);
      break;
    case 'returned':
      fulfillOrder(random, order, ids, endsAt);
      refundSomehow(random, order, ids, endsAt);
  }
}

type Fate = 'test' | 'unpaid' | 'voided' | 'cancelled' | 'deposit' | 'kept' | 'returned';

function drawFate(random: Random, order: Order): Fate {
  const draw = random.next();
  const draft = order.sourceName === 'shopify_draft_order';
  if (order.sourceName === 'web') {
    if (draw < 0.003) return 'test';
    if (draw < 0.008) return 'unpaid';
    if (draw < 0.012) return 'voided';
  }
  if (order.sourceName !== 'pos' && draw < 0.024) return 'cancelled';
  if (draft && draw < 0.3) return 'deposit';
  return draw > 0.925 ? 'returned' : 'kept';
}

function markTest(random: Random, order: Order, ids: Identifiers, endsAt: number): void {
  order.test = true;
  order.tags.push('test');
  for (const transaction of order.transactions) transaction.gateway = 'bogus';
  fulfillOrder(random, order, ids, endsAt);
}

/** A bank deposit that has not arrived. */
function awaitPayment(order: Order): void {
  if (order.transactions.length === 0) return;
  order.financialStatus = 'PENDING';
  order.transactions = order.transactions.slice(0, 1).map((transaction) => ({
    ...transaction,
    status: 'PENDING',
    gateway: 'Bank Deposit',
    amount: totalsOf(order).total,
  }));
}

/** Authorised, then given up: no money ever moved. A young order is still only authorised. */
function voidPayment(random: Random, order: Order, ids: Identifiers, endsAt: number): void {
  const [first] = order.transactions;
  if (!first) return;
  const authorization: Transaction = {
    ...first,
    kind: 'AUTHORIZATION',
    gateway: 'shopify_payments',
    amount: totalsOf(order).total,
  };
  order.transactions = [authorization];
  order.financialStatus = 'AUTHORIZED';
  const at = Date.parse(order.processedAt) + random.integer(4, 40) * HOUR_MS;
  if (at > endsAt) return;
  const voided = toTimestamp(at);
  order.transactions.push({
    ...authorization,
    id: ids.next(),
    kind: 'VOID',
    parentId: authorization.id,
    processedAt: voided,
  });
  order.financialStatus = 'VOIDED';
  closeAsCancelled(order, voided, random.pick(['fraud', 'customer', 'declined']));
  for (const line of order.lines) line.currentQuantity = 0;
}

function cancelOrder(random: Random, order: Order, ids: Identifiers, endsAt: number): void {
  const at = Date.parse(order.processedAt) + random.integer(1, 30) * HOUR_MS;
  if (at > endsAt) return;
  refundWholeOrder(order, ids, at, { restockType: 'CANCEL', note: null });
  closeAsCancelled(order, toTimestamp(at), random.pick(['customer', 'inventory', 'other']));
}

function closeAsCancelled(order: Order, at: string, reason: string): void {
  order.cancelledAt = at;
  order.cancelReason = reason;
  order.closedAt = at;
  order.updatedAt = at;
}

/** A larger order agreed on by mail: the deposit is paid, the rest follows on delivery. */
function payDeposit(order: Order): void {
  const { total } = totalsOf(order);
  const [first] = order.transactions;
  if (!first || total < 2) return;
  order.transactions = [{ ...first, gateway: 'manual', amount: Math.floor(total / 2) }];
  order.financialStatus = 'PARTIALLY_PAID';
}
