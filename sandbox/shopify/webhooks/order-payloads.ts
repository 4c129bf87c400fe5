import type { JsonObject } from '../events.ts';
import { gid } from '../gid.ts';
import type { Fulfillment, Order } from '../model.ts';
import { toDecimal } from '../money.ts';
import type { StoreState } from '../state/state.ts';
import { type OrderTotals, totalsOf } from '../totals.ts';
import { customerPayload } from './customer-payloads.ts';
import { lineItemPart, taxLine } from './line-payloads.ts';
import { moneySet, orderAddress, restId } from './parts.ts';
import { refundPayload } from './refund-payloads.ts';

/** The body of every orders/* topic: Shopify's 93 keys, values from the model. */
export function orderPayload(state: StoreState, order: Order): JsonObject {
  const totals = totalsOf(order);
  return {
    ...identityPart(state, order),
    ...unusedPart(order),
    ...moneyPart(order, totals),
    ...currentMoneyPart(order, totals),
    ...addressPart(state, order),
    discount_codes: order.discountCodes.map(({ code, amount, type }) => ({
      code,
      amount: toDecimal(amount, order.currency),
      type,
    })),
    discount_applications: discountApplications(order),
    tax_lines: totals.tax === 0 ? [] : [taxLine(order, totals.tax, totals.subtotal)],
    fulfillments: order.fulfillments.map((each, at) => fulfillmentPart(order, each, at)),
    line_items: order.lines.map((line) => lineItemPart(state, order, line)),
    refunds: order.refunds.map((refund) => refundPayload(state, order, refund)),
    shipping_lines: order.shipping === 0 ? [] : [shippingLine(order, totals)],
  };
}

function identityPart(state: StoreState, order: Order): JsonObject {
  const customer = state.tables.customers.get(order.customerId);
  const token = order.checkoutToken ?? order.id;
  return {
    id: restId(order.id),
    admin_graphql_api_id: gid('Order', order.id),
    buyer_accepts_marketing: customer?.emailConsent.state === 'SUBSCRIBED',
    cancel_reason: order.cancelReason,
    cancelled_at: order.cancelledAt,
    cart_token: order.cartToken,
    checkout_token: order.checkoutToken,
    closed_at: order.closedAt,
    confirmed: true,
    contact_email: order.email,
    created_at: order.createdAt,
    currency: order.currency,
    customer_locale: customer?.locale ?? null,
    email: order.email,
    financial_status: order.financialStatus.toLowerCase(),
    fulfillment_status: fulfillmentStatus(order),
    name: order.name,
    number: order.number,
    order_number: order.number,
    order_status_url: `https://${state.shop.domain}/${state.shop.id}/orders/${token}/authenticate`,
    payment_gateway_names: [...new Set(order.transactions.map(({ gateway }) => gateway))],
    phone: order.phone,
    presentment_currency: order.presentmentCurrency,
    processed_at: order.processedAt,
    source_name: order.sourceName,
    tags: order.tags.join(', '),
    taxes_included: order.taxesIncluded,
    test: order.test,
    token,
    updated_at: order.updatedAt,
  };
}

function fulfillmentStatus(order: Order): string | null {
  if (order.fulfillmentStatus === 'UNFULFILLED') return null;
  return order.fulfillmentStatus === 'FULFILLED' ? 'fulfilled' : 'partial';
}

/** Keys that Shopify always sends and that this store never fills. */
function unusedPart(order: Order): JsonObject {
  return {
    app_id: null,
    browser_ip: null,
    client_details: null,
    confirmation_number: null,
    current_total_additional_fees_set: null,
    current_total_duties_set: null,
    device_id: null,
    duties_included: false,
    estimated_taxes: false,
    landing_site: null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: 'MTU0ODM4MDAwOQ',
    merchant_of_record_app_id: null,
    note: null,
    note_attributes: [],
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    payment_terms: null,
    po_number: null,
    reference: null,
    referring_site: null,
    source_identifier: null,
    source_url: null,
    tax_exempt: false,
    total_cash_rounding_payment_adjustment_set: moneySet(0, order),
    total_cash_rounding_refund_adjustment_set: moneySet(0, order),
    total_weight: 0,
    user_id: null,
    line_item_groups: [],
    returns: [],
  };
}

