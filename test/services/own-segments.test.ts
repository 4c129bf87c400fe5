import type { PoolClient } from 'pg';
import { expect, test } from 'vitest';
import { createCampaignsStore } from '#app/adapters/db/campaigns-store.server.ts';
import { createMetricsStore } from '#app/adapters/db/metrics-store.server.ts';
import { createOwnSegmentsStore } from '#app/adapters/db/own-segments-store.server.ts';
import { createSegmentTagsStore } from '#app/adapters/db/segment-tags-store.server.ts';
import { createSegmentsStore } from '#app/adapters/db/segments-store.server.ts';
import { createShopsStore } from '#app/adapters/db/shops-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import type { Rule } from '#app/domain/segments/rules/rule.ts';
import { archiveSegment } from '#app/services/archive-segment.ts';
import { recomputeCustomers } from '#app/services/recompute-customers.ts';
import { refreshSegments } from '#app/services/refresh-segments.ts';
import { saveSegment } from '#app/services/save-segment.ts';
import { refreshDayOf, sweepDays } from '#app/services/sweep-days.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { aShop, insertCustomers, insertOrders, insertShop } from '#test/support/fact-rows.ts';

const shop = aShop({ timezone: 'Pacific/Auckland' });
/** Noon of 1 September 2026 in Auckland; day 90 is 30 November. */
const FIRST_ORDER = '2026-09-01T00:00:00Z';
const SEGMENT_ID = '00000000-0000-4000-8000-000000000001';

const lapsed: Rule = {
  type: 'date',
  field: 'lastOrder',
  when: { type: 'days-ago', days: 90 },
};
const loyal: Rule = {
  type: 'orders',
  measure: 'count',
  comparison: 'at-least',
  value: 2,
  when: null,
};

function storesOf(client: PoolClient) {
  return {
    campaigns: createCampaignsStore(client),
    metrics: createMetricsStore(client),
    ownSegments: createOwnSegmentsStore(client),
    segmentTags: createSegmentTagsStore(client),
    segments: createSegmentsStore(client),
    shops: createShopsStore(client),
  };
}

async function aShopWithOneCustomer() {
  const { pool } = await createTestDatabase();
  await insertShop(pool, shop);
  await insertCustomers(pool, shop, [{ customerId: '7' }, { customerId: '8' }]);
  const depsAt = (now: string) => ({
    clock: { now: () => new Date(now) },
    newId: () => SEGMENT_ID,
    transact: <Result>(work: (stores: ReturnType<typeof storesOf>) => Promise<Result>) =>
      inTransaction(pool, (client) => work(storesOf(client))),
  });
  const order = async (orderId: string, at: string) => {
    await insertOrders(pool, shop, [{ orderId, ownerId: '7', at, netMinor: 1000 }]);
    await depsAt(at).transact((stores) =>
      recomputeCustomers(stores, shop, ['7'], { now: new Date(at), orderIds: [orderId] }),
    );
  };
  const sweep = async (now: string) => {
    const asked: string[] = [];
    const startRefresh = async (shopId: string) => void asked.push(shopId);
    const startRecompute = async () => undefined;
    await sweepDays({ ...depsAt(now), startRefresh, startRecompute });
    for (const shopId of asked) await refreshDayOf(depsAt(now), { shopId });
  };
  const save = (rule: Rule, now: string, more: Partial<Parameters<typeof saveSegment>[1]> = {}) =>
    saveSegment(depsAt(now), {
      shop,
      segmentId: null,
      expectedUpdatedAt: null,
      name: 'Mine',
      rule,
      actor: 'ann',
      ...more,
    });
  const memberships = async () => {
    const { rows } = await pool.query<{ stretch: string }>(
      `select concat_ws(' ', customer_id, entered_cause, entered_at at time zone 'utc',
         left_cause, left_at at time zone 'utc') as stretch
       from segment_memberships where segment_key = $1 order by entered_at, customer_id`,
      [SEGMENT_ID],
    );
    return rows.map(({ stretch }) => stretch);
  };
  return { pool, depsAt, order, sweep, save, memberships };
}

test('no order for 90 days is entered on day 90 of the shop, by time alone', async () => {
  const { order, sweep, save, memberships } = await aShopWithOneCustomer();
  await order('1', FIRST_ORDER);
  await save(lapsed, FIRST_ORDER);
  // 23:30 on day 89 in Auckland, then past midnight and the settling delay.
  await sweep('2026-11-29T10:30:00Z');
  expect(await memberships()).toEqual([]);
  await sweep('2026-11-29T12:00:00Z');
  expect(await memberships()).toEqual(['7 day:2026-11-30 2026-11-29 12:00:00']);
});

test('an order is the cause of entering and leaving; to order again does not enter twice', async () => {
  const { order, sweep, save, memberships, pool, depsAt } = await aShopWithOneCustomer();
  await order('1', FIRST_ORDER);
  await save(loyal, FIRST_ORDER);
  await order('2', '2026-09-05T00:00:00Z');
  await order('3', '2026-09-06T00:00:00Z');
  await sweep('2026-09-07T12:00:00Z');
  expect(await memberships()).toEqual(['7 order:2 2026-09-05 00:00:00']);

  await pool.query("update orders set excluded_reason = 'cancelled' where order_id in (1, 2)");
  const now = new Date('2026-09-08T00:00:00Z');
  await depsAt(now.toISOString()).transact((stores) =>
    recomputeCustomers(stores, shop, ['7'], { now, orderIds: ['1', '2'] }),
  );
  expect(await memberships()).toEqual([
    '7 order:2 2026-09-05 00:00:00 order:2 2026-09-08 00:00:00',
  ]);
});

