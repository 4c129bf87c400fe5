/**
 * The local Shopify's own truth: what a store holds, in the shape its parts (Admin API, webhooks,
 * bulk operations, pages, generator) share. Ids are decimal strings, money is integer minor units
 * of the currency named beside it, instants are ISO 8601 in UTC.
 */

export type MarketingState =
  | 'NOT_SUBSCRIBED'
  | 'PENDING'
  | 'SUBSCRIBED'
  | 'UNSUBSCRIBED'
  | 'REDACTED'
  | 'INVALID';

export interface Consent {
  state: MarketingState;
  optInLevel: 'SINGLE_OPT_IN' | 'CONFIRMED_OPT_IN' | 'UNKNOWN';
  updatedAt: string | null;
}

export interface Address {
  firstName: string;
  lastName: string;
  address1: string;
  city: string;
  zip: string;
  countryCode: string;
  provinceCode: string | null;
}

export interface Shop {
  id: string;
  domain: string;
  name: string;
  email: string;
  currency: string;
  ianaTimezone: string;
  countryCode: string;
  planName: string;
  taxesIncluded: boolean;
  address: Address;
  createdAt: string;
}

export interface Metafield {
  namespace: string;
  key: string;
  type: string;
  value: string;
  updatedAt: string;
}

export interface Customer {
  id: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  locale: string;
  tags: string[];
  state: 'DISABLED' | 'ENABLED' | 'INVITED' | 'DECLINED';
  verifiedEmail: boolean;
  emailConsent: Consent;
  smsConsent: Consent;
  defaultAddress: Address | null;
  metafields: Metafield[];
  createdAt: string;
  updatedAt: string;
}

export interface Variant {
  id: string;
  title: string;
  sku: string;
  price: number;
  compareAtPrice: number | null;
  unitCost: number | null;
  /** When its inventory item changed last; absent where it never did. */
  itemUpdatedAt?: string;
  inventoryQuantity: number;
}

export interface Product {
  id: string;
  title: string;
  handle: string;
  vendor: string;
  productType: string;
  tags: string[];
  status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT';
  giftCard: boolean;
  publishedAt: string | null;
  imageUrl: string | null;
  descriptionHtml: string;
  variants: Variant[];
  createdAt: string;
  updatedAt: string;
}

/** Minor units of the shop's currency; the presentment amount is `amount × presentmentRate`. */
export interface LineItem {
  id: string;
  productId: string | null;
  variantId: string | null;
  title: string;
  sku: string;
  vendor: string | null;
  giftCard: boolean;
  requiresShipping: boolean;
  taxable: boolean;
  quantity: number;
  /** What is left after edits and refunds took units away. */
  currentQuantity: number;
  fulfilledQuantity: number;
  /** Unit price before discounts. */
  price: number;
  /** Sum of the discount allocations of the whole line. */
  discount: number;
  /** Tax of the whole line (contained in `price` where the order has `taxesIncluded`). */
  tax: number;
}

export interface Transaction {
  id: string;
  kind: 'SALE' | 'AUTHORIZATION' | 'CAPTURE' | 'REFUND' | 'VOID';
  status: 'SUCCESS' | 'PENDING' | 'FAILURE';
  gateway: string;
  amount: number;
  parentId: string | null;
  processedAt: string;
}

export interface RefundLine {
  id: string;
  lineItemId: string;
  quantity: number;
  restockType: 'RETURN' | 'CANCEL' | 'NO_RESTOCK';
  /** Net of discounts, before tax unless the order has `taxesIncluded`. */
  subtotal: number;
  tax: number;
}

export interface Refund {
  id: string;
  createdAt: string;
  note: string | null;
  lines: RefundLine[];
  shipping: number;
  shippingTax: number;
  /** A custom amount that belongs to no line; positive when the shopper gets more back. */
  adjustment: number;
  transactions: Transaction[];
}

export interface Fulfillment {
  id: string;
  status: 'SUCCESS' | 'CANCELLED';
  shipmentStatus: 'in_transit' | 'out_for_delivery' | 'delivered' | null;
  trackingNumber: string | null;
  createdAt: string;
  updatedAt: string;
  lineItemIds: string[];
}

export type FinancialStatus =
  | 'PENDING'
  | 'AUTHORIZED'
  | 'PARTIALLY_PAID'
  | 'PAID'
  | 'PARTIALLY_REFUNDED'
  | 'REFUNDED'
  | 'VOIDED'
  | 'EXPIRED';

export interface Order {
  id: string;
  number: number;
  name: string;
  customerId: string | null;
  email: string | null;
  phone: string | null;
  test: boolean;
  sourceName: string;
  currency: string;
  presentmentCurrency: string;
  presentmentRate: number;
  taxesIncluded: boolean;
  financialStatus: FinancialStatus;
  fulfillmentStatus: 'UNFULFILLED' | 'PARTIALLY_FULFILLED' | 'FULFILLED';
  lines: LineItem[];
  shipping: number;
  shippingDiscount: number;
  shippingTax: number;
  tip: number;
  discountCodes: {
    code: string;
    amount: number;
    type: 'percentage' | 'fixed_amount' | 'shipping';
  }[];
  transactions: Transaction[];
  refunds: Refund[];
  fulfillments: Fulfillment[];
  shippingAddress: Address | null;
  tags: string[];
  cancelReason: string | null;
  cancelledAt: string | null;
  closedAt: string | null;
  checkoutToken: string | null;
  cartToken: string | null;
  processedAt: string;
  createdAt: string;
  updatedAt: string;
}

export interface Checkout {
  id: string;
  token: string;
  cartToken: string | null;
  customerId: string | null;
  email: string | null;
  phone: string | null;
  lines: { productId: string; variantId: string; title: string; quantity: number; price: number }[];
  url: string;
  createdAt: string;
  updatedAt: string;
  completedAt: string | null;
}

/** What a store holds when it opens: the generator's or a CSV importer's result. */
export interface StoreContents {
  shop: Shop;
  products: Product[];
  customers: Customer[];
  orders: Order[];
  checkouts: Checkout[];
}
