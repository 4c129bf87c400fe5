import {
  type Campaign,
  type CampaignDefinition,
  versionAt,
} from '#app/domain/campaigns/definition.ts';
import {
  describeOffer,
  formatPrice,
  knownLocale,
  type MailModel,
  type MailOffer,
  type MailProduct,
  productUrl,
} from '#app/domain/messaging/mail-model.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { ProductCard } from './ports/pairs-store.ts';

export interface MailContents {
  shop: Shop;
  definition: CampaignDefinition;
  reader: {
    firstName: string | null;
    lastName: string | null;
    locale: string | null;
    /** IANA zone, else the shop's. */
    zone: string | null;
  };
  code: { code: string; endsAt: string } | null;
  products: ProductCard[];
  order: { name: string; firstItem: string } | null;
  unsubscribeUrl: string;
  isTest: boolean;
}

/** Where a shop's storefront is found from outside. */
export function storefrontUrl(shop: Shop): string {
  return `https://${shop.domain}`;
}

/**
 * A campaign's mail in the reader's own formats.
 * @throws where the campaign sends no mail
 */
export function buildMail(contents: MailContents): MailModel {
  const { shop, definition, reader } = contents;
  const { action, trigger } = definition;
  if (action.type === 'points') throw new Error('A points campaign sends no mail');
  const locale = knownLocale(reader.locale);
  const shopUrl = storefrontUrl(shop);
  const format = { currency: shop.currency, locale, zone: reader.zone ?? shop.timezone, shopUrl };
  const offer =
    action.offer && contents.code
      ? describeOffer({ ...action.offer, ...contents.code }, format)
      : null;
  return {
    texts: action.message,
    locale,
    customer: { firstName: reader.firstName, lastName: reader.lastName },
    shop: { name: shop.name, url: shopUrl, postalAddress: shop.settings.sender.postalAddress },
    offer,
    products: contents.products.map((product) => toMailProduct(product, offer, format)),
    order: contents.order,
    trigger: trigger.type,
    unsubscribeUrl: contents.unsubscribeUrl,
    isTest: contents.isTest,
  };
}

function toMailProduct(
  product: ProductCard,
  offer: MailOffer | null,
  format: { currency: string; locale: string; shopUrl: string },
): MailProduct {
  const { priceMinor } = product;
  return {
    title: product.title,
    price: priceMinor === null ? null : formatPrice(priceMinor, format.currency, format.locale),
    imageUrl: product.imageUrl,
    url: productUrl(format.shopUrl, product.handle, offer),
  };
}

/** The version a decision was made under: whoever is on the way finishes on it. */
export function definitionOfVersion(campaign: Campaign, version: number): CampaignDefinition {
  const found = campaign.versions.find((candidate) => candidate.version === version);
  return (found ?? versionAt(campaign, campaign.activatedAt ?? '1970-01-01T00:00:00Z')).definition;
}
