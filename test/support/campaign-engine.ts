import type { Pool, PoolClient } from 'pg';
import { createCampaignsStore } from '#app/adapters/db/campaigns-store.server.ts';
import { createDecisionsStore } from '#app/adapters/db/decisions-store.server.ts';
import { createEffectsStore } from '#app/adapters/db/effects-store.server.ts';
import { createFactsStore } from '#app/adapters/db/facts-store.server.ts';
import { createPairsStore } from '#app/adapters/db/pairs-store.server.ts';
import { createRecipientsStore } from '#app/adapters/db/recipients-store.server.ts';
import { createShopsStore } from '#app/adapters/db/shops-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { createMailRenderer } from '#app/adapters/messaging/mail-renderer.server.ts';
import { createUnsubscribeLinks } from '#app/adapters/messaging/unsubscribe-links.server.ts';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import type { CampaignDefinition, Play } from '#app/domain/campaigns/definition.ts';
import { defaultSettings } from '#app/domain/settings.ts';
import type { Shop } from '#app/domain/shop.ts';
import { mail as words } from '#app/locales/en/mail.ts';
import type { ConsentPort } from '#app/services/ports/consent-port.ts';
import type { BoundCodeSpec, DiscountPort } from '#app/services/ports/discount-port.ts';
import type { Mail, MailOutcome, MailPort } from '#app/services/ports/mail-port.ts';
import { aShop } from './fact-rows.ts';

export const appUrl = 'https://perennial.example';
const linkKey = Buffer.alloc(32, 5);
export const unsubscribeLinks = createUnsubscribeLinks({
  appUrl,
  keys: { current: linkKey, list: async () => [linkKey] },
});

/** A shop that may send: it has a postal address. */
export function aSendingShop(overrides: Partial<Shop> = {}): Shop {
  const sender = { name: 'Fern', replyTo: '', postalAddress: '1 Fern Lane, London' };
  return aShop({ settings: { ...defaultSettings, sender }, ...overrides });
}

export async function saveShop(pool: Pool, shop: Shop): Promise<void> {
  await pool.query(
    `insert into shops (shop_id, domain, name, email, currency, timezone, country_code,
       installed_at, settings)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      shop.shopId,
      shop.domain,
      shop.name,
      shop.email,
      shop.currency,
      shop.timezone,
      shop.countryCode,
      shop.installedAt,
      JSON.stringify(shop.settings),
    ],
  );
}

export interface Person {
  customerId: string;
  birthDate?: string | null;
  birthDateAt?: string | null;
  firstOrderAt?: string | null;
  consent?: string;
  timezone?: string | null;
  email?: string | null;
}

/** Customers who subscribed long ago, unless told otherwise. */
export async function savePeople(pool: Pool, shop: Shop, people: Person[]): Promise<void> {
  for (const person of people) {
    await pool.query(
      `insert into customers (shop_id, customer_id, email, first_name, email_consent,
         email_consent_at, birth_date, birth_date_at, timezone, version_key, recorded_at)
       values ($1, $2, $3, 'Ada', $4, '2025-01-01Z', $5, $6, $7, '', now())`,
      [
        shop.shopId,
        person.customerId,
        person.email === undefined ? `c${person.customerId}@example.com` : person.email,
        person.consent ?? 'subscribed',
        person.birthDate ?? null,
        person.birthDateAt ?? null,
        person.timezone ?? null,
      ],
    );
    await pool.query(
      `insert into customer_metrics (shop_id, customer_id, orders_count, excluded_count,
         purchase_days, historic_clv_minor, refunded_minor, discounted_orders, rfm_group,
         as_of_day, computed_at, first_order_at)
       values ($1, $2, 1, 0, 1, 0, 0, 0, 'champions', '2026-01-01', now(), $3)`,
      [shop.shopId, person.customerId, person.firstOrderAt ?? null],
    );
  }
}

/** An anniversary campaign that asks for nothing but consent. */
export function openDefinition(overrides: Partial<CampaignDefinition> = {}): CampaignDefinition {
  const base = defaultDefinitions['anniversary-discount'];
  return {
    ...base,
    conditions: [],
    limits: { perCustomer: null, total: null },
    holdoutShare: 0,
    ...overrides,
  };
}

export async function saveActiveCampaign(
  pool: Pool,
  shop: Shop,
  campaign: {
    campaignId?: string;
    play?: Play;
    definition: CampaignDefinition;
    activatedAt: string;
  },
): Promise<string> {
  const campaignId = campaign.campaignId ?? '00000000-0000-4000-8000-000000000001';
  const store = createCampaignsStore(pool);
  const at = new Date(campaign.activatedAt);
  const play = campaign.play ?? 'anniversary-discount';
  const { definition } = campaign;
  await store.insert(shop.shopId, { campaignId, play, name: 'Treat', definition }, at);
  await store.setStatus(shop.shopId, campaignId, 'active', at);
  await store.startPlanning(shop.shopId, campaignId);
  return campaignId;
}

/** Shopify's discounts in memory: a code is taken once and for all. */
export function createFakeDiscounts() {
  const codes = new Map<string, BoundCodeSpec & { gid: string }>();
  const deactivated: string[] = [];
  const discounts: DiscountPort = {
    async createBoundCode(_shop, spec) {
      if (codes.has(spec.code)) return { outcome: 'code_taken' };
      const gid = `gid://shopify/DiscountCodeNode/${codes.size + 1}`;
      codes.set(spec.code, { ...spec, gid });
      return { outcome: 'created', gid };
    },
    async findByCode(_shop, code) {
      const found = codes.get(code);
      if (!found) return null;
      const { gid, title, customerId, startsAt, endsAt } = found;
      const customerIds = [customerId];
      return { gid, code, title, status: 'active', customerIds, startsAt, endsAt, usageCount: 0 };
    },
    async deactivate(_shop, gid) {
      deactivated.push(gid);
      return { outcome: 'deactivated' };
    },
    delete: async () => ({ outcome: 'deleted' }),
    async *listOwn() {
      yield [...codes.values()].map((spec) => ({ ...spec, status: 'active' }));
    },
  };
  return { discounts, codes, deactivated };
}

