/**
 * What Shopify said, in our words: the one shape that webhooks, bulk imports and re-reads are
 * parsed into. Money is integer minor units of the shop's currency; instants are ISO 8601 in UTC;
 * `versionKey` orders the versions of one object (see versions.ts).
 */
import type { CheckoutId, CustomerId, OrderId, ProductId } from './ids.ts';

export type FactSource = 'webhook' | 'import' | 'reconcile';

export type ConsentState =
  | 'not_subscribed'
  | 'pending'
  | 'subscribed'
  | 'unsubscribed'
  | 'redacted'
  | 'invalid';

export interface ConsentFact {
  customerId: CustomerId;
  channel: 'email' | 'sms';
  state: ConsentState;
  /** When the person said so; null where Shopify does not know. */
  updatedAt: string | null;
  source: string | null;
}

export interface CustomerFact {
  customerId: CustomerId;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  locale: string | null;
  countryCode: string | null;
  provinceCode: string | null;
  /** Absent where the payload does not carry tags (webhooks do not). */
  tags?: string[];
  /** Absent where the payload does not carry it. ISO date, null when the metafield is not set. */
  birthDate?: string | null;
  consents: ConsentFact[];
  createdAt: string;
  versionKey: string;
}

export type FinancialStatus =
  | 'pending'
  | 'authorized'
  | 'partially_paid'
  | 'paid'
  | 'partially_refunded'
  | 'refunded'
  | 'voided'
  | 'expired';

export interface OrderLineFact {
  lineId: string;
  productId: ProductId | null;
  variantId: string | null;
  title: string;
  quantity: number;
  /** Units left after edits and removals. */
  currentQuantity: number;
  /** Unit price before discounts. */
  priceMinor: number;
  /** All discount allocations of the whole line. */
  discountMinor: number;
  /** Tax of the whole line; contained in the price where the order says so. */
  taxMinor: number;
  isGiftCard: boolean;
}

export interface RefundLineFact {
  lineId: string;
  quantity: number;
  /** Net of discounts; contains tax where the order's prices do. */
  subtotalMinor: number;
  taxMinor: number;
}

export interface RefundFact {
  refundId: string;
  orderId: OrderId;
  processedAt: string;
  lines: RefundLineFact[];
  shippingMinor: number;
  shippingTaxMinor: number;
  /** A custom amount that belongs to no line; positive where the shopper gets it back. */
  adjustmentMinor: number;
  /** Sum of the successful refund transactions, to card, gift card or store credit. */
  paidBackMinor: number;
}

export interface OrderFact {
  orderId: OrderId;
  name: string;
  customerId: CustomerId | null;
  email: string | null;
  phone: string | null;
  createdAt: string;
  processedAt: string;
  versionKey: string;
  cancelledAt: string | null;
  paidAt: string | null;
  fulfilledAt: string | null;
  deliveredAt: string | null;
  test: boolean;
  sourceName: string | null;
  financialStatus: FinancialStatus;
  fulfillmentStatus: 'unfulfilled' | 'partial' | 'fulfilled' | 'restocked';
  currency: string;
  presentmentCurrency: string;
  /** Minor units of the presentment currency. */
  presentmentTotalMinor: number;
  taxesIncluded: boolean;
  /** Lines after discounts, before shipping; contains tax where prices do. As first placed. */
  subtotalMinor: number;
  discountsMinor: number;
  shippingMinor: number;
  taxMinor: number;
  tipMinor: number;
  totalMinor: number;
  /** After edits, removals and refunds. */
  currentTotalMinor: number;
  discountCodes: string[];
  tags: string[];
  checkoutToken: string | null;
  cartToken: string | null;
  lines: OrderLineFact[];
  refunds: RefundFact[];
}

export interface ProductFact {
  productId: ProductId;
  title: string;
  handle: string;
  vendor: string | null;
  productType: string | null;
  status: 'active' | 'archived' | 'draft' | 'unlisted';
  tags: string[];
  publishedAt: string | null;
  imageUrl: string | null;
  /** Lowest variant price. */
  priceMinor: number | null;
  isGiftCard: boolean;
  inventory: number | null;
  versionKey: string;
}

/** A variant, and the inventory item that Shopify keeps its unit cost on. */
export interface VariantFact {
  variantId: string;
  productId: ProductId;
  inventoryItemId: string;
}

/** What one unit of an inventory item costs the merchant, from an instant on. */
export interface UnitCostFact {
  inventoryItemId: string;
  /** Null where none is set. */
  costMinor: number | null;
  /** When the item was last changed: the cost holds from then on at the latest. */
  effectiveFrom: string;
  versionKey: string;
}

/** How a checkout is known beside its id and its customer; its webhooks say it, readings do not. */
export interface CheckoutContact {
  token: string;
  email: string | null;
  phone: string | null;
}

export interface CheckoutFact {
  checkoutId: CheckoutId;
  customerId: CustomerId | null;
  /** Absent where it was read. */
  contact?: CheckoutContact;
  createdAt: string;
  completedAt: string | null;
  url: string | null;
  totalMinor: number;
  lines: { productId: ProductId | null; variantId: string | null; quantity: number }[];
  versionKey: string;
}

/** One thing that Shopify told us; what a webhook or a line of an import is parsed into. */
export type FactChange =
  | { type: 'order'; fact: OrderFact }
  | { type: 'order-deleted'; orderId: OrderId }
  | { type: 'refund'; fact: RefundFact }
  | { type: 'customer'; fact: CustomerFact }
  | { type: 'customer-deleted'; customerId: CustomerId }
  | { type: 'customer-merged'; keptId: CustomerId; mergedId: CustomerId; mergedAt: string }
  | { type: 'consent'; fact: ConsentFact }
  | { type: 'product'; fact: ProductFact }
  | { type: 'product-deleted'; productId: ProductId }
  | { type: 'variant'; fact: VariantFact }
  | { type: 'unit-cost'; fact: UnitCostFact }
  | { type: 'checkout'; fact: CheckoutFact }
  | { type: 'checkout-deleted'; checkoutId: CheckoutId };
