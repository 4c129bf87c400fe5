import { gid } from '../../gid.ts';
import type { Order } from '../../model.ts';
import { type OrderTotals, sum, totalsOf } from '../../totals.ts';
import { connect } from '../connection.ts';
import { type Args, type Fields, type Graph, numberArgument } from '../graph.ts';
import type { Listing } from '../listing.ts';
import { exactCount, moneyBag, orderAddressSource, second } from '../values.ts';
import { visibleOrders } from '../visibility.ts';
import { discountApplicationsOf } from './discount-application.ts';
import { metafieldFieldsOf } from './metafield.ts';
import { taxLineOf } from './order-line.ts';

export const orderListing: Listing<Order> = {
  table: ({ state }) => state.tables.orders,
  visible: visibleOrders,
  sortKeys: {
    CREATED_AT: (order) => second(order.createdAt),
    UPDATED_AT: (order) => second(order.updatedAt),
    PROCESSED_AT: (order) => second(order.processedAt),
    ORDER_NUMBER: (order) => String(order.number).padStart(12, '0'),
  },
  searchFields: {
    id: { kind: 'id', values: ({ id }) => [id] },
    name: { kind: 'text', values: ({ name, number }) => [name, String(number)] },
    email: { kind: 'text', values: ({ email }) => [email] },
    customer_id: { kind: 'id', values: ({ customerId }) => [customerId] },
    status: { kind: 'text', values: (order) => ['any', ...statusesOf(order)] },
    financial_status: { kind: 'text', values: ({ financialStatus }) => [financialStatus] },
    fulfillment_status: { kind: 'text', values: ({ fulfillmentStatus }) => [fulfillmentStatus] },
    source_name: { kind: 'text', values: ({ sourceName }) => [sourceName] },
    tag: { kind: 'text', values: ({ tags }) => tags },
    test: { kind: 'text', values: ({ test }) => [String(test)] },
    discount_code: { kind: 'text', values: (order) => order.discountCodes.map(({ code }) => code) },
    created_at: { kind: 'date', values: ({ createdAt }) => [createdAt] },
    updated_at: { kind: 'date', values: ({ updatedAt }) => [updatedAt] },
    processed_at: { kind: 'date', values: ({ processedAt }) => [processedAt] },
  },
  bareText: ({ name, email }) => [name, email],
  cache: new WeakMap(),
};

function statusesOf(order: Order): string[] {
  if (order.cancelledAt !== null) return ['cancelled', 'closed'];
  return order.closedAt === null ? ['open', 'not_closed'] : ['closed'];
}

type MoneyField = keyof OrderTotals;

/** GraphQL's name of each amount, and the total it is. */
const MONEY_FIELDS: Record<string, MoneyField> = {
  subtotalPriceSet: 'subtotal',
  totalDiscountsSet: 'discounts',
  totalTaxSet: 'tax',
  totalPriceSet: 'total',
  originalTotalPriceSet: 'total',
  currentSubtotalPriceSet: 'currentSubtotal',
  currentTotalDiscountsSet: 'currentDiscounts',
  currentShippingPriceSet: 'currentShipping',
  currentTotalTaxSet: 'currentTax',
  currentTotalPriceSet: 'currentTotal',
  totalReceivedSet: 'received',
  totalRefundedSet: 'refunded',
  totalRefundedShippingSet: 'refundedShipping',
  netPaymentSet: 'netPayment',
  totalOutstandingSet: 'outstanding',
};

function totalsIn(graph: Graph, order: Order): OrderTotals {
  const known = graph.totals.get(order);
  if (known) return known;
  const totals = totalsOf(order);
  graph.totals.set(order, totals);
  return totals;
}

function moneyFields(): Fields<Order> {
  const fields: Fields<Order> = {};
  for (const [name, total] of Object.entries(MONEY_FIELDS)) {
    fields[name] = (order, _args, graph) => moneyBag(totalsIn(graph, order)[total], order);
  }
  return fields;
}

