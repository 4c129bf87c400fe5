import { z } from 'zod';
import type { FinancialStatus, OrderFact, OrderLineFact } from '#app/domain/facts.ts';
import { parseMinor } from '#app/domain/money.ts';
import { versionKey } from '#app/domain/versions.ts';
import { gidId, instant, minorOf, reference, shopMoney, sumOf, tags, text } from './node-shapes.ts';
import { toRefundFact } from './refund-node.ts';

const lineNode = z.object({
  id: gidId,
  title: z.string(),
  quantity: z.number().int(),
  currentQuantity: z.number().int(),
  isGiftCard: z.boolean(),
  product: reference,
  variant: reference,
  originalUnitPriceSet: shopMoney,
  discountAllocations: z.array(z.object({ allocatedAmountSet: shopMoney })),
  taxLines: z.array(z.object({ priceSet: shopMoney })),
});

const shippingNode = z.object({ discountedPriceSet: shopMoney });

const FINANCIAL_STATUSES = {
  PENDING: 'pending',
  AUTHORIZED: 'authorized',
  PARTIALLY_PAID: 'partially_paid',
  PAID: 'paid',
  PARTIALLY_REFUNDED: 'partially_refunded',
  REFUNDED: 'refunded',
  VOIDED: 'voided',
  EXPIRED: 'expired',
} as const satisfies Record<string, FinancialStatus>;

const EVER_PAID: readonly FinancialStatus[] = ['paid', 'partially_refunded', 'refunded'];

const orderNode = z.object({
  id: gidId,
  name: z.string(),
  test: z.boolean(),
  email: text,
  phone: text,
  createdAt: instant,
  processedAt: instant,
  updatedAt: instant,
  cancelledAt: instant.nullable(),
  sourceName: text,
  displayFinancialStatus: z
    .enum(Object.keys(FINANCIAL_STATUSES))
    .nullable()
    .transform(toFinancialStatus),
  displayFulfillmentStatus: z.string(),
  currencyCode: z.string(),
  presentmentCurrencyCode: z.string(),
  taxesIncluded: z.boolean(),
  discountCodes: z.array(z.string()),
  tags,
  checkoutToken: text,
  cartToken: text,
  customer: reference,
  subtotalPriceSet: shopMoney.nullable(),
  totalDiscountsSet: shopMoney.nullable(),
  totalTaxSet: shopMoney.nullable(),
  totalTipReceivedSet: shopMoney,
  totalPriceSet: shopMoney.extend({ presentmentMoney: z.object({ amount: z.string() }) }),
  currentTotalPriceSet: shopMoney,
  transactions: z.array(
    z.object({ kind: z.string(), status: z.string(), processedAt: instant.nullable() }),
  ),
  fulfillments: z.array(
    z.object({ status: z.string(), createdAt: instant, deliveredAt: instant.nullable() }),
  ),
});

type OrderNode = z.infer<typeof orderNode>;

/** The parts of an order, which pages give as one and bulk operations line by line. */
export interface OrderParts {
  head: unknown;
  lines: readonly unknown[];
  shippingLines: readonly unknown[];
  refunds: readonly unknown[];
}

/**
 * The same fact that the order's webhook gives.
 * @param readAt when Shopify said this, ISO instant
 * @throws ZodError naming the path at fault
 */
export function toOrderFact(parts: OrderParts, readAt: string): OrderFact {
  const order = orderNode.parse(parts.head);
  const currency = order.currencyCode;
  return {
    orderId: order.id,
    name: order.name,
    customerId: order.customer?.id ?? null,
    email: order.email,
    phone: order.phone,
    createdAt: order.createdAt,
    processedAt: order.processedAt,
    versionKey: versionKey(order.updatedAt, readAt),
    cancelledAt: order.cancelledAt,
    paidAt: paidAtOf(order),
    ...fulfilmentOf(order),
    test: order.test,
    sourceName: order.sourceName,
    financialStatus: order.displayFinancialStatus,
    ...totalsOf(order),
    shippingMinor: sumOf(parts.shippingLines.map((line) => toShippingMinor(line, currency))),
    taxesIncluded: order.taxesIncluded,
    discountCodes: order.discountCodes,
    tags: order.tags,
    checkoutToken: order.checkoutToken,
    cartToken: order.cartToken,
    lines: parts.lines.map((line) => toLineFact(line, currency)),
    refunds: parts.refunds.map((refund) => toRefundFact(refund, order.id, currency)),
  };
}

