import type { Pool, PoolClient } from 'pg';
import { expect, test } from 'vitest';
import { createLedgerStore } from '#app/adapters/db/ledger-store.server.ts';
import { createMemberSplitsStore } from '#app/adapters/db/member-splits-store.server.ts';
import { createMetricsStore } from '#app/adapters/db/metrics-store.server.ts';
import { createSegmentsStore } from '#app/adapters/db/segments-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { parseWebhook } from '#app/adapters/shopify/webhook-payloads/index.ts';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import { memberIdOf } from '#app/domain/loyalty/member-id.ts';
import { defaultSettings } from '#app/domain/settings.ts';
import { adjustPoints } from '#app/services/adjust-points.ts';
import { applyChanges } from '#app/services/apply-changes.ts';
import { checkLedger } from '#app/services/check-ledger.ts';
import { planOccasions } from '#app/services/plan-occasions.ts';
import { queueLedgerWork } from '#app/services/queue-ledger-work.ts';
import { recomputeCustomers } from '#app/services/recompute-customers.ts';
import { redeemPoints } from '#app/services/redeem-points.ts';
import { reverseMerge } from '#app/services/reverse-merge.ts';
import { settleLedger } from '#app/services/settle-ledger.ts';
import {
  aSendingShop,
  engineStores,
  openDefinition,
  saveActiveCampaign,
  saveShop,
} from '#test/support/campaign-engine.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { customerBody, orderBody } from '#test/support/webhook-bodies.ts';

const sender = { name: 'Fern', replyTo: '', postalAddress: '1 Fern Lane, London' };
const loyalty = {
  ...defaultSettings.loyalty,
  rewards: [{ key: 'small', points: 300, valueMinor: 300 }],
};
const shop = aSendingShop({ settings: { ...defaultSettings, sender, loyalty } });
const hooks = { recomputeCustomers, planOccasions, queueLedgerWork };

function storesOn(client: PoolClient) {
  return {
    ...engineStores(client),
    ledger: createLedgerStore(client),
    memberSplits: createMemberSplitsStore(client),
    metrics: createMetricsStore(client),
    segments: createSegmentsStore(client),
  };
}

type Stores = ReturnType<typeof storesOn>;

function depsAt(pool: Pool, now: string) {
  const transact = <Result>(work: (stores: Stores) => Promise<Result>) =>
    inTransaction(pool, (client) => work(storesOn(client)));
  return { transact, hooks, clock: { now: () => new Date(now) } };
}

async function say(pool: Pool, now: string, topic: string, body: unknown) {
  const delivery = { topic, body: Buffer.from(JSON.stringify(body)), triggeredAt: now };
  const parsed = parseWebhook({ ...delivery, occurredAt: now }, shop.currency);
  if (parsed.kind !== 'changes') throw new Error(JSON.stringify(parsed));
  const changes = parsed.changes.map((change) => ({ change, occurredAt: now }));
  const meta = { source: 'webhook', recordedAt: new Date(now) } as const;
  await depsAt(pool, now).transact((stores) =>
    applyChanges<Stores>(hooks, stores, shop, changes, meta),
  );
}

function order(id: number, customerId: number, at: string, total = '50.00') {
  const times = { created_at: at, processed_at: at, updated_at: at };
  const totals = { subtotal_price: total, total_price: total, current_total_price: total };
  const line = { id: id * 10, title: 'Fern', quantity: 1, current_quantity: 1, price: total };
  const line_items = [line];
  return orderBody(id, { customer: { id: customerId }, ...times, ...totals, line_items });
}

const merge = {
  admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/5',
  admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/6',
  status: 'completed',
};
const MERGED = '2026-11-20T10:00:00.000Z';

/** Ann (5) and Bea (6): a birthday, an order and points each. */
async function twoCustomers() {
  const { pool } = await createTestDatabase();
  await saveShop(pool, shop);
  const activatedAt = '2026-10-01T00:00:00Z';
  await saveActiveCampaign(pool, shop, { definition: openDefinition(), activatedAt });
  await saveActiveCampaign(pool, shop, {
    campaignId: '00000000-0000-4000-8000-000000000002',
    play: 'loyalty-points',
    definition: defaultDefinitions['loyalty-points'],
    activatedAt,
  });
  for (const id of [5, 6]) {
    const metafields = [{ namespace: 'facts', key: 'birth_date', value: `1990-12-0${id}` }];
    const email = `c${id}@example.com`;
    const body = customerBody(id, { email, metafields });
    await say(pool, '2026-10-02T00:00:00.000Z', 'customers/update', body);
    const at = `2026-10-0${id}T10:00:00.000Z`;
    await say(pool, at, 'orders/create', order(id, id, at));
  }
  await settleLedger(depsAt(pool, '2026-11-19T10:00:00Z'));
  const adjustment = { customerId: '6', points: 150, author: 'owner', reason: 'Sorry' };
  const adjusting = depsAt(pool, '2026-11-19T11:00:00Z');
  await adjustPoints(adjusting, shop, { ...adjustment, requestKey: 'sorry' });
  return pool;
}

