import type { Pool, PoolClient } from 'pg';
import { createFactsStore } from '#app/adapters/db/facts-store.server.ts';
import { createInboxStore } from '#app/adapters/db/inbox-store.server.ts';
import { createPrivacyStore } from '#app/adapters/db/privacy-store.server.ts';
import { createShopsStore } from '#app/adapters/db/shops-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { parseWebhook } from '#app/adapters/shopify/webhook-payloads/index.ts';
import type { Touched } from '#app/domain/touched.ts';
import { applyChanges } from '#app/services/apply-changes.ts';
import type { WebhookEvent } from '#app/services/ports/webhook-parser.ts';
import { type ProcessInboxDeps, processInbox } from '#app/services/process-inbox.ts';
import type { Transact } from '#app/services/transact.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { aShop, insertShop } from '#test/support/fact-rows.ts';
import { type Delivery, deliver } from '#test/support/webhook-bodies.ts';

function storesOn(client: PoolClient) {
  return {
    facts: createFactsStore(client),
    inbox: createInboxStore(client),
    privacy: createPrivacyStore(client),
    shops: createShopsStore(client),
  };
}

export type InboxTestStores = ReturnType<typeof storesOn>;

/** A shop's inbox and facts in a database of their own, without what follows from facts. */
export async function inboxServices(shopOverrides: Parameters<typeof aShop>[0] = {}) {
  const { pool } = await createTestDatabase();
  const shop = aShop(shopOverrides);
  await insertShop(pool, shop);
  const transact: Transact<InboxTestStores> = (work) =>
    inTransaction(pool, (client) => work(storesOn(client)));
  const touched: Touched[] = [];
  const hooks = {
    recomputeCustomers: async () => undefined,
    planOccasions: async (_stores: InboxTestStores, _shop: unknown, one: Touched) =>
      void touched.push(one),
    queueLedgerWork: async () => undefined,
  };
  const events: WebhookEvent[] = [];
  const privacyRequests: string[] = [];
  const deps: ProcessInboxDeps<InboxTestStores> = {
    transact,
    clock: { now: () => new Date('2026-06-01T12:00:00Z') },
    parseWebhook,
    applyChanges: (stores, one, changes, meta) => applyChanges(hooks, stores, one, changes, meta),
    handleEvent: async (_shop, event) => void events.push(event),
    startPrivacyRequest: async (_shopId, requestId) => void privacyRequests.push(requestId),
  };
  let delivered = 0;
  const receive = async (...deliveries: Delivery[]) => {
    const withIds = deliveries.map((delivery) => ({ ...delivery, webhookId: `w${delivered++}` }));
    await deliver(pool, shop.domain, withIds);
    return withIds.map(({ webhookId }) => webhookId);
  };
  /** Until nothing is left that nobody tried. */
  const drain = async (overrides: Partial<typeof deps> = {}) => {
    const run = { ...deps, ...overrides };
    while ((await processInbox(run, { shopDomain: shop.domain })).more);
  };
  return { pool, shop, transact, deps, hooks, events, privacyRequests, touched, receive, drain };
}

const FACT_TABLES = [
  'customers',
  'consents',
  'customer_merges',
  'orders',
  'order_lines',
  'refunds',
  'products',
  'product_variants',
  'unit_costs',
  'checkouts',
  'fact_versions',
  'tombstones',
];

/** Every fact of the database but when it was written down, in one order. */
export async function dumpFacts(pool: Pool): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {};
  for (const table of FACT_TABLES) {
    const { rows } = await pool.query<{ row: string }>(
      `select (to_jsonb(t) - 'recorded_at')::text as row from ${table} t order by 1`,
    );
    dump[table] = rows.map(({ row }) => row);
  }
  return dump;
}

export async function clearFacts(pool: Pool): Promise<void> {
  await pool.query(`truncate ${FACT_TABLES.join(', ')}, inbox, privacy_requests`);
}
