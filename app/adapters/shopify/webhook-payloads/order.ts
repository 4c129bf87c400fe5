import { z } from 'zod';
import type { FinancialStatus, OrderFact, OrderLineFact } from '#app/domain/facts.ts';
import { parseMinor } from '#app/domain/money.ts';
import { versionKey } from '#app/domain/versions.ts';
import type { WebhookContext } from './parsed-webhook.ts';
import {
  amount,
  count,
  decimalId,
  flag,
  identified,
  idOf,
  instant,
  moneySet,
  readShape,
  shopMinor,
  sum,
  tagList,
  text,
  UnreadableBody,
} from './read-body.ts';
import { refundShape, toRefund } from './refund.ts';

const priced = { amount: amount.nullish(), amount_set: moneySet.nullish() };
const taxLine = z.object({ price: amount.nullish(), price_set: moneySet.nullish() });
const allocation = z.object(priced);

const lineShape = identified.extend({
  title: text,
  quantity: count,
  current_quantity: count.nullish(),
  price: amount.nullish(),
  price_set: moneySet.nullish(),
  total_discount: amount.nullish(),
  total_discount_set: moneySet.nullish(),
  discount_allocations: z.array(allocation).nullish(),
  tax_lines: z.array(taxLine).nullish(),
  product_id: decimalId.nullish(),
  variant_id: decimalId.nullish(),
  gift_card: flag,
});

const fulfillmentShape = z.object({
  status: z.string().nullish(),
  shipment_status: z.string().nullish(),
  created_at: instant,
  updated_at: instant.nullish(),
});

const shippingShape = z.object({
  price: amount.nullish(),
  price_set: moneySet.nullish(),
  discounted_price: amount.nullish(),
  discounted_price_set: moneySet.nullish(),
});

const financialStatus = z.enum([
  'pending',
  'authorized',
  'partially_paid',
  'paid',
  'partially_refunded',
  'refunded',
  'voided',
  'expired',
]);

const orderShape = identified.extend({
  name: z.string(),
  customer: identified.nullish(),
  email: text,
  contact_email: text,
  phone: text,
  created_at: instant,
  processed_at: instant.nullish(),
  updated_at: instant,
  cancelled_at: instant.nullish(),
  test: flag,
  source_name: text,
  financial_status: financialStatus.nullish(),
  fulfillment_status: z.enum(['partial', 'fulfilled', 'restocked']).nullish(),
  currency: z.string().length(3),
  presentment_currency: z.string().length(3).nullish(),
  taxes_included: flag,
  subtotal_price: amount.nullish(),
  subtotal_price_set: moneySet.nullish(),
  total_discounts: amount.nullish(),
  total_discounts_set: moneySet.nullish(),
  total_shipping_price_set: moneySet.nullish(),
  total_tax: amount.nullish(),
  total_tax_set: moneySet.nullish(),
  total_tip_received: amount.nullish(),
  total_price: amount.nullish(),
  total_price_set: moneySet.nullish(),
  current_total_price: amount.nullish(),
  current_total_price_set: moneySet.nullish(),
  discount_codes: z.array(z.object({ code: z.string() })).nullish(),
  tags: tagList,
  checkout_token: text,
  cart_token: text,
  line_items: z.array(lineShape),
  shipping_lines: z.array(shippingShape).nullish(),
  refunds: z.array(refundShape).nullish(),
  fulfillments: z.array(fulfillmentShape).nullish(),
});

type OrderShape = z.infer<typeof orderShape>;

const EVER_PAID: readonly FinancialStatus[] = ['paid', 'partially_refunded', 'refunded'];

/** orders/create, updated, paid, cancelled, fulfilled, partially_fulfilled */
export function parseOrder(body: unknown, context: WebhookContext): OrderFact {
  const order = readShape(orderShape, body);
  const status = order.financial_status ?? 'pending';
  return {
    orderId: idOf(order, ''),
    name: order.name,
    customerId: order.customer ? idOf(order.customer, 'customer.') : null,
    email: order.email ?? order.contact_email,
    phone: order.phone,
    createdAt: order.created_at,
    processedAt: order.processed_at ?? order.created_at,
    versionKey: versionKey(order.updated_at, context.triggeredAt),
    cancelledAt: order.cancelled_at ?? null,
    // The body does not say when: the earliest version that is paid does (see the facts store).
    paidAt: EVER_PAID.includes(status) ? order.updated_at : null,
    ...fulfilmentOf(order),
    test: order.test,
    sourceName: order.source_name,
    financialStatus: status,
    fulfillmentStatus: order.fulfillment_status ?? 'unfulfilled',
    ...totalsOf(order),
    taxesIncluded: order.taxes_included,
    discountCodes: (order.discount_codes ?? []).map(({ code }) => code),
    tags: order.tags,
    checkoutToken: order.checkout_token,
    cartToken: order.cart_token,
    lines: linesOf(order),
    refunds: (order.refunds ?? []).map((refund, at) =>
      toRefund(refund, order.currency, `refunds.${at}.`),
    ),
  };
}

