import type { LineItem, Order, Transaction } from '#sandbox/shopify/model.ts';
import { totalsOf } from '#sandbox/shopify/totals.ts';
import type { Identifiers } from '../identifiers.ts';
import type { Random } from '../random.ts';
import { toTimestamp } from '../timestamps.ts';
import { applyDiscount } from './discounts.ts';
import type { OrderPlan } from './order-plan.ts';

export type SalesChannel = 'web' | 'pos' | 'shopify_draft_order';

const FREE_SHIPPING_FROM = 7500;

/** The order as placed and paid; what happens to it afterwards is decided by its fate. */
export function buildOrder(
  random: Random,
  plan: OrderPlan,
  ids: Identifiers,
  number: number,
): Order {
  const channel = drawChannel(random, plan);
  const { country, place } = plan.person;
  const taxesIncluded = channel !== 'pos' && country.taxesIncluded;
  const at = toTimestamp(plan.placedAt);
  const id = ids.next();
  const lines = plan.lines.map((line) => buildLine(ids, line));
  const goods = lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
  const ships = channel !== 'pos' && lines.some((line) => line.requiresShipping);
  const order: Order = {
    id,
    number,
    name: `#${number}`,
    customerId: plan.customerId,
    email: plan.email,
    phone: plan.phone,
    test: false,
    sourceName: channel,
    currency: 'USD',
    presentmentCurrency: channel === 'pos' ? 'USD' : country.currency,
    presentmentRate: channel === 'pos' ? 1 : rateOn(country.rate, plan.placedAt),
    taxesIncluded,
    financialStatus: 'PAID',
    fulfillmentStatus: 'UNFULFILLED',
    lines,
    shipping: ships ? priceShipping(country.code, goods) : 0,
    shippingDiscount: 0,
    shippingTax: 0,
    tip: channel === 'pos' && random.chance(0.08) ? random.integer(1, 5) * 100 : 0,
    discountCodes: [],
    transactions: [],
    refunds: [],
    fulfillments: [],
    shippingAddress: ships ? plan.person.address : null,
    tags: channel === 'pos' ? ['shop-floor'] : [],
    cancelReason: null,
    cancelledAt: null,
    closedAt: null,
    checkoutToken: channel === 'web' ? random.hex(32) : null,
    cartToken: channel === 'web' ? random.hex(32) : null,
    processedAt: at,
    createdAt: at,
    updatedAt: at,
  };
  applyDiscount(random, order, plan);
  taxOrder(order, place.taxMillionths);
  order.transactions = payOrder(random, order, ids);
  return order;
}

function drawChannel(random: Random, plan: OrderPlan): SalesChannel {
  const local = plan.person.place.countryCode === 'US' && plan.person.place.provinceCode === 'NY';
  if (local && random.chance(0.3)) return 'pos';
  return random.chance(0.012) ? 'shopify_draft_order' : 'web';
}

function buildLine(ids: Identifiers, { item, variant, quantity }: OrderPlan['lines'][number]) {
  const { product } = item;
  const line: LineItem = {
    id: ids.next(),
    productId: product.id,
    variantId: variant.id,
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
  return line;
}

function priceShipping(countryCode: string, goods: number): number {
  if (countryCode === 'US') return goods >= FREE_SHIPPING_FROM ? 0 : 695;
  if (countryCode === 'CA') return goods >= 2 * FREE_SHIPPING_FROM ? 0 : 1295;
  return 1890;
}

/** Rates drift over the seasons; four digits as Shopify gives them. */
function rateOn(rate: number, at: number): number {
  if (rate === 1) return 1;
  const drift = 1 + 0.03 * Math.sin(at / (86_400_000 * 41));
  return Math.round(rate * drift * 10_000) / 10_000;
}

function taxOrder(order: Order, millionths: number): void {
  const taxOf = (net: number): number => {
    const divisor = order.taxesIncluded ? 1_000_000 + millionths : 1_000_000;
    return Math.round((net * millionths) / divisor);
  };
  for (const line of order.lines) {
    if (line.taxable) line.tax = taxOf(line.price * line.quantity - line.discount);
  }
  order.shippingTax = taxOf(order.shipping - order.shippingDiscount);
}

/** Mostly one card payment; some pay a part, or all, with a gift card they were given. */
function payOrder(random: Random, order: Order, ids: Identifiers): Transaction[] {
  const { total } = totalsOf(order);
  if (total === 0) return [];
  const sale = (gateway: string, amount: number): Transaction => ({
    id: ids.next(),
    kind: 'SALE',
    status: 'SUCCESS',
    gateway,
    amount,
    parentId: null,
    processedAt: order.processedAt,
  });
  const gateway = drawGateway(random, order);
  const holdsGiftCard = !order.lines.some((line) => line.giftCard) && random.chance(0.025);
  if (!holdsGiftCard) return [sale(gateway, total)];
  const balance = random.pick([2500, 5000, 10_000]);
  if (balance >= total) return [sale('gift_card', total)];
  return [sale('gift_card', balance), sale(gateway, total - balance)];
}

function drawGateway(random: Random, order: Order): string {
  if (order.sourceName === 'pos') return random.chance(0.2) ? 'cash' : 'shopify_payments';
  return random.chance(0.18) ? 'paypal' : 'shopify_payments';
}