export const orderFields: Fields<Order> = {
  ...metafieldFieldsOf<Order>(({ id }) => gid('Order', id)),
  ...moneyFields(),
  id: ({ id }) => gid('Order', id),
  legacyResourceId: ({ id }) => id,
  name: ({ name }) => name,
  number: ({ number }) => number,
  email: ({ email }) => email,
  phone: ({ phone }) => phone,
  note: () => null,
  test: ({ test }) => test,
  tags: ({ tags }) => tags,
  sourceName: ({ sourceName }) => sourceName,
  confirmed: () => true,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  processedAt: ({ processedAt }) => processedAt,
  cancelledAt: ({ cancelledAt }) => cancelledAt,
  cancelReason: ({ cancelReason }) => cancelReason?.toUpperCase() ?? null,
  closed: ({ closedAt }) => closedAt !== null,
  closedAt: ({ closedAt }) => closedAt,
  currencyCode: ({ currency }) => currency,
  presentmentCurrencyCode: ({ presentmentCurrency }) => presentmentCurrency,
  taxesIncluded: ({ taxesIncluded }) => taxesIncluded,
  taxExempt: () => false,
  taxLines: (order) => {
    const { tax, subtotal } = totalsOf(order);
    return tax === 0 ? [] : [taxLineOf(order, tax, subtotal)];
  },
  displayFinancialStatus: ({ financialStatus }) => financialStatus,
  displayFulfillmentStatus: ({ fulfillmentStatus }) => fulfillmentStatus,
  // The store knows refunds; goods that come back without one do not exist in it.
  returnStatus: () => 'NO_RETURN',
  returns: (_order, args, graph, info) => connect([], args, graph, info),
  fullyPaid: (order) => totalsOf(order).outstanding === 0,
  unpaid: (order) => totalsOf(order).received === 0,
  edited: ({ lines }) => lines.some((line) => line.currentQuantity !== line.quantity),
  refundable: (order) => totalsOf(order).netPayment > 0,
  paymentGatewayNames: ({ transactions }) => [...new Set(transactions.map((each) => each.gateway))],
  checkoutToken: ({ checkoutToken }) => checkoutToken,
  cartToken: ({ cartToken }) => cartToken,
  discountCode: ({ discountCodes }) => discountCodes[0]?.code ?? null,
  discountCodes: ({ discountCodes }) => discountCodes.map(({ code }) => code),
  discountApplications: (order, args, graph, info) =>
    connect(discountApplicationsOf(order), args, graph, info),
  totalShippingPriceSet: (order) => moneyBag(order.shipping - order.shippingDiscount, order),
  totalTipReceivedSet: (order) => moneyBag(order.tip, order),
  refundDiscrepancySet: (order) =>
    moneyBag(-sum(order.refunds.map((refund) => refund.adjustment)), order),
  currentSubtotalLineItemsQuantity: ({ lines }) => sum(lines.map((line) => line.currentQuantity)),
  subtotalLineItemsQuantity: ({ lines }) => sum(lines.map((line) => line.quantity)),
  requiresShipping: ({ lines }) => lines.some((line) => line.requiresShipping),
  customer: ({ customerId }, _args, { state }) => state.tables.customers.get(customerId) ?? null,
  customerAcceptsMarketing: ({ customerId }, _args, { state }) =>
    state.tables.customers.get(customerId)?.emailConsent.state === 'SUBSCRIBED',
  customerLocale: ({ customerId }, _args, { state }) =>
    state.tables.customers.get(customerId)?.locale ?? null,
  customerJourneySummary: (order) => order,
  shippingAddress: orderAddressSource,
  billingAddress: orderAddressSource,
  displayAddress: orderAddressSource,
  billingAddressMatchesShippingAddress: () => true,
  lineItems: (order, args, graph, info) => {
    const items = order.lines.map((line, at) => ({
      id: line.id,
      value: String(at).padStart(6, '0'),
      node: { order, line },
    }));
    return connect(items, args, graph, info);
  },
  shippingLines: (order, args, graph, info) => {
    const { id } = order;
    const node = {
      id: gid('ShippingLine', id),
      title: 'Standard',
      code: 'Standard',
      isRemoved: false,
      originalPriceSet: moneyBag(order.shipping, order),
      discountedPriceSet: moneyBag(order.shipping - order.shippingDiscount, order),
      currentDiscountedPriceSet: moneyBag(totalsOf(order).currentShipping, order),
    };
    return connect(order.shipping === 0 ? [] : [{ id, value: id, node }], args, graph, info);
  },
  refunds: (order, args) => firstOf(order.refunds, args).map((refund) => ({ order, refund })),
  transactions: (order, args) =>
    firstOf(
      [...order.transactions, ...order.refunds.flatMap((each) => each.transactions)],
      args,
    ).map((transaction) => ({ order, transaction })),
  transactionsCount: (order) =>
    exactCount(order.transactions.length + sum(order.refunds.map((r) => r.transactions.length))),
  fulfillments: (order, args) =>
    firstOf(order.fulfillments, args).map((fulfillment) => ({ order, fulfillment })),
  fulfillmentsCount: (order) => exactCount(order.fulfillments.length),
};

function firstOf<T>(items: readonly T[], args: Args): readonly T[] {
  return items.slice(0, numberArgument(args, 'first') ?? items.length);
}

/** Visits are not recorded; which order of the customer's it was is known. */
export const customerJourneySummaryFields: Fields<Order> = {
  ready: () => false,
  firstVisit: () => null,
  lastVisit: () => null,
  daysToConversion: () => null,
  momentsCount: () => null,
  customerOrderIndex: (order, _args, { state }) => {
    if (order.customerId === null) return null;
    let earlier = 0;
    for (const id of state.indexes.ordersByCustomer.ids(order.customerId)) {
      const other = state.tables.orders.get(id);
      if (other && !other.test && other.processedAt < order.processedAt) earlier += 1;
    }
    return earlier;
  },
};
