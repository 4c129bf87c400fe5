import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { createCampaignsStore } from '#app/adapters/db/campaigns-store.server.ts';
import { createMetricsStore } from '#app/adapters/db/metrics-store.server.ts';
import { createSegmentsStore } from '#app/adapters/db/segments-store.server.ts';
import { createShopsStore } from '#app/adapters/db/shops-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import type { CampaignsStore } from '#app/services/ports/campaigns-store.ts';
import type { ShopsStore } from '#app/services/ports/shops-store.ts';
import { recomputeCustomers } from '#app/services/recompute-customers.ts';
import { type RecomputeShopDeps, recomputeShop } from '#app/services/recompute-shop.ts';
import { refreshAbandonment, refreshDay } from '#app/services/refresh-day.ts';
import { saveSettings } from '#app/services/save-settings.ts';
import { createTestDatabase } from '#test/support/database.ts';
import {
  aShop,
  insertCheckout,
  insertCustomers,
  insertOrders,
  insertRefund,
  insertShop,
} from '#test/support/fact-rows.ts';

const shop = aShop();

function depsAt(pool: Pool, now: string): RecomputeShopDeps {
  return {
    clock: { now: () => new Date(now) },
    transact: (work) =>
      inTransaction(pool, (client) =>
        work({ metrics: createMetricsStore(client), segments: createSegmentsStore(client) }),
      ),
  };
}

async function recomputeSome(pool: Pool, ids: string[], now: string) {
  await depsAt(pool, now).transact((stores) =>
    recomputeCustomers(stores, shop, ids, { now: new Date(now) }),
  );
}

async function manyCustomers(pool: Pool, count: number) {
  const customers = Array.from({ length: count }, (_, index) => ({
    customerId: String(1000 + index),
    email: `c${index}@example.com`,
  }));
  await insertCustomers(pool, shop, customers);
  const orders = customers.flatMap(({ customerId }, index) =>
    Array.from({ length: 1 + (index % 4) }, (_, nth) => ({
      orderId: String(100_000 + index * 10 + nth),
      ownerId: customerId,
      at: new Date(Date.UTC(2026, 0, 1 + ((index * 7 + nth * 31) % 300), 12)).toISOString(),
      netMinor: 1000 + ((index * 137 + nth * 11) % 9000),
      isDiscounted: (index + nth) % 3 === 0,
      excludedReason: index % 17 === 0 && nth === 0 ? 'cancelled' : null,
    })),
  );
  await insertOrders(
    pool,
    shop,
    orders.map((order) => (order.excludedReason ? { ...order, netMinor: 0 } : order)),
  );
}

const SNAPSHOT_METRICS = `select to_jsonb(m) - 'computed_at' as row from customer_metrics m
  order by customer_id`;
const SNAPSHOT_SEGMENTS = `select to_jsonb(s) as row from segment_memberships s
  order by segment_key, customer_id, entered_at`;

async function snapshot(pool: Pool) {
  const metrics = await pool.query(SNAPSHOT_METRICS);
  const segments = await pool.query(SNAPSHOT_SEGMENTS);
  return { metrics: metrics.rows, segments: segments.rows };
}

test('C1, C12: metrics equal a plain SQL over the orders, excluded ones are counted apart', async () => {
  const { pool } = await createTestDatabase();
  await insertShop(pool, shop);
  await manyCustomers(pool, 200);
  await recomputeShop(depsAt(pool, '2026-11-22T10:00:00Z'), shop);

  const { rows } = await pool.query(`
    select m.customer_id from customer_metrics m join (
      select c.customer_id,
        count(o.order_id) filter (where o.excluded_reason is null) as orders,
        count(o.order_id) filter (where o.excluded_reason is not null) as excluded,
        coalesce(sum(o.net_minor) filter (where o.excluded_reason is null), 0) as net,
        max(o.local_day) filter (where o.excluded_reason is null) as last_day
      from customers c left join orders o on o.shop_id = c.shop_id and o.owner_id = c.customer_id
      group by 1) p on p.customer_id = m.customer_id
    where m.orders_count = p.orders and m.excluded_count = p.excluded
      and m.historic_clv_minor = p.net and m.last_day is not distinct from p.last_day
      and m.as_of_day = '2026-11-22'
      and (m.rfm_group = 'prospects') = (p.orders = 0)`);
  expect(rows).toHaveLength(200);
});

