import type { JsonObject } from '../events.ts';
import { gid } from '../gid.ts';
import type { LineItem, Order } from '../model.ts';
import { toDecimal } from '../money.ts';
import type { StoreState } from '../state/state.ts';
import { moneySet, restId } from './parts.ts';

/** A line as orders carry it; without a store the variant's title is left out. */
export function lineItemPart(state: StoreState | null, order: Order, line: LineItem): JsonObject {
  const variantTitle = state ? variantTitleOf(state, line) : null;
  return {
    id: restId(line.id),
    admin_graphql_api_id: gid('LineItem', line.id),
    attributed_staffs: [],
    current_quantity: line.currentQuantity,
    fulfillable_quantity: Math.max(0, line.currentQuantity - line.fulfilledQuantity),
    fulfillment_service: 'manual',
    fulfillment_status: lineFulfillment(line),
    gift_card: line.giftCard,
    grams: 0,
    name: variantTitle ? `${line.title} - ${variantTitle}` : line.title,
    price: toDecimal(line.price, order.currency),
    price_set: moneySet(line.price, order),
    product_exists: state ? state.tables.products.get(line.productId) !== undefined : true,
    product_id: line.productId === null ? null : restId(line.productId),
    properties: [],
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    // Shopify leaves code discounts out of total_discount: they stand in discount_allocations.
    total_discount: toDecimal(0, order.currency),
    total_discount_set: moneySet(0, order),
    variant_id: line.variantId === null ? null : restId(line.variantId),
    variant_inventory_management: 'shopify',
    variant_title: variantTitle,
    vendor: line.vendor,
    tax_lines: line.tax === 0 ? [] : [taxLine(order, line.tax, netOf(line))],
    duties: [],
    discount_allocations: line.discount === 0 ? [] : [allocation(order, line)],
  };
}

function variantTitleOf(state: StoreState, line: LineItem): string | null {
  const product = state.tables.products.get(line.productId);
  const title = product?.variants.find(({ id }) => id === line.variantId)?.title ?? null;
  return title === 'Default Title' ? null : title;
}

function lineFulfillment(line: LineItem): string | null {
  if (line.fulfilledQuantity === 0) return null;
  return line.fulfilledQuantity >= line.currentQuantity ? 'fulfilled' : 'partial';
}

function netOf(line: LineItem): number {
  return line.price * line.quantity - line.discount;
}

function allocation(order: Order, line: LineItem): JsonObject {
  return {
    amount: toDecimal(line.discount, order.currency),
    amount_set: moneySet(line.discount, order),
    discount_application_index: 0,
  };
}

/** A tax line; the rate follows from the amounts, to four digits. */
export function taxLine(order: Order, tax: number, base: number): JsonObject {
  const untaxed = order.taxesIncluded ? base - tax : base;
  return {
    title: order.taxesIncluded ? 'VAT' : 'Sales tax',
    price: toDecimal(tax, order.currency),
    price_set: moneySet(tax, order),
    rate: untaxed > 0 ? Math.round((tax / untaxed) * 10_000) / 10_000 : 0,
    channel_liable: false,
  };
}
