import type { LineItem, Order, Refund, RefundLine } from '../model.ts';
import { shareOf } from '../money.ts';
import type { StoreState } from '../state/state.ts';
import { lineAmount, paymentsOf, refundTotal, totalsOf } from '../totals.ts';
import { customerEvent, purchasingSummaryEvent } from '../webhooks/customer-payloads.ts';
import { orderEvent, refundEvent } from '../webhooks/order-events.ts';
import { type Refusal, refuse } from './results.ts';

export interface RefundDraft {
  lines?: { lineItemId: string; quantity: number }[];
  /** Shipping to give back, minor units. */
  shipping?: number;
  /** A custom amount beside the lines; negative keeps part of their price back. */
  adjustment?: number;
  restockType?: RefundLine['restockType'];
  note?: string;
  /** False only takes the goods back; the money follows another way. */
  moneyBack?: boolean;
}

export type RefundResult = { ok: true; order: Order; refund: Refund } | Refusal;

/** Units of a line that can still be refunded. */
export function returnableQuantity(order: Order, lineItemId: string): number {
  return order.lines.find(({ id }) => id === lineItemId)?.currentQuantity ?? 0;
}

export function refundOrder(state: StoreState, orderId: string, draft: RefundDraft): RefundResult {
  const order = state.tables.orders.get(orderId);
  if (!order) return refuse('unknown_order', `No order ${orderId}`);
  const refusal = refuseRefund(order, draft);
  if (refusal) return refusal;
  const refund = buildRefund(state, order, draft);
  const amount = (draft.moneyBack ?? true) ? refundTotal(order, refund) : 0;
  const { netPayment } = totalsOf(order);
  if (amount < 0) return refuse('negative_amount', 'A refund cannot take money from the shopper');
  if (amount > netPayment) {
    return refuse('exceeds_payment', 'Cannot refund more than the shopper paid');
  }
  if (amount === 0 && refund.lines.length === 0) {
    return refuse('nothing_to_refund', 'Nothing to refund was given');
  }
  if (amount > 0) refund.transactions.push(transactionOf(state, order, amount));
  takeUnitsBack(order, refund);
  order.refunds.push(refund);
  order.financialStatus = statusAfterRefund(order);
  order.updatedAt = state.timestamp();
  state.tables.orders.put(order);
  tellRefunded(state, order, refund);
  return { ok: true, order, refund };
}

function refuseRefund(order: Order, draft: RefundDraft): Refusal | null {
  const seen = new Set<string>();
  for (const { lineItemId, quantity } of draft.lines ?? []) {
    if (seen.has(lineItemId)) return refuse('duplicate_line', `Line ${lineItemId} is given twice`);
    seen.add(lineItemId);
    const left = returnableQuantity(order, lineItemId);
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > left) {
      return refuse('invalid_quantity', `${quantity} of line ${lineItemId}: ${left} can go back`);
    }
  }
  const shipping = draft.shipping ?? 0;
  if (shipping < 0 || shipping > totalsOf(order).currentShipping) {
    return refuse('invalid_shipping', 'More shipping than was paid cannot go back');
  }
  return null;
}

function buildRefund(state: StoreState, order: Order, draft: RefundDraft): Refund {
  const shipping = draft.shipping ?? 0;
  const paidShipping = order.shipping - order.shippingDiscount;
  return {
    id: state.nextId(),
    createdAt: state.timestamp(),
    note: draft.note ?? null,
    lines: (draft.lines ?? []).map(({ lineItemId, quantity }) =>
      refundLine(state, order, lineItemId, quantity, draft.restockType ?? 'RETURN'),
    ),
    shipping,
    shippingTax: shareOf(order.shippingTax, shipping, paidShipping),
    adjustment: draft.adjustment ?? 0,
    transactions: [],
  };
}

/** Its amount is what the line loses from its units before to its units after: no cent strays. */
function refundLine(
  state: StoreState,
  order: Order,
  lineItemId: string,
  quantity: number,
  restockType: RefundLine['restockType'],
): RefundLine {
  const line = lineOf(order, lineItemId);
  const from = line.currentQuantity;
  return {
    id: state.nextId(),
    lineItemId,
    quantity,
    restockType,
    subtotal: lineAmount(line, from) - lineAmount(line, from - quantity),
    tax: shareOf(line.tax, from, line.quantity) - shareOf(line.tax, from - quantity, line.quantity),
  };
}

function lineOf(order: Order, lineItemId: string): LineItem {
  const line = order.lines.find(({ id }) => id === lineItemId);
  if (!line) throw new Error(`order ${order.id} has no line ${lineItemId}`);
  return line;
}

function takeUnitsBack(order: Order, refund: Refund): void {
  for (const { lineItemId, quantity } of refund.lines) {
    const line = lineOf(order, lineItemId);
    line.currentQuantity -= quantity;
  }
}

function transactionOf(
  state: StoreState,
  order: Order,
  amount: number,
): Refund['transactions'][number] {
  const payment = order.transactions.find(
    (each) => each.status === 'SUCCESS' && (each.kind === 'SALE' || each.kind === 'CAPTURE'),
  );
  return {
    id: state.nextId(),
    kind: 'REFUND',
    status: 'SUCCESS',
    gateway: payment?.gateway ?? 'manual',
    amount,
    parentId: payment?.id ?? null,
    processedAt: state.timestamp(),
  };
}

function statusAfterRefund(order: Order): Order['financialStatus'] {
  const { received, refunded } = paymentsOf(order);
  if (refunded === 0) return order.financialStatus;
  return refunded >= received ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
}

function tellRefunded(state: StoreState, order: Order, refund: Refund): void {
  state.emit(refundEvent(state, order, refund));
  state.emit(orderEvent(state, order, 'orders/updated'));
  const customer = state.tables.customers.get(order.customerId);
  if (!customer) return;
  state.emit(customerEvent(state, customer, 'customers/update'));
  state.emit(purchasingSummaryEvent(state, customer));
}