test('C7: groups and cut-offs of the day come from the orders of earlier days', async () => {
  const { pool } = await createTestDatabase();
  await insertShop(pool, shop);
  await manyCustomers(pool, 200);
  const deps = depsAt(pool, '2026-11-22T10:00:00Z');
  await refreshDay(deps, shop);
  const before = await pool.query('select cutoffs from day_cutoffs');

  const today = { ownerId: '1000', at: '2026-11-22T10:30:00Z', netMinor: 900_000 };
  await insertOrders(pool, shop, [{ orderId: '7', ...today }]);
  await recomputeSome(pool, ['1000'], '2026-11-22T10:31:00Z');
  await refreshDay(deps, shop);

  const after = await pool.query('select cutoffs from day_cutoffs');
  expect(after.rows).toEqual(before.rows);
  expect(before.rows[0].cutoffs.mode).toBe('quantiles');
  const { rows } = await pool.query(
    'select recency_score, monetary_score from customer_metrics where customer_id = 1000',
  );
  expect(rows[0]).toEqual({ recency_score: 5, monetary_score: 5 });
});

test('one order recomputes one customer', async () => {
  const { pool } = await createTestDatabase();
  await insertShop(pool, shop);
  await manyCustomers(pool, 60);
  await recomputeShop(depsAt(pool, '2026-11-22T10:00:00Z'), shop);
  const order = { orderId: '7', ownerId: '1000', at: '2026-11-22T11:00:00Z', netMinor: 500 };
  await insertOrders(pool, shop, [order]);
  await recomputeSome(pool, ['1000'], '2026-11-22T11:00:05Z');
  const { rows } = await pool.query(
    "select customer_id from customer_metrics where computed_at > '2026-11-22T10:30:00Z'",
  );
  expect(rows).toEqual([{ customer_id: '1000' }]);
});

test('guarantee 2: shuffled and repeated facts leave the same metrics and segments', async () => {
  const facts = [
    { orderId: '1', ownerId: '1000', at: '2026-11-20T10:00:00Z', netMinor: 500 },
    { orderId: '2', ownerId: '1000', at: '2026-11-21T10:00:00Z', netMinor: 700 },
    { orderId: '3', ownerId: '1000', at: '2026-11-22T08:00:00Z', netMinor: 900 },
  ];
  const run = async (order: number[]) => {
    const { pool } = await createTestDatabase();
    await insertShop(pool, shop);
    await insertCustomers(pool, shop, [{ customerId: '1000' }]);
    await refreshDay(depsAt(pool, '2026-11-22T09:00:00Z'), shop);
    for (const index of order) {
      const fact = facts[index];
      if (fact) await insertOrders(pool, shop, [fact]);
      await recomputeSome(pool, ['1000'], '2026-11-22T10:00:00Z');
    }
    await refreshDay(depsAt(pool, '2026-11-22T11:00:00Z'), shop);
    return snapshot(pool);
  };
  const inOrder = await run([0, 1, 2]);
  expect(inOrder.segments).toHaveLength(3);
  expect(await run([2, 0, 1, 2, 0])).toEqual(inOrder);
  expect(await run([1, 2, 0])).toEqual(inOrder);
});

test('S4: a checkout becomes abandoned and ages by time alone', async () => {
  const { pool } = await createTestDatabase();
  await insertShop(pool, shop);
  await insertCustomers(pool, shop, [
    { customerId: '1', email: 'a@example.com' },
    { customerId: '2' },
  ]);
  await insertCheckout(pool, shop, {
    checkoutId: '51',
    email: 'a@example.com',
    at: '2026-11-22T10:00:00Z',
  });
  const checkout = { checkoutId: '52', customerId: '2', at: '2026-11-22T10:00:00Z' };
  await insertCheckout(pool, shop, checkout);
  const order = { orderId: '9', ownerId: '2', at: '2026-11-22T10:20:00Z', netMinor: 100 };
  await insertOrders(pool, shop, [order]);

  expect(await refreshAbandonment(depsAt(pool, '2026-11-22T10:59:00Z'), shop)).toBe(0);
  expect(await refreshAbandonment(depsAt(pool, '2026-11-22T11:00:00Z'), shop)).toBe(1);
  expect(await refreshAbandonment(depsAt(pool, '2026-11-22T11:05:00Z'), shop)).toBe(0);
  expect(await refreshAbandonment(depsAt(pool, '2026-12-06T10:00:00Z'), shop)).toBe(1);
  const { rows } = await pool.query(
    `select customer_id, entered_at, left_cause from segment_memberships
     where segment_key = 'checkout-abandoner'`,
  );
  expect(rows).toEqual([
    {
      customer_id: '1',
      entered_at: new Date('2026-11-22T11:00:00Z'),
      left_cause: 'checkout-aged:51',
    },
  ]);
});

