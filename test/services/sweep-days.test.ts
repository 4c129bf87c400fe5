import type { PoolClient } from 'pg';
import { expect, test } from 'vitest';
import { createFactsStore } from '#app/adapters/db/facts-store.server.ts';
import { createMetricsStore } from '#app/adapters/db/metrics-store.server.ts';
import { createSegmentsStore } from '#app/adapters/db/segments-store.server.ts';
import { createShopsStore } from '#app/adapters/db/shops-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { recomputeAsked } from '#app/services/recompute-asked.ts';
import { refreshDayOf, sweepDays } from '#app/services/sweep-days.ts';
import { createTestDatabase } from '#test/support/database.ts';
import {
  aShop,
  insertCheckout,
  insertCustomers,
  insertOrders,
  insertShop,
} from '#test/support/fact-rows.ts';

/** Auckland is half a day ahead of London, New York half a day behind it. */
const auckland = aShop({ timezone: 'Pacific/Auckland' });
const newYork = aShop({
  shopId: '2',
  domain: 'york.myshopify.com',
  timezone: 'America/New_York',
});

async function twoShops() {
  const { pool } = await createTestDatabase();
  await insertShop(pool, auckland);
  await insertShop(pool, newYork);
  await insertCustomers(pool, auckland, [{ customerId: '7' }]);
  const at = '2026-11-01T10:00:00Z';
  await insertOrders(pool, auckland, [{ orderId: '1', ownerId: '7', at, netMinor: 1000 }]);
  const depsAt = (now: string) => ({
    clock: { now: () => new Date(now) },
    transact: <Result>(work: (stores: ReturnType<typeof storesOf>) => Promise<Result>) =>
      inTransaction(pool, (client) => work(storesOf(client))),
  });
  const sweep = async (now: string) => {
    const asked: string[] = [];
    const startRefresh = async (shopId: string) => void asked.push(shopId);
    const recomputes: string[] = [];
    const startRecompute = async (shopId: string) => void recomputes.push(shopId);
    const { moved } = await sweepDays({ ...depsAt(now), startRefresh, startRecompute });
    for (const shopId of asked) await refreshDayOf(depsAt(now), { shopId });
    return { asked, moved, recomputes };
  };
  return { pool, sweep, depsAt };
}

function storesOf(client: PoolClient) {
  return {
    facts: createFactsStore(client),
    metrics: createMetricsStore(client),
    segments: createSegmentsStore(client),
    shops: createShopsStore(client),
  };
}

test('each shop enters its own local day, after late facts have had their time, and once', async () => {
  const { pool, sweep } = await twoShops();
  expect((await sweep('2026-11-22T10:00:00Z')).asked).toEqual(['1', '2']);
  expect((await sweep('2026-11-22T10:05:00Z')).asked).toEqual([]);
  // Midnight in Auckland is 11:00 in UTC; the five minutes of settling follow.
  expect((await sweep('2026-11-22T11:04:59Z')).asked).toEqual([]);
  expect((await sweep('2026-11-22T11:05:00Z')).asked).toEqual(['1']);
  expect((await sweep('2026-11-23T05:05:00Z')).asked).toEqual(['2']);
  const { rows } = await pool.query('select shop_id, metrics_day from shops order by shop_id');
  expect(rows).toEqual([
    { shop_id: '1', metrics_day: '2026-11-23' },
    { shop_id: '2', metrics_day: '2026-11-23' },
  ]);
});

test('S4: days since the last order grow without any webhook', async () => {
  const { pool, sweep } = await twoShops();
  const recencyOn = async (now: string) => {
    await sweep(now);
    const { rows } = await pool.query('select recency_score, as_of_day from customer_metrics');
    return rows[0];
  };
  // Thirty days, then ninety, are the limits of a shop too small for fifths.
  expect(await recencyOn('2026-11-30T20:00:00Z')).toEqual({
    recency_score: 5,
    as_of_day: '2026-12-01',
  });
  expect(await recencyOn('2026-12-01T20:00:00Z')).toEqual({
    recency_score: 4,
    as_of_day: '2026-12-02',
  });
});

test('the sweep moves abandoned checkouts of every shop', async () => {
  const { pool, sweep } = await twoShops();
  const at = '2026-11-22T10:00:00Z';
  await insertCheckout(pool, auckland, { checkoutId: '51', customerId: '7', at });
  expect((await sweep('2026-11-22T10:59:00Z')).moved).toBe(0);
  expect((await sweep('2026-11-22T11:00:00Z')).moved).toBe(1);
});

test('the sweep finds a checkout that names only a phone number, and lets it age away', async () => {
  const { pool, sweep } = await twoShops();
  await insertCheckout(pool, auckland, { checkoutId: '51', at: '2026-11-22T10:00:00Z' });
  await pool.query("update checkouts set phone_key = '+64211234567'");
  await pool.query("update customers set phone_key = '+64211234567' where customer_id = 7");
  expect((await sweep('2026-11-22T11:00:00Z')).moved).toBe(1);
  const { rows } = await pool.query(
    'select left_at from segment_memberships where customer_id = 7',
  );
  expect(rows).toContainEqual({ left_at: null });
  expect((await sweep('2026-11-22T11:10:00Z')).moved).toBe(0);
  expect((await sweep('2026-12-06T10:00:00Z')).moved).toBe(1);
});

test('figures to be computed again are asked for until they are, also where the job was lost', async () => {
  const { pool, sweep, depsAt } = await twoShops();
  const [asked, now] = ['2026-11-22T10:00:00Z', '2026-11-22T10:10:00Z'];
  await sweep(asked);
  await createShopsStore(pool).askRecompute('1', new Date(asked));
  expect((await sweep(now)).recomputes).toEqual(['1']);
  const again = new Date('2026-11-22T10:11:00Z');
  await recomputeAsked(depsAt(now), { shopId: '1' });
  expect((await sweep(now)).recomputes).toEqual([]);
  // Asked for again while the first one was at work: its end leaves the second one standing.
  await createShopsStore(pool).askRecompute('1', again);
  await createShopsStore(pool).endRecompute('1', new Date(asked));
  expect((await sweep(now)).recomputes).toEqual(['1']);
});