test('a merged customer leaves, for he is gone', async () => {
  const { order, save, memberships, pool, depsAt } = await aShopWithOneCustomer();
  await order('1', FIRST_ORDER);
  await order('2', FIRST_ORDER);
  await save(loyal, FIRST_ORDER);
  await pool.query('update customers set merged_into = 8 where customer_id = 7');
  await pool.query('update orders set owner_id = 8');
  const now = new Date('2026-09-03T00:00:00Z');
  await depsAt(now.toISOString()).transact((stores) =>
    recomputeCustomers(stores, shop, ['7', '8'], { now, orderIds: ['1', '2'] }),
  );
  expect(await memberships()).toEqual([
    '7 rule 2026-09-01 00:00:00 gone 2026-09-03 00:00:00',
    '8 order:2 2026-09-03 00:00:00',
  ]);
});

test('a set refresh finds nothing to do after orders moved their customers', async () => {
  const { order, save, depsAt } = await aShopWithOneCustomer();
  await save(loyal, FIRST_ORDER);
  await order('1', FIRST_ORDER);
  await order('2', '2026-09-02T00:00:00Z');
  const deps = depsAt('2026-09-02T01:00:00Z');
  expect(await refreshSegments(deps, shop)).toEqual({ entered: 0, left: 0 });
});

test('a changed rule moves the members, and a form that was overtaken is refused', async () => {
  const { order, save, memberships } = await aShopWithOneCustomer();
  await order('1', FIRST_ORDER);
  await order('2', FIRST_ORDER);
  expect(await save(loyal, FIRST_ORDER)).toEqual({ outcome: 'saved', segmentId: SEGMENT_ID });
  const stale = { segmentId: SEGMENT_ID, expectedUpdatedAt: '2026-01-01T00:00:00.000Z' };
  expect(await save(lapsed, '2026-09-02T00:00:00Z', stale)).toEqual({
    outcome: 'changed_meanwhile',
  });
  const fresh = { ...stale, expectedUpdatedAt: '2026-09-01T00:00:00.000Z' };
  expect(await save(lapsed, '2026-09-03T00:00:00Z', fresh)).toMatchObject({ outcome: 'saved' });
  expect(await memberships()).toEqual(['7 rule 2026-09-01 00:00:00 rule 2026-09-03 00:00:00']);
});

test('a name is needed and its own, and errors of the rule are named under it', async () => {
  const { save } = await aShopWithOneCustomer();
  expect(await save({ type: 'all', rules: [] }, FIRST_ORDER, { name: ' ' })).toEqual({
    outcome: 'invalid',
    errors: [
      { field: 'name', code: 'empty' },
      { field: 'rule.rules', code: 'empty' },
    ],
  });
  await save(loyal, FIRST_ORDER);
  expect(await save(lapsed, FIRST_ORDER, { name: 'MINE ' })).toEqual({
    outcome: 'invalid',
    errors: [{ field: 'name', code: 'taken' }],
  });
});

test('an archived segment is left by all; one that a campaign uses is kept', async () => {
  const { order, save, memberships, pool, depsAt } = await aShopWithOneCustomer();
  await order('1', FIRST_ORDER);
  await order('2', FIRST_ORDER);
  await save(loyal, FIRST_ORDER);
  const deps = depsAt('2026-09-02T00:00:00Z');
  const input = { shop, segmentId: SEGMENT_ID, actor: 'ann' };
  await pool.query(
    `insert into campaigns (shop_id, campaign_id, play, name, status, version, created_at,
       updated_at)
     values (1, $1, 'anniversary-discount', 'Birthday', 'active', 1, now(), now())`,
    [SEGMENT_ID],
  );
  await pool.query(
    `insert into campaign_versions (shop_id, campaign_id, version, definition, valid_from)
     values (1, $1::uuid, 1, jsonb_build_object('audience',
       jsonb_build_object('type', 'segments', 'keys', jsonb_build_array($1::text))), now())`,
    [SEGMENT_ID],
  );
  expect(await archiveSegment(deps, input)).toEqual({
    outcome: 'in_use',
    campaigns: ['Birthday'],
  });
  await pool.query("update campaigns set status = 'archived'");
  await pool.query(
    `insert into segment_tags (shop_id, segment_key, tag, is_on, changed_at)
     values (1, $1, 'mine', true, now())`,
    [SEGMENT_ID],
  );
  expect(await archiveSegment(deps, input)).toEqual({ outcome: 'archived' });
  expect(await archiveSegment(deps, input)).toEqual({ outcome: 'not_found' });
  expect(await memberships()).toEqual(['7 rule 2026-09-01 00:00:00 archived 2026-09-02 00:00:00']);
  const { rows } = await pool.query('select tag, is_on from segment_tags');
  expect(rows).toEqual([{ tag: 'mine', is_on: false }]);
});
