import type { Json, JsonObject } from '../events.ts';
import { gid } from '../gid.ts';
import type { Order, Refund, RefundLine, Transaction } from '../model.ts';
import { exponentOf, toDecimal } from '../money.ts';
import type { StoreState } from '../state/state.ts';
import { paymentsOf, refundTotal, sum } from '../totals.ts';
import { lineItemPart } from './line-payloads.ts';
import { moneySet, presentment, restId } from './parts.ts';

export function refundPayload(state: StoreState, order: Order, refund: Refund): JsonObject {
  return {
    id: restId(refund.id),
    order_id: restId(order.id),
    created_at: refund.createdAt,
    note: refund.note ?? '',
    user_id: restId(state.shop.id),
    processed_at: refund.createdAt,
    duties: [],
    total_duties_set: moneySet(0, order),
    return: null,
    refund_shipping_lines: [],
    restock: refund.lines.some((line) => line.restockType !== 'NO_RESTOCK'),
    admin_graphql_api_id: gid('Refund', refund.id),
    order_adjustments: orderAdjustments(order, refund),
    refund_line_items: refund.lines.map((line) => refundLinePart(state, order, line)),
    transactions: refund.transactions.map((each) => transactionPart(order, each)),
  };
}

function refundLinePart(state: StoreState, order: Order, refundLine: RefundLine): Json {
  const line = order.lines.find(({ id }) => id === refundLine.lineItemId);
  return {
    id: restId(refundLine.id),
    quantity: refundLine.quantity,
    line_item_id: restId(refundLine.lineItemId),
    location_id: null,
    restock_type: refundLine.restockType.toLowerCase(),
    subtotal: toNumber(refundLine.subtotal, order.currency),
    total_tax: toNumber(refundLine.tax, order.currency),
    subtotal_set: moneySet(refundLine.subtotal, order),
    total_tax_set: moneySet(refundLine.tax, order),
    line_item: line ? lineItemPart(state, order, line) : null,
  };
}

/** Shopify writes these two as JSON numbers in whole units of the currency. */
function toNumber(amount: number, currency: string): number {
  return amount / 10 ** exponentOf(currency);
}

/**
 * Shipping given back, and the difference between lines and money. Amounts are negative where the
 * shopper gets more back, as in Shopify's own examples.
 */
function orderAdjustments(order: Order, refund: Refund): JsonObject[] {
  const adjustments: JsonObject[] = [];
  if (refund.shipping !== 0 || refund.shippingTax !== 0) {
    adjustments.push(
      adjustmentPart(order, refund, 'shipping_refund', -refund.shipping, -refund.shippingTax),
    );
  }
  const moved = sum(refund.transactions.map((each) => each.amount));
  const owed = refundTotal(order, refund) - refund.adjustment;
  if (owed !== moved) {
    adjustments.push(adjustmentPart(order, refund, 'refund_discrepancy', owed - moved, 0));
  }
  return adjustments;
}

function adjustmentPart(
  order: Order,
  refund: Refund,
  kind: 'shipping_refund' | 'refund_discrepancy',
  amount: number,
  tax: number,
): JsonObject {
  return {
    id: restId(refund.id) * 10 + (kind === 'shipping_refund' ? 1 : 2),
    order_id: restId(order.id),
    refund_id: restId(refund.id),
    amount: toDecimal(amount, order.currency),
    amount_set: moneySet(amount, order),
    tax_amount: toDecimal(tax, order.currency),
    tax_amount_set: moneySet(tax, order),
    kind,
    reason: kind === 'shipping_refund' ? 'Shipping refund' : 'Refund discrepancy',
  };
}

function transactionPart(order: Order, transaction: Transaction): JsonObject {
  return {
    id: restId(transaction.id),
    admin_graphql_api_id: gid('OrderTransaction', transaction.id),
    order_id: restId(order.id),
    amount: toDecimal(transaction.amount, order.currency),
    amount_rounding: null,
    authorization: null,
    created_at: transaction.processedAt,
    currency: order.currency,
    device_id: null,
    error_code: null,
    gateway: transaction.gateway,
    kind: transaction.kind.toLowerCase(),
    location_id: null,
    manual_payment_gateway: transaction.gateway === 'manual',
    message: null,
    parent_id: transaction.parentId === null ? null : restId(transaction.parentId),
    payment_id: `${order.name}.${transaction.id}`,
    processed_at: transaction.processedAt,
    receipt: {},
    source_name: order.sourceName,
    status: transaction.status.toLowerCase(),
    test: order.test,
    total_unsettled_set: unsettledSet(order),
    user_id: null,
  };
}

/** The one money set whose currency is called `currency`. */
function unsettledSet(order: Order): JsonObject {
  const { received, refunded } = paymentsOf(order);
  const amount = Math.max(0, received - refunded);
  const { currency, presentmentCurrency } = order;
  return {
    shop_money: { amount: toDecimal(amount, currency), currency },
    presentment_money: {
      amount: toDecimal(presentment(amount, order), presentmentCurrency),
      currency: presentmentCurrency,
    },
  };
}