test('a merged customer keeps neither metrics nor segments, and refunds reach the one he became', async () => {
  const { pool } = await createTestDatabase();
  await insertShop(pool, shop);
  await insertCustomers(pool, shop, [{ customerId: '1' }, { customerId: '2' }]);
  const at = '2026-11-01T10:00:00Z';
  await insertOrders(pool, shop, [{ orderId: '5', ownerId: '1', at, netMinor: 1000 }]);
  await recomputeSome(pool, ['1', '2'], '2026-11-22T10:00:00Z');

  await pool.query('update customers set merged_into = 2 where customer_id = 1');
  await insertOrders(pool, shop, [
    { orderId: '5', ownerId: '2', at, netMinor: 600, refundedMinor: 400 },
  ]);
  await insertRefund(pool, shop, {
    refundId: '6',
    orderId: '5',
    at: '2026-11-02T10:00:00Z',
    minor: 400,
  });
  await recomputeSome(pool, ['1', '2'], '2026-11-22T10:00:00Z');
  const metrics = await pool.query(
    'select customer_id, historic_clv_minor, refunded_minor from customer_metrics',
  );
  expect(metrics.rows).toEqual([
    { customer_id: '2', historic_clv_minor: '600', refunded_minor: '400' },
  ]);
  const segments = await pool.query('select distinct customer_id from segment_memberships');
  expect(segments.rows).toEqual([{ customer_id: '2' }]);
});

test('C7: RFM limits that are saved hold for every customer once the shop is computed again', async () => {
  const { pool } = await createTestDatabase();
  await insertShop(pool, shop);
  await manyCustomers(pool, 80);
  const now = '2026-11-22T12:00:00Z';
  await recomputeShop(depsAt(pool, now), shop);
  const asked: string[] = [];
  const rfm = {
    mode: 'limits',
    recencyDays: [30, 60, 90, 120],
    frequency: [1, 2, 3, 4],
    monetaryMinor: [1000, 5000, 10_000, 20_000],
  } as const;
  const saving = {
    clock: { now: () => new Date(now) },
    transact: <Result>(
      work: (stores: { shops: ShopsStore; campaigns: CampaignsStore }) => Promise<Result>,
    ) =>
      inTransaction(pool, (client) =>
        work({ shops: createShopsStore(client), campaigns: createCampaignsStore(client) }),
      ),
    startRecompute: async (shopId: string) => void asked.push(shopId),
  };
  await saveSettings(saving, { shop, change: { rfm }, actor: 'owner' });
  expect(asked).toEqual([shop.shopId]);
  const changed = await createShopsStore(pool).find(shop.shopId);
  if (!changed) throw new Error('the shop is gone');
  expect(changed.settings.rfm).toEqual(rfm);
  await recomputeShop(depsAt(pool, now), changed);
  const { rows } =
    await pool.query(`select count(*)::int as customers, count(rfm_group)::int as grouped,
      count(*) filter (where frequency_score <> least(orders_count, 5))::int as frequency,
      count(*) filter (where monetary_score <> 1 + (historic_clv_minor > 1000)::int
        + (historic_clv_minor > 5000)::int + (historic_clv_minor > 10000)::int
        + (historic_clv_minor > 20000)::int)::int as monetary,
      count(*) filter (where recency_score <> 5 - (days > 30)::int - (days > 60)::int
        - (days > 90)::int - (days > 120)::int)::int as recency
    from (select *, date '2026-11-22' - (last_order_at at time zone '${shop.timezone}')::date as days
      from customer_metrics where orders_count > 0) m`);
  expect(rows).toEqual([
    {
      customers: rows[0].customers,
      grouped: rows[0].customers,
      frequency: 0,
      monetary: 0,
      recency: 0,
    },
  ]);
  expect(rows[0].customers).toBeGreaterThan(50);
});
