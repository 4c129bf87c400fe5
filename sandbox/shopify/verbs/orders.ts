/** What can happen to an order after it was placed. */
import type { Fulfillment, Order } from '../model.ts';
import type { StoreState } from '../state/state.ts';
import { totalsOf } from '../totals.ts';
import { customerEvent, purchasingSummaryEvent } from '../webhooks/customer-payloads.ts';
import { orderDeletedEvent, orderEditedEvent, orderEvent } from '../webhooks/order-events.ts';
import { buildLine, paymentOf } from './place-order.ts';
import { refundOrder, returnableQuantity } from './refund-order.ts';
import { type Refusal, refuse } from './results.ts';

export type OrderResult = { ok: true; order: Order } | Refusal;

export function unknownOrder(orderId: string): Refusal {
  return refuse('unknown_order', `No order ${orderId}`);
}

/** Stores the order as changed now and tells `orders/updated` after the given topics. */
export function touchOrder(state: StoreState, order: Order, topics: string[] = []): OrderResult {
  order.updatedAt = state.timestamp();
  state.tables.orders.put(order);
  for (const topic of [...topics, 'orders/updated']) state.emit(orderEvent(state, order, topic));
  return { ok: true, order };
}

export function markPaid(state: StoreState, orderId: string): OrderResult {
  const order = state.tables.orders.get(orderId);
  if (!order) return unknownOrder(orderId);
  if (order.cancelledAt !== null) return refuse('cancelled', 'A cancelled order cannot be paid');
  if (order.financialStatus === 'PAID') return refuse('already_paid', 'The order is paid already');
  order.transactions.push(paymentOf(state, order, 'manual'));
  order.financialStatus = order.refunds.length > 0 ? 'PARTIALLY_REFUNDED' : 'PAID';
  return touchOrder(state, order, ['orders/paid']);
}

/** Ships everything, or the given lines whole. */
export function fulfillOrder(
  state: StoreState,
  orderId: string,
  options: { lineItemIds?: string[]; trackingNumber?: string } = {},
): OrderResult {
  const order = state.tables.orders.get(orderId);
  if (!order) return unknownOrder(orderId);
  if (order.cancelledAt !== null) return refuse('cancelled', 'A cancelled order is not shipped');
  const open = order.lines.filter(
    (line) =>
      line.fulfilledQuantity < line.currentQuantity &&
      (options.lineItemIds?.includes(line.id) ?? true),
  );
  if (open.length === 0) return refuse('nothing_to_fulfill', 'Nothing is left to ship');
  for (const line of open) line.fulfilledQuantity = line.currentQuantity;
  const now = state.timestamp();
  order.fulfillments.push({
    id: state.nextId(),
    status: 'SUCCESS',
    shipmentStatus: null,
    trackingNumber: options.trackingNumber ?? null,
    createdAt: now,
    updatedAt: now,
    lineItemIds: open.map((line) => line.id),
  });
  const left = order.lines.some((line) => line.fulfilledQuantity < line.currentQuantity);
  order.fulfillmentStatus = left ? 'PARTIALLY_FULFILLED' : 'FULFILLED';
  return touchOrder(state, order, [left ? 'orders/partially_fulfilled' : 'orders/fulfilled']);
}

/** The carrier reports delivery of everything shipped so far. */
export function deliver(
  state: StoreState,
  orderId: string,
  shipmentStatus: NonNullable<Fulfillment['shipmentStatus']> = 'delivered',
): OrderResult {
  const order = state.tables.orders.get(orderId);
  if (!order) return unknownOrder(orderId);
  if (order.fulfillments.length === 0) return refuse('not_fulfilled', 'Nothing was shipped yet');
  for (const fulfillment of order.fulfillments) {
    fulfillment.shipmentStatus = shipmentStatus;
    fulfillment.updatedAt = state.timestamp();
  }
  return touchOrder(state, order);
}

export interface CancelOptions {
  reason?: 'customer' | 'fraud' | 'inventory' | 'declined' | 'staff' | 'other';
  /** Give back what was paid; true by default. */
  refund?: boolean;
}

