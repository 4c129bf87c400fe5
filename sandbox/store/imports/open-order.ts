import type { Address, LineItem, Order, Product } from '#sandbox/shopify/model.ts';
import type { Identifiers } from '../identifiers.ts';
import { toTimestamp } from '../timestamps.ts';
import type { TransactionRow } from './transaction-row.ts';

/** An order whose rows are still being gathered. Instant in epoch ms, money in minor units. */
export interface OpenOrder {
  customer: string | null;
  email: string | null;
  at: number;
  firstLine: number;
  invoice: string | null;
  country: string | null;
  lines: OpenLine[];
}

export interface OpenLine {
  product: string | null;
  title: string;
  quantity: number;
  price: number;
}

/**
 * The row as order lines at whole unit prices that add up to its amount exactly: where the
 * amount does not divide by the units, some of them cost one minor unit more.
 */
export function toOpenLines(row: TransactionRow): OpenLine[] {
  const title = row.description ?? row.product ?? 'Order';
  const { product, quantity, amount } = row;
  const price = Math.floor(amount / quantity);
  const dearer = amount - price * quantity;
  const lines = [{ product, title, quantity: quantity - dearer, price }];
  if (dearer > 0) lines.push({ product, title, quantity: dearer, price: price + 1 });
  return lines.filter((line) => line.quantity > 0);
}

export interface OrderIdentity {
  number: number;
  customerId: string | null;
  currency: string;
  ids: Identifiers;
  products: ReadonlyMap<string, Product>;
  address: Address | null;
}

/** The paid and delivered order that a gathered one stands for. */
export function closeOrder(open: OpenOrder, identity: OrderIdentity): Order {
  const { ids, number } = identity;
  const at = toTimestamp(open.at);
  const id = ids.next();
  const lines = open.lines.map((line) => closeLine(line, ids, identity.products));
  const total = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  return {
    id,
    number,
    name: `#${open.invoice ?? number}`,
    customerId: identity.customerId,
    email: open.email,
    phone: null,
    test: false,
    sourceName: 'import',
    currency: identity.currency,
    presentmentCurrency: identity.currency,
    presentmentRate: 1,
    taxesIncluded: true,
    financialStatus: 'PAID',
    fulfillmentStatus: 'FULFILLED',
    lines,
    shipping: 0,
    shippingDiscount: 0,
    shippingTax: 0,
    tip: 0,
    discountCodes: [],
    transactions: total === 0 ? [] : [sale(ids.next(), total, at)],
    refunds: [],
    fulfillments: [deliver(ids.next(), lines, at)],
    shippingAddress: identity.address,
    tags: [],
    cancelReason: null,
    cancelledAt: null,
    closedAt: at,
    checkoutToken: null,
    cartToken: null,
    processedAt: at,
    createdAt: at,
    updatedAt: at,
  };
}

function closeLine(
  { product, title, quantity, price }: OpenLine,
  ids: Identifiers,
  products: ReadonlyMap<string, Product>,
): LineItem {
  const sold = product === null ? undefined : products.get(product);
  return {
    id: ids.next(),
    productId: sold?.id ?? null,
    variantId: sold?.variants[0]?.id ?? null,
    title,
    sku: product ?? '',
    vendor: sold?.vendor ?? null,
    giftCard: false,
    requiresShipping: true,
    taxable: false,
    quantity,
    currentQuantity: quantity,
    fulfilledQuantity: quantity,
    price,
    discount: 0,
    tax: 0,
  };
}

function sale(id: string, amount: number, processedAt: string): Order['transactions'][number] {
  const kind = 'SALE' as const;
  return { id, kind, status: 'SUCCESS', gateway: 'manual', amount, parentId: null, processedAt };
}

function deliver(id: string, lines: LineItem[], at: string): Order['fulfillments'][number] {
  return {
    id,
    status: 'SUCCESS',
    shipmentStatus: 'delivered',
    trackingNumber: null,
    createdAt: at,
    updatedAt: at,
    lineItemIds: lines.map((line) => line.id),
  };
}
