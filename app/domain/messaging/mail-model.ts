import type { MessageTexts, Trigger } from '../campaigns/definition.ts';
import { currencyExponent } from '../money.ts';
import type { CodeSpec } from '../offers/offer.ts';

/** An offer in the words and formats of one reader. */
export interface MailOffer {
  /** `15%` or `€10.00`. */
  value: string;
  code: string;
  /** The last day on which the code works, in the reader's zone. */
  expires: string;
  /** Order value from which it applies. */
  minimum: string | null;
  /** Puts the code into the shop's cart. */
  url: string;
}

export interface MailProduct {
  title: string;
  price: string | null;
  imageUrl: string | null;
  url: string;
}

/** All that a campaign's mail says; rendering adds nothing but layout. */
export interface MailModel {
  texts: MessageTexts;
  /** BCP 47. */
  locale: string;
  customer: { firstName: string | null; lastName: string | null };
  shop: { name: string; url: string; postalAddress: string };
  offer: MailOffer | null;
  products: MailProduct[];
  order: { name: string; firstItem: string } | null;
  /** Why this person gets it. */
  trigger: Trigger['type'];
  unsubscribeUrl: string;
  /** Marks the mail as a test in subject and text. */
  isTest: boolean;
}

/** The locale where this runtime knows it, else English. */
export function knownLocale(locale: string | null): string {
  if (!locale) return 'en';
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** Minor units as a reader of that locale writes them. */
export function formatMoney(minor: number, currency: string, locale: string): string {
  const exponent = currencyExponent(currency);
  const style = { style: 'currency', currency } as const;
  // Whole amounts of an offer read better without their zeros: $10, not $10.00.
  const isWhole = minor % 10 ** exponent === 0;
  const digits = isWhole ? 0 : exponent;
  const format = new Intl.NumberFormat(locale, {
    ...style,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(minor / 10 ** exponent);
}

/** A price, always with its minor units. */
export function formatPrice(minor: number, currency: string, locale: string): string {
  const exponent = currencyExponent(currency);
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(minor / 10 ** exponent);
}

/** The local date of an instant, written out. */
export function formatLocalDate(instant: string, zone: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone });
  return format.format(Date.parse(instant));
}

/** An offer as one reader sees it. */
export function describeOffer(
  spec: Pick<CodeSpec, 'code' | 'value' | 'minimumSubtotalMinor' | 'endsAt'>,
  reader: { currency: string; locale: string; zone: string; shopUrl: string },
): MailOffer {
  const { currency, locale, zone, shopUrl } = reader;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return {
    value:
      spec.value.kind === 'percentage'
        ? percent.format(spec.value.share)
        : formatMoney(spec.value.amountMinor, currency, locale),
    code: spec.code,
    expires: formatLocalDate(spec.endsAt, zone, locale),
    minimum:
      spec.minimumSubtotalMinor === null
        ? null
        : formatMoney(spec.minimumSubtotalMinor, currency, locale),
    url: `${shopUrl}/discount/${encodeURIComponent(spec.code)}`,
  };
}

/** A product's page; with an offer, its code is put into the cart on the way. */
export function productUrl(shopUrl: string, handle: string, offer: MailOffer | null): string {
  const path = `/products/${encodeURIComponent(handle)}`;
  return offer ? `${offer.url}?redirect=${encodeURIComponent(path)}` : `${shopUrl}${path}`;
}
