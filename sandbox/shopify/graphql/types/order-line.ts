/** Lines, refunds, transactions and fulfilments of an order; each source carries its order. */
import { gid } from '../../gid.ts';
import type { Fulfillment, LineItem, Order, Refund, RefundLine, Transaction } from '../../model.ts';
import { shareOf } from '../../money.ts';
import { paymentsOf, sum } from '../../totals.ts';
import { connect } from '../connection.ts';
import type { Fields } from '../graph.ts';
import { findVariant } from '../nodes.ts';
import { moneyBag } from '../values.ts';
import { applicationOf } from './discount-application.ts';

export interface LineSource {
  order: Order;
  line: LineItem;
}

export function taxLineOf(order: Order, tax: number, base: number) {
  const untaxed = order.taxesIncluded ? base - tax : base;
  const rate = untaxed > 0 ? Math.round((tax / untaxed) * 10_000) / 10_000 : 0;
  return {
    title: order.taxesIncluded ? 'VAT' : 'Sales tax',
    priceSet: moneyBag(tax, order),
    rate,
    ratePercentage: rate * 100,
    channelLiable: false,
    source: 'Shopify',
  };
}

function netOf(line: LineItem): number {
  return line.price * line.quantity - line.discount;
}

export const lineItemFields: Fields<LineSource> = {
  id: ({ line }) => gid('LineItem', line.id),
  title: ({ line }) => line.title,
  name: ({ line }) => line.title,
  sku: ({ line }) => line.sku,
  vendor: ({ line }) => line.vendor,
  quantity: ({ line }) => line.quantity,
  currentQuantity: ({ line }) => line.currentQuantity,
  refundableQuantity: ({ line }) => line.currentQuantity,
  unfulfilledQuantity: ({ line }) => Math.max(0, line.currentQuantity - line.fulfilledQuantity),
  isGiftCard: ({ line }) => line.giftCard,
  requiresShipping: ({ line }) => line.requiresShipping,
  taxable: ({ line }) => line.taxable,
  variantTitle: ({ line }, _args, { state }) =>
    findVariant(state, line.variantId)?.variant.title ?? null,
  product: ({ line }, _args, { state }) => state.tables.products.get(line.productId) ?? null,
  variant: ({ line }, _args, { state }) => findVariant(state, line.variantId),
  originalUnitPriceSet: ({ order, line }) => moneyBag(line.price, order),
  originalTotalSet: ({ order, line }) => moneyBag(line.price * line.quantity, order),
  // Code discounts apply to the whole order, so the line's own price stays as it was.
  discountedUnitPriceSet: ({ order, line }) => moneyBag(line.price, order),
  discountedTotalSet: ({ order, line }, args) =>
    moneyBag(args.withCodeDiscounts === true ? netOf(line) : line.price * line.quantity, order),
  discountedUnitPriceAfterAllDiscountsSet: ({ order, line }) =>
    moneyBag(shareOf(netOf(line), 1, line.quantity), order),
  totalDiscountSet: ({ order, line }) => moneyBag(line.discount, order),
  discountAllocations: ({ order, line }) =>
    line.discount === 0 || order.discountCodes.length === 0
      ? []
      : [
          {
            allocatedAmountSet: moneyBag(line.discount, order),
            discountApplication: applicationOf(order, 0),
          },
        ],
  taxLines: ({ order, line }) => (line.tax === 0 ? [] : [taxLineOf(order, line.tax, netOf(line))]),
};

export interface RefundSource {
  order: Order;
  refund: Refund;
}

export const refundFields: Fields<RefundSource> = {
  id: ({ refund }) => gid('Refund', refund.id),
  legacyResourceId: ({ refund }) => refund.id,
  createdAt: ({ refund }) => refund.createdAt,
  updatedAt: ({ refund }) => refund.createdAt,
  processedAt: ({ refund }) => refund.createdAt,
  note: ({ refund }) => refund.note,
  order: ({ order }) => order,
  return: () => null,
  totalRefundedSet: ({ order, refund }) =>
    moneyBag(sum(refund.transactions.map((each) => each.amount)), order),
  refundLineItems: ({ order, refund }, args, graph, info) => {
    const items = refund.lines.map((refundLine) => ({
      id: refundLine.id,
      value: refundLine.id.padStart(20, '0'),
      node: { order, refundLine },
    }));
    return connect(items, args, graph, info);
  },
  refundShippingLines: ({ order, refund }, args, graph, info) => {
    const node = {
      id: gid('RefundShippingLine', refund.id),
      subtotalAmountSet: moneyBag(refund.shipping, order),
      taxAmountSet: moneyBag(refund.shippingTax, order),
    };
    const items = refund.shipping === 0 ? [] : [{ id: refund.id, value: refund.id, node }];
    return connect(items, args, graph, info);
  },
  transactions: ({ order, refund }, args, graph, info) => {
    const items = refund.transactions.map((transaction) => ({
      id: transaction.id,
      value: transaction.id.padStart(20, '0'),
      node: { order, transaction },
    }));
    return connect(items, args, graph, info);
  },
  orderAdjustments: ({ order, refund }, args, graph, info) => {
    const node = {
      id: gid('OrderAdjustment', refund.id),
      amountSet: moneyBag(-refund.adjustment, order),
      taxAmountSet: moneyBag(0, order),
      reason: 'REFUND_DISCREPANCY',
    };
    const items = refund.adjustment === 0 ? [] : [{ id: refund.id, value: refund.id, node }];
    return connect(items, args, graph, info);
  },
};