function toFinancialStatus(status: string | null): FinancialStatus {
  const known = Object.entries(FINANCIAL_STATUSES).find(([name]) => name === status);
  return known?.[1] ?? 'pending';
}

/** Paid with the last payment that went through. */
function paidAtOf(order: OrderNode): string | null {
  if (!EVER_PAID.includes(order.displayFinancialStatus)) return null;
  const payments = order.transactions.filter(
    ({ kind, status }) => ['SALE', 'CAPTURE'].includes(kind) && status === 'SUCCESS',
  );
  return latest(payments.flatMap(({ processedAt }) => processedAt ?? [])) ?? order.processedAt;
}

/** Fulfilled with its last parcel, delivered when all of them are. */
function fulfilmentOf(order: OrderNode) {
  const fulfillmentStatus = toFulfillmentStatus(order.displayFulfillmentStatus);
  const parcels = order.fulfillments.filter(({ status }) => status !== 'CANCELLED');
  if (fulfillmentStatus !== 'fulfilled' || parcels.length === 0) {
    return { fulfillmentStatus, fulfilledAt: null, deliveredAt: null };
  }
  const deliveries = parcels.flatMap(({ deliveredAt }) => deliveredAt ?? []);
  return {
    fulfillmentStatus,
    fulfilledAt: latest(parcels.map(({ createdAt }) => createdAt)),
    deliveredAt: deliveries.length === parcels.length ? latest(deliveries) : null,
  };
}

function toFulfillmentStatus(status: string): OrderFact['fulfillmentStatus'] {
  if (status === 'FULFILLED') return 'fulfilled';
  if (status === 'PARTIALLY_FULFILLED') return 'partial';
  return status === 'RESTOCKED' ? 'restocked' : 'unfulfilled';
}

function totalsOf(order: OrderNode) {
  const currency = order.currencyCode;
  const presentmentCurrency = order.presentmentCurrencyCode;
  const { presentmentMoney } = order.totalPriceSet;
  return {
    currency,
    presentmentCurrency,
    presentmentTotalMinor: parseMinor(presentmentMoney.amount, presentmentCurrency),
    subtotalMinor: minorOf(order.subtotalPriceSet, currency),
    discountsMinor: minorOf(order.totalDiscountsSet, currency),
    taxMinor: minorOf(order.totalTaxSet, currency),
    tipMinor: minorOf(order.totalTipReceivedSet, currency),
    totalMinor: minorOf(order.totalPriceSet, currency),
    currentTotalMinor: minorOf(order.currentTotalPriceSet, currency),
  };
}

/** What the shopper pays for it: after discounts. */
function toShippingMinor(node: unknown, currency: string): number {
  return minorOf(shippingNode.parse(node).discountedPriceSet, currency);
}

function toLineFact(node: unknown, currency: string): OrderLineFact {
  const line = lineNode.parse(node);
  return {
    lineId: line.id,
    productId: line.product?.id ?? null,
    variantId: line.variant?.id ?? null,
    title: line.title,
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    priceMinor: minorOf(line.originalUnitPriceSet, currency),
    discountMinor: sumOf(
      line.discountAllocations.map((each) => minorOf(each.allocatedAmountSet, currency)),
    ),
    taxMinor: sumOf(line.taxLines.map((tax) => minorOf(tax.priceSet, currency))),
    isGiftCard: line.isGiftCard,
  };
}

/** Canonical instants sort as text. */
function latest(instants: readonly string[]): string | null {
  return instants.toSorted().at(-1) ?? null;
}
