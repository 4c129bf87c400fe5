import { gid } from '../../gid.ts';
import type { Checkout } from '../../model.ts';
import { sum } from '../../totals.ts';
import { checkoutTotal } from '../../webhooks/checkout-payloads.ts';
import { connect } from '../connection.ts';
import type { Fields } from '../graph.ts';
import type { Listing } from '../listing.ts';
import { findVariant } from '../nodes.ts';
import { second, shopMoneyBag } from '../values.ts';
import { customerAddressSource } from './customer.ts';

const HOUR_MS = 3_600_000;

/** A checkout counts as abandoned an hour after its last change; a completed one stays listed. */
export const checkoutListing: Listing<Checkout> = {
  table: ({ state }) => state.tables.checkouts,
  visible: ({ state }) => {
    const latest = state.clock.now().getTime() - HOUR_MS;
    return (checkout) => Date.parse(checkout.updatedAt) <= latest;
  },
  sortKeys: {
    CREATED_AT: (checkout) => second(checkout.createdAt),
    UPDATED_AT: (checkout) => second(checkout.updatedAt),
  },
  searchFields: {
    id: { kind: 'id', values: ({ id }) => [id] },
    created_at: { kind: 'date', values: ({ createdAt }) => [createdAt] },
    updated_at: { kind: 'date', values: ({ updatedAt }) => [updatedAt] },
    status: {
      kind: 'text',
      values: ({ completedAt }) => ['any', completedAt === null ? 'open' : 'closed'],
    },
  },
  bareText: ({ email }) => [email],
  cache: new WeakMap(),
};

export const abandonedCheckoutFields: Fields<Checkout> = {
  id: ({ id }) => gid('AbandonedCheckout', id),
  name: ({ id }) => `#${id}`,
  note: () => '',
  abandonedCheckoutUrl: ({ url }) => url,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  completedAt: ({ completedAt }) => completedAt,
  discountCodes: () => [],
  taxesIncluded: (_checkout, _args, { state }) => state.shop.taxesIncluded,
  taxLines: () => [],
  customer: ({ customerId }, _args, { state }) => state.tables.customers.get(customerId) ?? null,
  shippingAddress: ({ customerId }, _args, { state }) => {
    const customer = state.tables.customers.get(customerId);
    return customer ? customerAddressSource(customer) : null;
  },
  lineItemsQuantity: ({ lines }) => sum(lines.map((line) => line.quantity)),
  subtotalPriceSet: (checkout, _args, graph) => shopMoneyBag(checkoutTotal(checkout), graph),
  totalPriceSet: (checkout, _args, graph) => shopMoneyBag(checkoutTotal(checkout), graph),
  totalLineItemsPriceSet: (checkout, _args, graph) => shopMoneyBag(checkoutTotal(checkout), graph),
  totalDiscountSet: (_checkout, _args, graph) => shopMoneyBag(0, graph),
  lineItems: (checkout, args, graph, info) => {
    const items = checkout.lines.map((line, at) => {
      const id = `${checkout.id}${String(at + 1).padStart(3, '0')}`;
      return { id, value: id.padStart(20, '0'), node: { id, line } };
    });
    return connect(items, args, graph, info);
  },
};

export interface CheckoutLineSource {
  id: string;
  line: Checkout['lines'][number];
}

export const abandonedCheckoutLineFields: Fields<CheckoutLineSource> = {
  id: ({ id }) => gid('AbandonedCheckoutLineItem', id),
  title: ({ line }) => line.title,
  quantity: ({ line }) => line.quantity,
  product: ({ line }, _args, { state }) => state.tables.products.get(line.productId) ?? null,
  variant: ({ line }, _args, { state }) => findVariant(state, line.variantId),
  sku: ({ line }, _args, { state }) => findVariant(state, line.variantId)?.variant.sku ?? null,
  variantTitle: ({ line }, _args, { state }) =>
    findVariant(state, line.variantId)?.variant.title ?? null,
  originalUnitPriceSet: ({ line }, _args, graph) => shopMoneyBag(line.price, graph),
  originalTotalPriceSet: ({ line }, _args, graph) =>
    shopMoneyBag(line.price * line.quantity, graph),
  discountedUnitPriceSet: ({ line }, _args, graph) => shopMoneyBag(line.price, graph),
  discountedTotalPriceSet: ({ line }, _args, graph) =>
    shopMoneyBag(line.price * line.quantity, graph),
};