export interface RefundLineSource {
  order: Order;
  refundLine: RefundLine;
}

export const refundLineItemFields: Fields<RefundLineSource> = {
  id: ({ refundLine }) => gid('RefundLineItem', refundLine.id),
  quantity: ({ refundLine }) => refundLine.quantity,
  restockType: ({ refundLine }) => refundLine.restockType,
  restocked: ({ refundLine }) => refundLine.restockType !== 'NO_RESTOCK',
  location: () => null,
  lineItem: ({ order, refundLine }) => {
    const line = order.lines.find(({ id }) => id === refundLine.lineItemId);
    return line ? { order, line } : null;
  },
  priceSet: ({ order, refundLine }) =>
    moneyBag(shareOf(refundLine.subtotal, 1, refundLine.quantity), order),
  subtotalSet: ({ order, refundLine }) => moneyBag(refundLine.subtotal, order),
  totalTaxSet: ({ order, refundLine }) => moneyBag(refundLine.tax, order),
};

export interface TransactionSource {
  order: Order;
  transaction: Transaction;
}

export const orderTransactionFields: Fields<TransactionSource> = {
  id: ({ transaction }) => gid('OrderTransaction', transaction.id),
  kind: ({ transaction }) => transaction.kind,
  status: ({ transaction }) => transaction.status,
  gateway: ({ transaction }) => transaction.gateway,
  formattedGateway: ({ transaction }) => transaction.gateway,
  manualPaymentGateway: ({ transaction }) => transaction.gateway === 'manual',
  amountSet: ({ order, transaction }) => moneyBag(transaction.amount, order),
  createdAt: ({ transaction }) => transaction.processedAt,
  processedAt: ({ transaction }) => transaction.processedAt,
  test: ({ order }) => order.test,
  order: ({ order }) => order,
  errorCode: () => null,
  parentTransaction: ({ order, transaction }) => {
    const parent = order.transactions.find(({ id }) => id === transaction.parentId);
    return parent ? { order, transaction: parent } : null;
  },
  totalUnsettledSet: ({ order }) => {
    const { received, refunded } = paymentsOf(order);
    return moneyBag(Math.max(0, received - refunded), order);
  },
};

export interface FulfillmentSource {
  order: Order;
  fulfillment: Fulfillment;
}

const DISPLAY_STATUS = {
  in_transit: 'IN_TRANSIT',
  out_for_delivery: 'OUT_FOR_DELIVERY',
  delivered: 'DELIVERED',
} as const;

export const fulfillmentFields: Fields<FulfillmentSource> = {
  id: ({ fulfillment }) => gid('Fulfillment', fulfillment.id),
  legacyResourceId: ({ fulfillment }) => fulfillment.id,
  name: ({ order, fulfillment }) => `${order.name}.${order.fulfillments.indexOf(fulfillment) + 1}`,
  status: ({ fulfillment }) => fulfillment.status,
  displayStatus: ({ fulfillment }) =>
    fulfillment.shipmentStatus ? DISPLAY_STATUS[fulfillment.shipmentStatus] : 'FULFILLED',
  createdAt: ({ fulfillment }) => fulfillment.createdAt,
  updatedAt: ({ fulfillment }) => fulfillment.updatedAt,
  deliveredAt: ({ fulfillment }) =>
    fulfillment.shipmentStatus === 'delivered' ? fulfillment.updatedAt : null,
  inTransitAt: () => null,
  estimatedDeliveryAt: () => null,
  order: ({ order }) => order,
  totalQuantity: ({ order, fulfillment }) =>
    sum(
      order.lines
        .filter((line) => fulfillment.lineItemIds.includes(line.id))
        .map((line) => line.fulfilledQuantity),
    ),
  trackingInfo: ({ fulfillment }) =>
    fulfillment.trackingNumber === null
      ? []
      : [{ company: null, number: fulfillment.trackingNumber, url: null }],
};
