import fc from 'fast-check';
import type { Pool, PoolClient } from 'pg';
import { expect, test } from 'vitest';
import { createInboxStore } from '#app/adapters/db/inbox-store.server.ts';
import { createMetricsStore } from '#app/adapters/db/metrics-store.server.ts';
import { createPrivacyStore } from '#app/adapters/db/privacy-store.server.ts';
import { createSegmentsStore } from '#app/adapters/db/segments-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { parseWebhook } from '#app/adapters/shopify/webhook-payloads/index.ts';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import { type ApplyHooks, applyChanges } from '#app/services/apply-changes.ts';
import { decideDue } from '#app/services/decide-due.ts';
import { performEffects } from '#app/services/perform-effects.ts';
import { planOccasions } from '#app/services/plan-occasions.ts';
import { type ProcessInboxDeps, processInbox } from '#app/services/process-inbox.ts';
import { recomputeCustomers } from '#app/services/recompute-customers.ts';
import {
  aSendingShop,
  createEngine,
  engineStores,
  openDefinition,
  saveActiveCampaign,
  saveShop,
} from '#test/support/campaign-engine.ts';
import { createTestDatabase } from '#test/support/database.ts';
import {
  customerBody,
  type Delivery,
  deliver,
  lineBody,
  orderBody,
} from '#test/support/webhook-bodies.ts';

const shop = aSendingShop();
const BEGIN = Date.parse('2026-03-01T00:00:00Z');
/** All facts are dated before it, all occasions come after it. */
const SETTLED = '2026-03-07T00:00:00Z';
const END = '2026-05-05T00:00:00Z';
const OTHER_CAMPAIGN = '00000000-0000-4000-8000-000000000002';

function storesOn(client: PoolClient) {
  return {
    ...engineStores(client),
    inbox: createInboxStore(client),
    metrics: createMetricsStore(client),
    privacy: createPrivacyStore(client),
    segments: createSegmentsStore(client),
  };
}

const small = (max: number) => fc.integer({ min: 1, max });

type Happening = (at: string) => Delivery;

const customerSaid: fc.Arbitrary<Happening> = fc
  .record({
    id: small(4),
    province: fc.constantFrom('NY', 'CA'),
    birth: fc.constantFrom('1990-05-01', '1992-02-29', '1990-04-03', null),
  })
  .map(({ id, province, birth }) => (at) => ({
    topic: 'customers/update',
    triggeredAt: at,
    body: customerBody(id, {
      updated_at: at,
      email: `c${id}@example.com`,
      default_address: { country_code: 'US', province_code: province },
      email_marketing_consent: { state: 'subscribed', consent_updated_at: '2025-01-01T00:00:00Z' },
      metafields: birth ? [{ namespace: 'facts', key: 'birth_date', value: birth }] : [],
    }),
  }));

const consentSaid: fc.Arbitrary<Happening> = fc
  .record({ id: small(4), state: fc.constantFrom('subscribed', 'subscribed', 'unsubscribed') })
  .map(({ id, state }) => (at) => ({
    topic: 'customers_email_marketing_consent/update',
    triggeredAt: at,
    body: { customer_id: id, email_marketing_consent: { state, consent_updated_at: at } },
  }));

const orderSaid: fc.Arbitrary<Happening> = fc
  .record({ id: small(6), customer: small(4), product: small(3), fulfilled: fc.boolean() })
  .map(({ id, customer, product, fulfilled }) => (at) => ({
    topic: 'orders/updated',
    triggeredAt: at,
    body: orderBody(id, {
      updated_at: at,
      customer: { id: customer },
      fulfillment_status: fulfilled ? 'fulfilled' : null,
      fulfillments: fulfilled ? [{ status: 'success', created_at: at }] : [],
      line_items: [lineBody({ id: id * 10, price: '10.00', productId: product })],
    }),
  }));

const orderGone: fc.Arbitrary<Happening> = small(6).map((id) => (at) => ({
  topic: 'orders/delete',
  triggeredAt: at,
  body: { id },
}));

const merged: fc.Arbitrary<Happening> = fc
  .constantFrom([1, 2], [2, 3], [3, 4])
  .map(([kept, gone]) => (at) => ({
    topic: 'customers/merge',
    triggeredAt: at,
    body: {
      admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${kept}`,
      admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${gone}`,
      status: 'complete',
    },
  }));

const history = fc.array(
  fc.record({
    happening: fc.oneof(
      { weight: 4, arbitrary: customerSaid },
      { weight: 2, arbitrary: consentSaid },
      { weight: 5, arbitrary: orderSaid },
      { weight: 1, arbitrary: orderGone },
      { weight: 1, arbitrary: merged },
    ),
    afterMinutes: fc.integer({ min: 1, max: 200 }),
    places: fc.tuple(fc.nat(), fc.nat()),
  }),
  { minLength: 15, maxLength: 35, size: 'max' },
);

