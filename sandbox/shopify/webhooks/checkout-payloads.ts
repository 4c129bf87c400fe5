import type { JsonObject } from '../events.ts';
import type { Checkout } from '../model.ts';
import { toDecimal } from '../money.ts';
import type { Emission, StoreState } from '../state/state.ts';
import { sum } from '../totals.ts';
import { customerPayload } from './customer-payloads.ts';
import { orderAddress, restId } from './parts.ts';

export function checkoutTotal(checkout: Checkout): number {
  return sum(checkout.lines.map((line) => line.price * line.quantity));
}

export function checkoutPayload(state: StoreState, checkout: Checkout): JsonObject {
  const customer = state.tables.customers.get(checkout.customerId);
  const address = customer?.defaultAddress
    ? orderAddress(customer.defaultAddress, customer.phone ?? '')
    : null;
  return {
    id: restId(checkout.id),
    token: checkout.token,
    cart_token: checkout.cartToken,
    email: checkout.email,
    gateway: null,
    buyer_accepts_marketing: customer?.emailConsent.state === 'SUBSCRIBED',
    created_at: checkout.createdAt,
    updated_at: checkout.updatedAt,
    landing_site: null,
    note: null,
    note_attributes: [],
    referring_site: null,
    shipping_lines: [],
    taxes_included: state.shop.taxesIncluded,
    total_weight: 0,
    currency: state.shop.currency,
    completed_at: checkout.completedAt,
    closed_at: null,
    user_id: null,
    location_id: null,
    source_identifier: null,
    source_url: null,
    device_id: null,
    phone: checkout.phone,
    customer_locale: customer?.locale ?? null,
    line_items: checkout.lines.map((line) => linePart(state, line)),
    name: `#${checkout.id}`,
    source: null,
    abandoned_checkout_url: checkout.url,
    discount_codes: [],
    tax_lines: [],
    source_name: 'web',
    ...moneyPart(state, checkout),
    billing_address: address ?? {},
    shipping_address: address ?? {},
    customer: customer ? customerPayload(state, customer) : null,
  };
}

/** The figures that checkouts/delete carries as well. */
function moneyPart(state: StoreState, checkout: Checkout): JsonObject {
  const { currency } = state.shop;
  const total = toDecimal(checkoutTotal(checkout), currency);
  return {
    presentment_currency: currency,
    buyer_accepts_sms_marketing: false,
    sms_marketing_phone: null,
    total_discounts: toDecimal(0, currency),
    total_line_items_price: total,
    total_price: total,
    total_tax: toDecimal(0, currency),
    subtotal_price: total,
    total_duties: null,
    reservation_token: null,
  };
}

function linePart(state: StoreState, line: Checkout['lines'][number]): JsonObject {
  const product = state.tables.products.get(line.productId);
  const variant = product?.variants.find(({ id }) => id === line.variantId);
  const { currency } = state.shop;
  return {
    applied_discounts: [],
    discount_allocations: [],
    key: `${line.variantId}:${line.quantity}`,
    destination_location_id: null,
    fulfillment_service: 'manual',
    gift_card: product?.giftCard ?? false,
    grams: 0,
    origin_location_id: null,
    presentment_title: line.title,
    presentment_variant_title: variant?.title ?? '',
    product_id: restId(line.productId),
    properties: [],
    quantity: line.quantity,
    requires_shipping: !product?.giftCard,
    sku: variant?.sku ?? '',
    tax_lines: [],
    taxable: true,
    title: line.title,
    variant_id: restId(line.variantId),
    variant_title: variant?.title ?? '',
    variant_price: toDecimal(line.price, currency),
    vendor: product?.vendor ?? '',
    user_id: null,
    unit_price_measurement: {
      measured_type: null,
      quantity_value: null,
      quantity_unit: null,
      reference_value: null,
      reference_unit: null,
    },
    rank: null,
    compare_at_price: null,
    line_price: toDecimal(line.price * line.quantity, currency),
    price: toDecimal(line.price, currency),
  };
}

export function checkoutEvent(state: StoreState, checkout: Checkout, topic: string): Emission {
  return { topic, buildPayload: () => checkoutPayload(state, checkout) };
}

export function checkoutDeletedEvent(state: StoreState, checkout: Checkout): Emission {
  return {
    topic: 'checkouts/delete',
    buildPayload: () => ({
      id: restId(checkout.id),
      cart_token: checkout.cartToken,
      ...moneyPart(state, checkout),
    }),
  };
}