const STATE = {
  owners: 'select order_id, owner_id from orders order by 1',
  metrics: `select customer_id, orders_count, historic_clv_minor, first_order_at
    from customer_metrics order by 1`,
  customers: 'select customer_id, merged_into, email_consent from customers order by 1',
  segments: `select customer_id, segment_key from segment_memberships where left_at is null
    order by 1, 2`,
  decisions: `select customer_id, decision_id, occasion_at, state from decisions order by 1, 2`,
  balances: 'select account, balance from ledger_balances where balance <> 0 order by 1',
  lots: 'select lot_id, member_id, maturing, available, held from ledger_lots order by 1',
  redemptions: 'select redemption_id, member_id, state from redemptions order by 1',
  members: 'select member_id, customer_id from members order by 1',
};

async function stateOf(pool: Pool) {
  const state: Record<string, unknown[]> = {};
  for (const [name, query] of Object.entries(STATE)) state[name] = (await pool.query(query)).rows;
  return state;
}

const undo = (pool: Pool, now = '2026-11-22T10:00:00Z') =>
  reverseMerge<Stores>(depsAt(pool, now), { shop, keptId: '5', mergedId: '6', actor: 'owner' });

test('an undone merge leaves everyone as before it: orders, figures, points, occasions (D8)', async () => {
  const pool = await twoCustomers();
  const request = { customerId: '6', rewardKey: 'small', requestKey: 'hers' };
  await redeemPoints(depsAt(pool, '2026-11-19T12:00:00Z'), shop, request);
  const before = await stateOf(pool);
  await say(pool, MERGED, 'customers/merge', merge);
  await settleLedger(depsAt(pool, '2026-11-20T11:00:00Z'));
  const merged = await stateOf(pool);
  for (const part of Object.keys(before)) expect(merged[part], part).not.toEqual(before[part]);
  expect(await undo(pool)).toEqual({ outcome: 'reversed' });
  await settleLedger(depsAt(pool, '2026-11-22T11:00:00Z'));
  expect(await stateOf(pool)).toEqual(before);
  expect(await checkLedger(depsAt(pool, '2026-11-22T11:00:00Z'), '1')).toEqual([]);
  const { rows } = await pool.query('select actor, action, detail from audit_log');
  expect(rows).toContainEqual({
    actor: 'owner',
    action: 'undo_merge',
    detail: { mergedId: '6', keptId: '5' },
  });
});

test('the same merge said again stays undone; a later one counts, and can be undone too', async () => {
  const pool = await twoCustomers();
  const before = await stateOf(pool);
  await say(pool, MERGED, 'customers/merge', merge);
  await settleLedger(depsAt(pool, '2026-11-20T11:00:00Z'));
  await undo(pool);
  await say(pool, MERGED, 'customers/merge', merge);
  await settleLedger(depsAt(pool, '2026-11-22T11:00:00Z'));
  expect(await stateOf(pool)).toEqual(before);
  await say(pool, '2026-11-23T10:00:00.000Z', 'customers/merge', merge);
  await settleLedger(depsAt(pool, '2026-11-23T11:00:00Z'));
  expect(await stateOf(pool)).not.toEqual(before);
  expect(await undo(pool, '2026-11-24T10:00:00Z')).toEqual({ outcome: 'reversed' });
  await settleLedger(depsAt(pool, '2026-11-24T11:00:00Z'));
  expect(await stateOf(pool)).toEqual(before);
});

test('what came since the merge goes to whose order it was', async () => {
  const pool = await twoCustomers();
  await say(pool, MERGED, 'customers/merge', merge);
  const at = '2026-11-21T10:00:00.000Z';
  await say(pool, at, 'orders/create', order(8, 6, at, '20.00'));
  await say(pool, at, 'orders/create', order(9, 5, at, '30.00'));
  await settleLedger(depsAt(pool, '2026-11-21T11:00:00Z'));
  await undo(pool);
  const { rows } = await pool.query('select order_id, member_id from ledger_lots order by 1');
  const [ann, bea] = [memberIdOf('1', '5'), memberIdOf('1', '6')];
  expect(rows).toEqual([
    { order_id: '5', member_id: ann },
    { order_id: '6', member_id: bea },
    { order_id: '8', member_id: bea },
    { order_id: '9', member_id: ann },
    { order_id: null, member_id: bea },
  ]);
  expect(await checkLedger(depsAt(pool, '2026-11-22T11:00:00Z'), '1')).toEqual([]);
});

test('a reward taken from the points of both keeps the merge, whole', async () => {
  const pool = await twoCustomers();
  await say(pool, MERGED, 'customers/merge', merge);
  await settleLedger(depsAt(pool, '2026-11-25T10:00:00Z'));
  const request = { customerId: '5', rewardKey: 'small', requestKey: 'ours' };
  await redeemPoints(depsAt(pool, '2026-11-25T11:00:00Z'), shop, request);
  const merged = await stateOf(pool);
  expect(await undo(pool)).toEqual({ outcome: 'points_spent_together' });
  expect(await stateOf(pool)).toEqual(merged);
});

test('who was not merged into this customer is left alone', async () => {
  const pool = await twoCustomers();
  const before = await stateOf(pool);
  expect(await undo(pool)).toEqual({ outcome: 'not_merged' });
  expect(await stateOf(pool)).toEqual(before);
});
