import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import type { CampaignDefinition, Play } from '#app/domain/campaigns/definition.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { Consent, StoreContents } from '#sandbox/shopify/model.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { buildCustomer } from '#test/sandbox/support/small-store.ts';
import type { World } from './world.ts';

/** Noon in the store, three days before Ada's birthday. */
export const START = '2026-03-03T17:00:00Z';
export const POSTAL_ADDRESS = '1 Garden Lane, Portland';

/** In Portland, three hours behind the store; nobody else but Ben subscribed to anything. */
export const ADA = '101';
export const BEN = '102';

const silent: Consent = { state: 'NOT_SUBSCRIBED', optInLevel: 'SINGLE_OPT_IN', updatedAt: null };

function bornOn(value: string) {
  const [namespace, key, type] = ['facts', 'birth_date', 'date'];
  return [{ namespace, key, type, value, updatedAt: '2025-06-01T00:00:00Z' }];
}

/** The sample store with 120 silent customers, and two who subscribed. */
export function storeOfTwoSubscribers(): StoreContents {
  const endsAt = new Date(START);
  const contents = generateStore({ seed: 'main job', customers: 120, products: 24, endsAt });
  const customers = contents.customers.map((each) => ({ ...each, emailConsent: silent }));
  const ada = buildCustomer(ADA, { metafields: bornOn('1990-03-06') });
  const ben = buildCustomer(BEN, { firstName: 'Ben', metafields: bornOn('1984-03-20') });
  return { ...contents, customers: [...customers, ada, ben] };
}

/** Without a group held out and for everyone, so that each step has one right outcome. */
function forEveryone(play: Play): CampaignDefinition {
  const base = { ...defaultDefinitions[play], conditions: [], holdoutShare: 0 };
  const { trigger, action } = base;
  if (trigger.type !== 'order-fulfilled' || action.type !== 'cross-sell-offer') return base;
  const crossSell = { ...action.crossSell, fallback: 'bestsellers' as const };
  const limits = { perCustomer: null, total: null };
  return {
    ...base,
    limits,
    trigger: { ...trigger, delayDays: 1 },
    action: { ...action, crossSell },
  };
}

/** Gives the shop a postal address and activates one campaign; returns its id. */
export async function activate({ hands }: World, shop: Shop, play: Play): Promise<string> {
  const { services } = hands;
  const sender = { name: shop.name, replyTo: '', postalAddress: POSTAL_ADDRESS };
  await services.saveSettings({ shop, change: { sender }, actor: 'test' });
  const prepared = await services.openShop(shop.domain);
  const saved = await services.saveCampaign({
    shop: prepared,
    campaignId: null,
    expectedVersion: null,
    play,
    name: play,
    definition: forEveryone(play),
    actor: 'test',
  });
  if (saved.outcome !== 'saved') throw new Error(`Not saved: ${JSON.stringify(saved)}`);
  const { campaignId } = saved;
  const change = { shop: prepared, campaignId, status: 'active', actor: 'test' } as const;
  const changed = await services.changeCampaignStatus(change);
  if (changed.outcome !== 'changed') throw new Error(`Not active: ${JSON.stringify(changed)}`);
  return campaignId;
}

/** One unit of a product that costs something; paid. */
export function order({ local }: World, customerId: string, discountCode: string | null = null) {
  const [product] = [...local.store.state.tables.products.values()].filter(
    ({ status, giftCard }) => status === 'ACTIVE' && !giftCard,
  );
  const variantId = product?.variants[0]?.id ?? '';
  const lines = [{ variantId, quantity: 1 }];
  return local.store.placeOrder({ customerId, lines, discountCode });
}