async function aShopWithCampaigns() {
  const { pool } = await createTestDatabase();
  await saveShop(pool, shop);
  const activatedAt = '2026-01-01T00:00:00Z';
  const definition = openDefinition({ holdoutShare: 0.3 });
  await saveActiveCampaign(pool, shop, { definition, activatedAt });
  const crossSell = defaultDefinitions['cross-sell-offer'];
  await saveActiveCampaign(pool, shop, {
    campaignId: OTHER_CAMPAIGN,
    play: 'cross-sell-offer',
    definition: { ...crossSell, conditions: [{ type: 'days-since-last-message', days: 1 }] },
    activatedAt,
  });
  await pool.query(`insert into products (shop_id, product_id, title, handle, status, tags,
      published_at, version_key, recorded_at)
    select 1, n, 'P' || n, 'p' || n, 'active', '{}', '2026-01-01Z', '', now()
    from generate_series(1, 4) n`);
  await pool.query(`insert into product_pairs (shop_id, product_id, other_product_id,
      orders_together, orders_of_product, orders_of_other, orders_total, computed_at)
    select 1, n, m, 5, 10, 10, 50, now() from generate_series(1, 4) n, generate_series(1, 4) m
    where n <> m`);
  const engine = await createEngine(pool, SETTLED);
  const hooks: ApplyHooks<ReturnType<typeof storesOn>> = {
    recomputeCustomers,
    planOccasions,
    queueLedgerWork: async () => undefined,
  };
  const inbox: ProcessInboxDeps<ReturnType<typeof storesOn>> = {
    transact: (work) => inTransaction(pool, (client) => work(storesOn(client))),
    clock: engine.deps.clock,
    parseWebhook,
    applyChanges: (stores, one, changes, meta) => applyChanges(hooks, stores, one, changes, meta),
    handleEvent: async () => undefined,
    startPrivacyRequest: async () => undefined,
  };
  const drain = async () => {
    while ((await processInbox(inbox, { shopDomain: shop.domain })).more);
  };
  const live = async () => {
    for (let due = await nextDue(pool); due; due = await nextDue(pool)) {
      engine.setTime(due.toISOString());
      await decideDue(engine.deps);
    }
    await performEffects(engine.deps);
  };
  return { pool, ...engine, drain, live };
}

async function nextDue(pool: Pool): Promise<Date | null> {
  const { rows } = await pool.query<{ due: Date | null }>(
    "select min(due_at) as due from decisions where state = 'waiting' and due_at <= $1",
    [END],
  );
  return rows[0]?.due ?? null;
}

async function clear(pool: Pool): Promise<void> {
  await pool.query(`truncate customers, consents, customer_merges, orders, order_lines, refunds,
    fact_versions, tombstones, inbox, customer_metrics, segment_memberships, decisions, effects,
    discount_codes, messages, day_cutoffs`);
}

/** Decisions and what they led to, but for when the work was done. */
async function dump(pool: Pool) {
  const { rows: decisions } = await pool.query(
    "select to_jsonb(d) - 'decided_at' as row from decisions d order by decision_id",
  );
  const { rows: effects } = await pool.query(
    'select effect_id, kind, state, reason, spec from effects order by effect_id',
  );
  const { rows: codes } = await pool.query(
    'select code, customer_id, starts_at, ends_at, state from discount_codes order by code',
  );
  return { decisions, effects, codes };
}

test('the same facts give the same decisions, codes and messages in any order of arrival', async () => {
  const { pool, drain, live, setTime, codes } = await aShopWithCampaigns();
  const outcomes = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(history, small(6), async (happenings, chunk) => {
      let now = BEGIN;
      const deliveries = happenings.map(({ happening, afterMinutes, places }, index) => {
        now += afterMinutes * 60_000;
        const at = new Date(now).toISOString();
        return { ...happening(at), at, webhookId: `w${index}`, places };
      });
      await clear(pool);
      codes.clear();
      for (const delivery of deliveries) {
        setTime(delivery.at);
        await deliver(pool, shop.domain, [delivery]);
        await drain();
      }
      await live();
      const inOrder = await dump(pool);

      await clear(pool);
      codes.clear();
      setTime(SETTLED);
      const twice = deliveries.flatMap((delivery) =>
        delivery.places.map((place, copy) => ({
          ...delivery,
          webhookId: `${delivery.webhookId}-${copy}`,
          place,
        })),
      );
      const shuffled = twice.toSorted((a, b) => a.place - b.place);
      for (let at = 0; at < shuffled.length; at += chunk) {
        await deliver(pool, shop.domain, shuffled.slice(at, at + chunk));
        if (at % 2 === 0) await drain();
      }
      await Promise.all([drain(), drain(), drain()]);
      await live();
      expect(await dump(pool)).toEqual(inOrder);
      for (const { row } of inOrder.decisions) outcomes.add(row.outcome);
    }),
    { numRuns: 5, endOnFailure: true },
  );
  expect([...outcomes]).toEqual(expect.arrayContaining(['act', 'skip']));
}, 180_000);
