import type { OrderFact, OrderLineFact, RefundFact } from '#app/domain/facts.ts';
import { emailKey, phoneKey } from '#app/domain/identity.ts';
import type { CustomerId, OrderId } from '#app/domain/ids.ts';
import type { Columns } from '../recordset.ts';

/** What every version of an order says; refunds and the time of payment stand for themselves. */
export type OrderContent = Omit<
  OrderFact,
  'email' | 'phone' | 'versionKey' | 'paidAt' | 'refunds'
> & { emailKey: string | null; phoneKey: string | null };

/** A row of `orders` but for its owner, which `resolveOwners` writes. */
export type OrderRow = Omit<OrderContent, 'lines'> & {
  versionKey: string;
  paidAt: string | null;
  deletedAt: string | null;
  redactedAt: string | null;
  recordedAt: string;
  excludedReason: string | null;
  netMinor: number;
  refundedMinor: number;
  localDay: string;
  isDiscounted: boolean;
  costedNetMinor: number;
  grossProfitMinor: number;
};

/** What the domain makes of an order. */
export type OrderFigures = Pick<
  OrderRow,
  | 'excludedReason'
  | 'netMinor'
  | 'refundedMinor'
  | 'localDay'
  | 'isDiscounted'
  | 'costedNetMinor'
  | 'grossProfitMinor'
>;

export const ORDER_COLUMNS: Columns<OrderRow> = {
  orderId: 'id',
  name: 'text',
  customerId: 'id',
  emailKey: 'text',
  phoneKey: 'text',
  createdAt: 'instant',
  processedAt: 'instant',
  cancelledAt: 'instant',
  fulfilledAt: 'instant',
  deliveredAt: 'instant',
  test: 'flag',
  sourceName: 'text',
  financialStatus: 'text',
  fulfillmentStatus: 'text',
  currency: 'text',
  presentmentCurrency: 'text',
  presentmentTotalMinor: 'money',
  taxesIncluded: 'flag',
  subtotalMinor: 'money',
  discountsMinor: 'money',
  shippingMinor: 'money',
  taxMinor: 'money',
  tipMinor: 'money',
  totalMinor: 'money',
  currentTotalMinor: 'money',
  discountCodes: 'texts',
  tags: 'texts',
  checkoutToken: 'text',
  cartToken: 'text',
  versionKey: 'text',
  paidAt: 'instant',
  deletedAt: 'instant',
  redactedAt: 'instant',
  recordedAt: 'instant',
  excludedReason: 'text',
  netMinor: 'money',
  refundedMinor: 'money',
  localDay: 'date',
  isDiscounted: 'flag',
  costedNetMinor: 'money',
  grossProfitMinor: 'money',
};

export type LineRow = OrderLineFact & { orderId: OrderId };

export const LINE_COLUMNS: Columns<LineRow> = {
  orderId: 'id',
  lineId: 'id',
  productId: 'id',
  variantId: 'id',
  title: 'text',
  quantity: 'int',
  currentQuantity: 'int',
  priceMinor: 'money',
  discountMinor: 'money',
  taxMinor: 'money',
  isGiftCard: 'flag',
};

export type RefundRow = RefundFact & {
  linesMinor: number;
  linesTaxMinor: number;
  recordedAt: string;
};

export const REFUND_COLUMNS: Columns<RefundRow> = {
  refundId: 'id',
  orderId: 'id',
  processedAt: 'instant',
  linesMinor: 'money',
  linesTaxMinor: 'money',
  shippingMinor: 'money',
  shippingTaxMinor: 'money',
  adjustmentMinor: 'money',
  paidBackMinor: 'money',
  lines: 'json',
  recordedAt: 'instant',
};

/** An order with its lines. */
export interface StoredOrder {
  row: OrderRow;
  lines: OrderLineFact[];
}

/** Fields that the row has and the fact has not. */
export function contentOfFact(fact: OrderFact): OrderContent {
  const { email, phone, versionKey, paidAt, refunds, ...content } = fact;
  return { ...content, emailKey: emailKey(email), phoneKey: phoneKey(phone) };
}

export function contentOfRow({ row, lines }: StoredOrder): OrderContent {
  const { versionKey, paidAt, deletedAt, redactedAt, recordedAt, ...rest } = row;
  const { excludedReason, netMinor, refundedMinor, localDay, isDiscounted, ...other } = rest;
  const { costedNetMinor, grossProfitMinor, ...content } = other;
  return { ...content, lines };
}

/** Without what could name the person; the customer's id stays and names nobody any more. */
export function withoutPerson(content: OrderContent): OrderContent {
  return { ...content, emailKey: null, phoneKey: null, checkoutToken: null, cartToken: null };
}

export interface OwnedOrder {
  orderId: OrderId;
  customerId: CustomerId | null;
  emailKey: string | null;
  phoneKey: string | null;
  ownerId: CustomerId | null;
}

export const OWNED_COLUMNS: Columns<OwnedOrder> = {
  orderId: 'id',
  customerId: 'id',
  emailKey: 'text',
  phoneKey: 'text',
  ownerId: 'id',
};
