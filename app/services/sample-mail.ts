import type { CampaignDefinition } from '#app/domain/campaigns/definition.ts';
import { offerEnd } from '#app/domain/campaigns/occasions.ts';
import type { MailModel } from '#app/domain/messaging/mail-model.ts';
import type { Shop } from '#app/domain/shop.ts';
import { buildMail, storefrontUrl } from './build-mail.ts';
import type { ProductCard } from './ports/pairs-store.ts';

/** Characters of a code after its prefix; these belong to no decision. */
const SAMPLE_CODE = 'SAMPLE0000';

/** A campaign's mail as a made-up customer would get it, with a code that does not work. */
export function buildSampleMail(
  shop: Shop,
  definition: CampaignDefinition,
  products: ProductCard[],
  now: Date,
): MailModel {
  const { action } = definition;
  const offer = action.type === 'points' ? null : action.offer;
  const prefix = offer?.codePrefix ? `${offer.codePrefix}-` : '';
  const followsOrder = definition.trigger.type === 'order-fulfilled';
  const count = action.type === 'cross-sell-offer' ? action.crossSell.productCount : 0;
  return buildMail({
    shop,
    definition,
    reader: { firstName: 'Alex', lastName: 'Martin', locale: null, zone: null },
    code: offer && {
      code: `${prefix}${SAMPLE_CODE}`,
      endsAt: offerEnd(now.toISOString(), offer.validDays, shop.timezone),
    },
    products: products.slice(0, count),
    order: followsOrder ? { name: '#1001', firstItem: products.at(-1)?.title ?? '…' } : null,
    unsubscribeUrl: storefrontUrl(shop),
    isTest: true,
  });
}
