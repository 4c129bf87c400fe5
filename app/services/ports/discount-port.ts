import type { CustomerId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';

/** What a bound code takes off; a share is above 0 and up to 1, money is minor units. */
export type DiscountValue =
  | { kind: 'percentage'; share: number }
  | { kind: 'amount'; amountMinor: number };

/** A discount of its own with one code, which one customer can use once. */
export interface BoundCodeSpec {
  code: string;
  /** What the merchant reads in the discounts list; also how a code is known to be ours. */
  title: string;
  customerId: CustomerId;
  value: DiscountValue;
  /** Order subtotal from which the code applies; null where there is none. */
  minimumSubtotalMinor: number | null;
  combinesWith: {
    orderDiscounts: boolean;
    productDiscounts: boolean;
    shippingDiscounts: boolean;
  };
  /** ISO instants. */
  startsAt: string;
  endsAt: string | null;
}

export interface FoundDiscount {
  gid: string;
  code: string;
  title: string;
  status: 'active' | 'expired' | 'scheduled';
  /** Empty where the discount is open to all. */
  customerIds: CustomerId[];
  startsAt: string;
  endsAt: string | null;
  /** Eventually consistent. */
  usageCount: number;
}

/** What a comparison of all codes looks at. */
export type OwnDiscount = Pick<FoundDiscount, 'gid' | 'code' | 'title' | 'status'>;

/** Shopify's own words for a refusal; `code` is its error code, such as `TAKEN`. */
export interface DiscountRefusal {
  outcome: 'refused';
  code: string | null;
  message: string;
}

/**
 * Discounts in Shopify. Outside failures are thrown as an error with `retryable: boolean`
 * (see OutsideError).
 */
export interface DiscountPort {
  /** A code that exists already is `code_taken`: look it up to see whether it is ours. */
  createBoundCode(
    shop: Shop,
    spec: BoundCodeSpec,
  ): Promise<{ outcome: 'created'; gid: string } | { outcome: 'code_taken' } | DiscountRefusal>;
  findByCode(shop: Shop, code: string): Promise<FoundDiscount | null>;
  /** The discounts made here that end after an ISO instant, page by page. */
  listOwn(shop: Shop, endingAfter: string): AsyncIterable<OwnDiscount[]>;
  /** A discount that is gone counts as deactivated. */
  deactivate(shop: Shop, gid: string): Promise<{ outcome: 'deactivated' } | DiscountRefusal>;
  delete(shop: Shop, gid: string): Promise<{ outcome: 'deleted' } | DiscountRefusal>;
}