export function cancelOrder(
  state: StoreState,
  orderId: string,
  options: CancelOptions = {},
): OrderResult {
  const order = state.tables.orders.get(orderId);
  if (!order) return unknownOrder(orderId);
  if (order.cancelledAt !== null) return refuse('already_cancelled', 'It is cancelled already');
  order.cancelledAt = state.timestamp();
  order.cancelReason = options.reason ?? 'customer';
  order.closedAt = order.cancelledAt;
  if ((options.refund ?? true) && totalsOf(order).netPayment > 0) refundWhole(state, order);
  else if (totalsOf(order).received === 0) {
    order.financialStatus = 'VOIDED';
    for (const line of order.lines) line.currentQuantity = 0;
  }
  return touchOrder(state, order, ['orders/cancelled']);
}

function refundWhole(state: StoreState, order: Order): void {
  const lines = order.lines
    .map((line) => ({ lineItemId: line.id, quantity: returnableQuantity(order, line.id) }))
    .filter((line) => line.quantity > 0);
  const { currentShipping } = totalsOf(order);
  refundOrder(state, order.id, { lines, shipping: currentShipping, restockType: 'CANCEL' });
}

export interface OrderEdit {
  /** New quantities of existing lines: 0 removes a line. */
  quantities?: { lineItemId: string; quantity: number }[];
  additions?: { variantId: string; quantity: number }[];
}

/** Edits quantities as Shopify's order editing does: removed units stay in `quantity`. */
export function editOrder(state: StoreState, orderId: string, edit: OrderEdit): OrderResult {
  const order = state.tables.orders.get(orderId);
  if (!order) return unknownOrder(orderId);
  if (order.cancelledAt !== null) return refuse('cancelled', 'A cancelled order is not edited');
  const changes: { additions: LineDelta[]; removals: LineDelta[] } = {
    additions: [],
    removals: [],
  };
  for (const { lineItemId, quantity } of edit.quantities ?? []) {
    const refusal = changeQuantity(order, lineItemId, quantity, changes);
    if (refusal) return refusal;
  }
  for (const { variantId, quantity } of edit.additions ?? []) {
    const line = buildLine(state, variantId, quantity);
    if (!line) return refuse('unknown_variant', `No product variant ${variantId}`);
    order.lines.push(line);
    changes.additions.push({ id: line.id, delta: quantity });
  }
  const { outstanding, netPayment } = totalsOf(order);
  if (outstanding > 0 && netPayment > 0) order.financialStatus = 'PARTIALLY_PAID';
  state.emit(orderEditedEvent(state, order, changes));
  return touchOrder(state, order);
}

export interface LineDelta {
  id: string;
  delta: number;
}

function changeQuantity(
  order: Order,
  lineItemId: string,
  quantity: number,
  changes: { additions: LineDelta[]; removals: LineDelta[] },
): Refusal | null {
  const line = order.lines.find(({ id }) => id === lineItemId);
  if (!line) return refuse('unknown_line', `The order has no line ${lineItemId}`);
  if (!Number.isInteger(quantity) || quantity < line.fulfilledQuantity) {
    return refuse('invalid_quantity', `Line ${lineItemId} cannot have ${quantity} units`);
  }
  const delta = quantity - line.currentQuantity;
  if (delta < 0) changes.removals.push({ id: line.id, delta: -delta });
  if (delta > 0) {
    changes.additions.push({ id: line.id, delta });
    growLine(line, delta);
  }
  line.currentQuantity = quantity;
  return null;
}

/** Added units are priced like those already there, discount and tax with them. */
function growLine(line: Order['lines'][number], delta: number): void {
  const whole = line.quantity + delta;
  line.discount = Math.round((line.discount * whole) / line.quantity);
  line.tax = Math.round((line.tax * whole) / line.quantity);
  line.quantity = whole;
}

export function closeOrder(state: StoreState, orderId: string): OrderResult {
  const order = state.tables.orders.get(orderId);
  if (!order) return unknownOrder(orderId);
  order.closedAt = state.timestamp();
  return touchOrder(state, order);
}

export function deleteOrder(state: StoreState, orderId: string): OrderResult {
  const order = state.tables.orders.get(orderId);
  if (!order) return unknownOrder(orderId);
  state.tables.orders.remove(orderId);
  state.emit(orderDeletedEvent(order));
  const customer = state.tables.customers.get(order.customerId);
  if (customer) {
    state.emit(customerEvent(state, customer, 'customers/update'));
    state.emit(purchasingSummaryEvent(state, customer));
  }
  return { ok: true, order };
}