function totalsOf(order: OrderShape) {
  const { currency } = order;
  const presentmentCurrency = order.presentment_currency ?? currency;
  const paid = order.total_price_set?.presentment_money;
  const totalMinor = shopMinor(order.total_price_set, order.total_price, currency);
  return {
    currency,
    presentmentCurrency,
    presentmentTotalMinor: paid ? parseMinor(paid.amount, paid.currency_code) : totalMinor,
    subtotalMinor: shopMinor(order.subtotal_price_set, order.subtotal_price, currency),
    discountsMinor: shopMinor(order.total_discounts_set, order.total_discounts, currency),
    shippingMinor: shippingOf(order),
    taxMinor: shopMinor(order.total_tax_set, order.total_tax, currency),
    tipMinor: shopMinor(null, order.total_tip_received, currency),
    totalMinor,
    currentTotalMinor: shopMinor(
      order.current_total_price_set,
      order.current_total_price ?? order.total_price,
      currency,
    ),
  };
}

/** What the shopper pays for shipping: after its discounts. */
function shippingOf(order: OrderShape): number {
  if (!order.shipping_lines) return shopMinor(order.total_shipping_price_set, null, order.currency);
  return sum(
    order.shipping_lines.map((line) =>
      line.discounted_price_set || line.discounted_price
        ? shopMinor(line.discounted_price_set, line.discounted_price, order.currency)
        : shopMinor(line.price_set, line.price, order.currency),
    ),
  );
}

/** Fulfilled with its last parcel, delivered when all of them are. */
function fulfilmentOf(order: OrderShape) {
  const parcels = (order.fulfillments ?? []).filter(({ status }) => status !== 'cancelled');
  if (order.fulfillment_status !== 'fulfilled' || parcels.length === 0) {
    return { fulfilledAt: null, deliveredAt: null };
  }
  const latest = (instants: string[]) => instants.toSorted().at(-1) ?? null;
  const isDelivered = parcels.every((parcel) => parcel.shipment_status === 'delivered');
  return {
    fulfilledAt: latest(parcels.map((parcel) => parcel.created_at)),
    deliveredAt: isDelivered
      ? latest(parcels.map((parcel) => parcel.updated_at ?? parcel.created_at))
      : null,
  };
}

/** @throws UnreadableBody where two lines have one id: no order has, and which counts is unknown */
function linesOf(order: OrderShape): OrderLineFact[] {
  const lines = order.line_items.map((line, at) => toLine(line, order.currency, at));
  const ids = new Set<string>();
  for (const [at, { lineId }] of lines.entries()) {
    if (ids.has(lineId)) throw new UnreadableBody(`line_items.${at}.id: is there twice: ${lineId}`);
    ids.add(lineId);
  }
  return lines;
}

function toLine(line: z.infer<typeof lineShape>, currency: string, at: number): OrderLineFact {
  const allocated = line.discount_allocations ?? [];
  return {
    lineId: idOf(line, `line_items.${at}.`),
    productId: line.product_id ?? null,
    variantId: line.variant_id ?? null,
    title: line.title ?? '',
    quantity: line.quantity,
    currentQuantity: line.current_quantity ?? line.quantity,
    priceMinor: shopMinor(line.price_set, line.price, currency),
    discountMinor:
      allocated.length > 0
        ? sum(allocated.map((each) => shopMinor(each.amount_set, each.amount, currency)))
        : shopMinor(line.total_discount_set, line.total_discount, currency),
    taxMinor: sum(
      (line.tax_lines ?? []).map((tax) => shopMinor(tax.price_set, tax.price, currency)),
    ),
    isGiftCard: line.gift_card,
  };
}
