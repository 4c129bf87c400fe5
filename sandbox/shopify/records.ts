/** What the local Shopify keeps beside the store's contents: discounts, tokens, operations … */
import type { Metafield } from './model.ts';

export interface RedeemCode {
  id: string;
  code: string;
  /** Redemptions of this code; Shopify calls it `asyncUsageCount`. */
  usageCount: number;
}

export type DiscountValue =
  /** `percentage` is a fraction between 0 and 1. */
  | { kind: 'percentage'; percentage: number }
  /** `amount` in minor units of the shop's currency. */
  | { kind: 'amount'; amount: number; appliesOnEachItem: boolean };

export type DiscountItems =
  | { kind: 'all' }
  | { kind: 'products'; productIds: string[]; variantIds: string[] };

export type DiscountContext =
  | { kind: 'all' }
  | { kind: 'customers'; customerIds: string[] }
  | { kind: 'segments'; segmentIds: string[] };

export type MinimumRequirement =
  | { kind: 'subtotal'; amount: number }
  | { kind: 'quantity'; quantity: number };

export interface Discount {
  id: string;
  title: string;
  codes: RedeemCode[];
  value: DiscountValue;
  items: DiscountItems;
  context: DiscountContext;
  minimum: MinimumRequirement | null;
  combinesWith: { orderDiscounts: boolean; productDiscounts: boolean; shippingDiscounts: boolean };
  usageLimit: number | null;
  appliesOncePerCustomer: boolean;
  recurringCycleLimit: number | null;
  tags: string[];
  startsAt: string;
  endsAt: string | null;
  /** Customers who redeemed it, by customer id, else by e-mail. */
  usedBy: string[];
  createdAt: string;
  updatedAt: string;
}

export interface RedeemCodeCreation {
  id: string;
  discountId: string;
  codes: { code: string; redeemCodeId: string | null; errors: string[] }[];
  createdAt: string;
}

export interface WebhookSubscriptionRecord {
  id: string;
  /** As the Admin API writes it: ORDERS_CREATE. */
  topic: string;
  uri: string;
  filter: string | null;
  includeFields: string[];
  metafieldNamespaces: string[];
  metafields: { namespace: string; key: string }[];
  name: string | null;
  format: 'JSON' | 'XML';
  /** Eight in a row and Shopify deletes a subscription made by the Admin API. */
  consecutiveFailures: number;
  createdAt: string;
  updatedAt: string;
}

export type BulkOperationStatus =
  | 'CREATED'
  | 'RUNNING'
  | 'COMPLETED'
  | 'CANCELING'
  | 'CANCELED'
  | 'FAILED';

export interface BulkOperationRecord {
  id: string;
  status: BulkOperationStatus;
  errorCode: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT' | null;
  query: string;
  groupObjects: boolean;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number | null;
  url: string | null;
  createdAt: string;
  completedAt: string | null;
}

export interface SegmentRecord {
  id: string;
  name: string;
  query: string;
  createdAt: string;
  updatedAt: string;
}

export interface TokenRecord {
  /** The access token itself. */
  id: string;
  kind: 'offline' | 'online';
  refreshToken: string | null;
  scopes: string[];
  /** Epoch milliseconds of real time; null never expires. */
  expiresAt: number | null;
  refreshExpiresAt: number | null;
  /** Refreshing again with the same old refresh token answers until the replacement is used. */
  replacedBy: string | null;
  used: boolean;
}

export interface OwnedMetafield extends Metafield {
  /** `<owner gid> <namespace>.<key>` */
  id: string;
  ownerId: string;
}

/** Counters and the state of the installation; one row, id "meta". */
export interface MetaRecord {
  id: 'meta';
  lastId: number;
  lastOrderNumber: number;
  installed: boolean;
  installedAt: string | null;
  /** How many times the app was installed; tokens of an earlier installation are dead. */
  installations: number;
  /** What the merchant granted last; null before the first installation. */
  scopes: string[] | null;
}

/** One webhook waiting to be delivered; kept until answered or given up. */
export interface DeliveryRecord {
  /** X-Shopify-Webhook-Id: new per event and subscription, the same on retries. */
  id: string;
  eventId: string;
  topic: string;
  uri: string;
  subscriptionId: string | null;
  name: string | null;
  body: string;
  triggeredAt: string;
  attempts: number;
  /** Epoch milliseconds of real time. */
  dueAt: number;
}