export interface EngineOptions {
  mail?: (mail: Mail) => Promise<MailOutcome>;
  consents?: ConsentPort;
}

/** The engine on a real database, with Shopify and mail in memory and a clock that is set. */
export async function createEngine(pool: Pool, start: string, options: EngineOptions = {}) {
  const time = { now: new Date(start) };
  const clock = { now: () => time.now };
  const sent: Mail[] = [];
  const mail: MailPort = {
    async send(message) {
      const answer: MailOutcome = options.mail
        ? await options.mail(message)
        : { outcome: 'accepted' };
      if (answer.outcome === 'accepted') sent.push(message);
      return answer;
    },
  };
  const fake = createFakeDiscounts();
  const unsubscribed: string[] = [];
  const consents: ConsentPort = options.consents ?? {
    async unsubscribe(_shop, customerId) {
      unsubscribed.push(customerId);
      return { outcome: 'unsubscribed' };
    },
  };
  const deps = {
    clock,
    transact: <Result>(work: (stores: EngineStores) => Promise<Result>) =>
      inTransaction(pool, (client) => work(engineStores(client))),
    discounts: fake.discounts,
    consents,
    mail,
    renderer: await createMailRenderer(words),
    unsubscribeLinks,
    mailDomain: 'perennial.example',
  };
  const setTime = (instant: string) => {
    time.now = new Date(instant);
  };
  return { deps, sent, unsubscribed, ...fake, setTime };
}

export function engineStores(client: PoolClient) {
  return {
    campaigns: createCampaignsStore(client),
    decisions: createDecisionsStore(client),
    effects: createEffectsStore(client),
    facts: createFactsStore(client),
    pairs: createPairsStore(client),
    recipients: createRecipientsStore(client),
    shops: createShopsStore(client),
  };
}

export type EngineStores = ReturnType<typeof engineStores>;

export interface DecisionRow {
  customer_id: string;
  occasion_key: string;
  occasion_at: Date;
  state: string;
  assigned_group: string | null;
  outcome: string | null;
  reason: string | null;
  campaign_version: number | null;
}

export async function listDecisions(pool: Pool): Promise<DecisionRow[]> {
  const { rows } = await pool.query<DecisionRow>(
    `select customer_id, occasion_key, occasion_at, state, assigned_group, outcome, reason,
       campaign_version from decisions order by customer_id, occasion_at`,
  );
  return rows;
}

export async function listEffects(pool: Pool) {
  const { rows } = await pool.query<{
    effect_id: string;
    kind: string;
    state: string;
    reason: string | null;
    attempts: number;
  }>('select effect_id, kind, state, reason, attempts from effects order by kind, effect_id');
  return rows;
}