function moneyPart(order: Order, totals: OrderTotals): JsonObject {
  const decimal = (amount: number) => toDecimal(amount, order.currency);
  return {
    subtotal_price: decimal(totals.subtotal),
    subtotal_price_set: moneySet(totals.subtotal, order),
    total_discounts: decimal(totals.discounts),
    total_discounts_set: moneySet(totals.discounts, order),
    total_line_items_price: decimal(totals.lineItems),
    total_line_items_price_set: moneySet(totals.lineItems, order),
    total_outstanding: decimal(totals.outstanding),
    total_price: decimal(totals.total),
    total_price_set: moneySet(totals.total, order),
    total_shipping_price_set: moneySet(order.shipping, order),
    total_tax: decimal(totals.tax),
    total_tax_set: moneySet(totals.tax, order),
    total_tip_received: decimal(order.tip),
  };
}

function currentMoneyPart(order: Order, totals: OrderTotals): JsonObject {
  const decimal = (amount: number) => toDecimal(amount, order.currency);
  return {
    current_shipping_price_set: moneySet(totals.currentShipping, order),
    current_subtotal_price: decimal(totals.currentSubtotal),
    current_subtotal_price_set: moneySet(totals.currentSubtotal, order),
    current_total_discounts: decimal(totals.currentDiscounts),
    current_total_discounts_set: moneySet(totals.currentDiscounts, order),
    current_total_price: decimal(totals.currentTotal),
    current_total_price_set: moneySet(totals.currentTotal, order),
    current_total_tax: decimal(totals.currentTax),
    current_total_tax_set: moneySet(totals.currentTax, order),
  };
}

function addressPart(state: StoreState, order: Order): JsonObject {
  const customer = state.tables.customers.get(order.customerId);
  const address = order.shippingAddress
    ? orderAddress(order.shippingAddress, order.phone ?? '')
    : null;
  return {
    billing_address: address,
    shipping_address: address,
    customer: customer ? orderCustomer(state, customer) : null,
  };
}

/** An order's customer has no list of addresses, else it is the customer's own payload. */
function orderCustomer(state: StoreState, customer: Parameters<typeof customerPayload>[1]) {
  const { addresses, ...rest } = customerPayload(state, customer);
  return rest;
}

function discountApplications(order: Order): JsonObject[] {
  return order.discountCodes.map(({ code, amount, type }) => ({
    target_type: type === 'shipping' ? 'shipping_line' : 'line_item',
    type: 'discount_code',
    value: type === 'percentage' ? percentageOf(order, amount) : toDecimal(amount, order.currency),
    value_type: type === 'percentage' ? 'percentage' : 'fixed_amount',
    allocation_method: 'across',
    target_selection: 'all',
    code,
  }));
}

/** The model keeps what a code took off; the percentage follows from it. */
function percentageOf(order: Order, amount: number): string {
  const { lineItems } = totalsOf(order);
  return lineItems === 0 ? '0.0' : ((amount / lineItems) * 100).toFixed(1);
}

function fulfillmentPart(order: Order, fulfillment: Fulfillment, at: number): JsonObject {
  return {
    id: restId(fulfillment.id),
    admin_graphql_api_id: gid('Fulfillment', fulfillment.id),
    created_at: fulfillment.createdAt,
    location_id: 1,
    name: `${order.name}.${at + 1}`,
    order_id: restId(order.id),
    origin_address: {},
    receipt: {},
    service: 'manual',
    shipment_status: fulfillment.shipmentStatus,
    status: fulfillment.status.toLowerCase(),
    tracking_company: null,
    tracking_number: fulfillment.trackingNumber,
    tracking_numbers: fulfillment.trackingNumber ? [fulfillment.trackingNumber] : [],
    tracking_url: null,
    tracking_urls: [],
    updated_at: fulfillment.updatedAt,
    line_items: fulfillment.lineItemIds.flatMap((id) => {
      const line = order.lines.find((each) => each.id === id);
      return line ? [lineItemPart(null, order, line)] : [];
    }),
  };
}

function shippingLine(order: Order, totals: OrderTotals): JsonObject {
  const discounted = order.shipping - order.shippingDiscount;
  return {
    id: restId(order.id),
    carrier_identifier: null,
    code: 'Standard',
    current_discounted_price_set: moneySet(totals.currentShipping, order),
    discounted_price: toDecimal(discounted, order.currency),
    discounted_price_set: moneySet(discounted, order),
    is_removed: false,
    phone: null,
    price: toDecimal(order.shipping, order.currency),
    price_set: moneySet(order.shipping, order),
    requested_fulfillment_service_id: null,
    source: 'shopify',
    title: 'Standard',
    tax_lines: order.shippingTax === 0 ? [] : [taxLine(order, order.shippingTax, discounted)],
    discount_allocations: [],
  };
}
