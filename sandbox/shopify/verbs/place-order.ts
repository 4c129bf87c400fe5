import type { Address, Customer, LineItem, Order, Transaction } from '../model.ts';
import type { StoreState } from '../state/state.ts';
import { sum, totalsOf } from '../totals.ts';
import { customerEvent, purchasingSummaryEvent } from '../webhooks/customer-payloads.ts';
import { orderEvent } from '../webhooks/order-events.ts';
import { checkDiscountCode, recordRedemption } from './discounts.ts';
import { type Refusal, refuse } from './results.ts';

export interface OrderDraft {
  /** Null or absent is a guest; then `email` says who. */
  customerId?: string | null;
  email?: string | null;
  lines: { variantId: string; quantity: number }[];
  discountCode?: string | null;
  /** Minor units of the shop's currency. */
  shipping?: number;
  tip?: number;
  /** Basis points of the line price after discounts; 800 is 8 %. */
  taxRate?: number;
  paid?: boolean;
  test?: boolean;
  sourceName?: string;
  gateway?: string;
  tags?: string[];
  presentmentCurrency?: string;
  presentmentRate?: number;
  checkoutToken?: string | null;
  cartToken?: string | null;
  /** Defaults to the customer's address. */
  shippingAddress?: Address | null;
}

export type PlaceOrderResult = { ok: true; order: Order } | Refusal;

/** Places an order now; a discount code that may not be used refuses the whole order. */
export function placeOrder(state: StoreState, draft: OrderDraft): PlaceOrderResult {
  const customer = state.tables.customers.get(draft.customerId ?? null) ?? null;
  if (draft.customerId && !customer) {
    return refuse('unknown_customer', `No customer ${draft.customerId}`);
  }
  if (draft.lines.length === 0) return refuse('no_lines', 'An order needs at least one line');
  const lines = buildLines(state, draft);
  if (!Array.isArray(lines)) return lines;
  const buyer = { customer, email: draft.email ?? customer?.email ?? null };
  const discountCodes: Order['discountCodes'] = [];
  if (draft.discountCode) {
    const check = checkDiscountCode(state, draft.discountCode, buyer, lines);
    if (!check.ok) return check;
    lines.forEach((line, at) => {
      line.discount = check.amounts[at] ?? 0;
    });
    discountCodes.push({
      code: draft.discountCode,
      amount: sum(check.amounts),
      type: check.type,
    });
    recordRedemption(state, check.discount, draft.discountCode, buyer);
  }
  taxLines(state, lines, draft.taxRate);
  const order = buildOrder(state, draft, customer, { lines, discountCodes });
  if (draft.paid ?? true) order.transactions.push(paymentOf(state, order, draft.gateway));
  state.tables.orders.put(order);
  tellPlaced(state, order, customer);
  return { ok: true, order };
}

function buildLines(state: StoreState, draft: OrderDraft): LineItem[] | Refusal {
  const lines: LineItem[] = [];
  for (const { variantId, quantity } of draft.lines) {
    if (!Number.isInteger(quantity) || quantity < 1) {
      return refuse('invalid_quantity', `Quantity ${quantity} is not a positive whole number`);
    }
    const line = buildLine(state, variantId, quantity);
    if (!line) return refuse('unknown_variant', `No product variant ${variantId}`);
    lines.push(line);
  }
  return lines;
}

/** A line of `quantity` units of a variant at its price; null for an unknown variant. */
export function buildLine(state: StoreState, variantId: string, quantity: number): LineItem | null {
  const product = state.tables.products.get(state.indexes.productByVariant.first(variantId));
  const variant = product?.variants.find(({ id }) => id === variantId);
  if (!product || !variant) return null;
  variant.inventoryQuantity -= quantity;
  state.tables.products.put(product);
  return {
    id: state.nextId(),
    productId: product.id,
    variantId,
    title: product.title,
    sku: variant.sku,
    vendor: product.vendor,
    giftCard: product.giftCard,
    requiresShipping: !product.giftCard,
    taxable: !product.giftCard,
    quantity,
    currentQuantity: quantity,
    fulfilledQuantity: 0,
    price: variant.price,
    discount: 0,
    tax: 0,
  };
}

/** Tax of the whole line, inside the price where the shop's prices include taxes. */
export function taxLines(state: StoreState, lines: LineItem[], taxRate = 0): void {
  for (const line of lines) {
    if (!line.taxable) continue;
    const net = line.price * line.quantity - line.discount;
    line.tax = state.shop.taxesIncluded
      ? Math.round((net * taxRate) / (10_000 + taxRate))
      : Math.round((net * taxRate) / 10_000);
  }
}

function buildOrder(
  state: StoreState,
  draft: OrderDraft,
  customer: Customer | null,
  parts: Pick<Order, 'lines' | 'discountCodes'>,
): Order {
  const { meta, shop } = state;
  meta.lastOrderNumber += 1;
  const now = state.timestamp();
  return {
    id: state.nextId(),
    number: meta.lastOrderNumber,
    name: `#${meta.lastOrderNumber}`,
    customerId: customer?.id ?? null,
    email: draft.email ?? customer?.email ?? null,
    phone: customer?.phone ?? null,
    test: draft.test ?? false,
    sourceName: draft.sourceName ?? 'web',
    currency: shop.currency,
    presentmentCurrency: draft.presentmentCurrency ?? shop.currency,
    presentmentRate: draft.presentmentRate ?? 1,
    taxesIncluded: shop.taxesIncluded,
    financialStatus: (draft.paid ?? true) ? 'PAID' : 'PENDING',
    fulfillmentStatus: 'UNFULFILLED',
    lines: parts.lines,
    shipping: draft.shipping ?? 0,
    shippingDiscount: 0,
    shippingTax: 0,
    tip: draft.tip ?? 0,
    discountCodes: parts.discountCodes,
    transactions: [],
    refunds: [],
    fulfillments: [],
    shippingAddress: draft.shippingAddress ?? customer?.defaultAddress ?? null,
    tags: draft.tags ?? [],
    cancelReason: null,
    cancelledAt: null,
    closedAt: null,
    checkoutToken: draft.checkoutToken ?? state.nextToken(),
    cartToken: draft.cartToken ?? null,
    processedAt: now,
    createdAt: now,
    updatedAt: now,
  };
}

/** A successful sale of what is still owed. */
export function paymentOf(state: StoreState, order: Order, gateway = 'bogus'): Transaction {
  const { currentTotal, netPayment } = totalsOf(order);
  return {
    id: state.nextId(),
    kind: 'SALE',
    status: 'SUCCESS',
    gateway,
    amount: Math.max(0, currentTotal - netPayment),
    parentId: null,
    processedAt: state.timestamp(),
  };
}

function tellPlaced(state: StoreState, order: Order, customer: Customer | null): void {
  state.emit(orderEvent(state, order, 'orders/create'));
  if (order.financialStatus === 'PAID') state.emit(orderEvent(state, order, 'orders/paid'));
  state.emit(orderEvent(state, order, 'orders/updated'));
  if (!customer) return;
  customer.updatedAt = state.timestamp();
  state.tables.customers.put(customer);
  state.emit(customerEvent(state, customer, 'customers/update'));
  state.emit(purchasingSummaryEvent(state, customer));
}
