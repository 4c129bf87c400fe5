/** What a bound code takes off; a share is above 0 and up to 1, money is minor units. */
export type OfferValue =
  | { kind: 'percentage'; share: number }
  | { kind: 'amount'; amountMinor: number };

/** Which other discounts of the same cart the code may meet. */
export interface CombinesWith {
  orderDiscounts: boolean;
  productDiscounts: boolean;
  shippingDiscounts: boolean;
}

/** A single-use code for one customer, as a campaign describes it. */
export interface Offer {
  value: OfferValue;
  /** Local days, counted from the occasion's own, at whose end the code expires. */
  validDays: number;
  /** Order subtotal from which the code applies; null where there is none. */
  minimumSubtotalMinor: number | null;
  combinesWith: CombinesWith;
  /** What a code starts with, upper case letters and digits. */
  codePrefix: string;
}

/** The spec of a `discount-code` effect: all that is needed to create it, today or after a crash. */
export interface CodeSpec {
  code: string;
  /** What the merchant reads in Shopify; names the effect, which is how a code is known as ours. */
  title: string;
  value: OfferValue;
  minimumSubtotalMinor: number | null;
  combinesWith: CombinesWith;
  /** ISO instants. */
  startsAt: string;
  endsAt: string;
}
