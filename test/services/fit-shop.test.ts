import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { expect, test } from 'vitest';
import { createFitsStore } from '#app/adapters/db/fits-store.server.ts';
import { createMetricsStore } from '#app/adapters/db/metrics-store.server.ts';
import { eraseShop } from '#app/adapters/db/privacy/erase-shop.server.ts';
import { createPredictionsReads } from '#app/adapters/db/reads/predictions.server.ts';
import { createSegmentsStore } from '#app/adapters/db/segments-store.server.ts';
import { createShopsStore } from '#app/adapters/db/shops-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { buildPurchaseLog } from '#app/domain/clv/purchase-log.ts';
import { scoreStore } from '#app/domain/clv/score-store.ts';
import type { StoreFit } from '#app/domain/clv/store-fit.ts';
import { fitShop } from '#app/services/fit-shop.ts';
import type { FitRequest, StoreFitter } from '#app/services/ports/store-fitter.ts';
import { rescoreCustomers } from '#app/services/rescore-customers.ts';
import { sweepFits } from '#app/services/sweep-fits.ts';
import type { Transact } from '#app/services/transact.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { aShop, insertCustomers, insertOrders, insertShop } from '#test/support/fact-rows.ts';
import { aStoreFit } from '#test/support/fits.ts';
import { createGate } from '#test/support/workers.ts';

const shop = aShop({ timezone: 'UTC' });
const { shopId } = shop;

function storesOn(client: PoolClient) {
  return {
    fits: createFitsStore(client),
    metrics: createMetricsStore(client),
    segments: createSegmentsStore(client),
    shops: createShopsStore(client),
  };
}

/** A fitter in this thread with a model that is given, not fitted. */
function fixedFitter(fit: StoreFit = aStoreFit()): StoreFitter {
  return {
    async fitAndScore({ orders, customers: count, options }: FitRequest) {
      const log = buildPurchaseLog(orders, count);
      const made = { ...fit, options };
      const predictions = made.outcome === 'too-little-data' ? null : scoreStore(made, log);
      return { fit: made, predictions };
    },
  };
}

async function openShop(now = '2026-11-28T04:00:00Z') {
  const { pool } = await createTestDatabase();
  await insertShop(pool, shop);
  const transact: Transact<ReturnType<typeof storesOn>> = (work) =>
    inTransaction(pool, (client) => work(storesOn(client)));
  const time = { now: new Date(now) };
  const deps = {
    transact,
    clock: { now: () => time.now },
    fitter: fixedFitter(),
    newId: () => randomUUID(),
  };
  const setTime = (instant: string) => {
    time.now = new Date(instant);
  };
  /** An order as a webhook brings it: the facts, then what follows, in one transaction. */
  const order = async (orderId: string, ownerId: string, at: string, netMinor = 2_000) => {
    await insertOrders(pool, shop, [{ orderId, ownerId, at, netMinor }]);
    await transact(async (stores) => {
      await stores.metrics.lockShop(shopId);
      await rescoreCustomers(stores, shop, [ownerId], { now: time.now });
    });
  };
  return { pool, deps, setTime, order, reads: createPredictionsReads(pool) };
}

const customers = Array.from({ length: 40 }, (_, at) => String(at + 1));

async function fillShop(pool: Pool) {
  await insertCustomers(
    pool,
    shop,
    customers.map((customerId) => ({ customerId })),
  );
  const orders = customers.flatMap((ownerId, at) =>
    Array.from({ length: 1 + (at % 4) }, (_, nth) => ({
      orderId: String(1000 + at * 10 + nth),
      ownerId,
      at: new Date(Date.UTC(2026, 0, 1 + at * 3 + nth * 40)).toISOString(),
      netMinor: 1_000 + at * 50 + nth,
    })),
  );
  await insertOrders(pool, shop, orders);
}

/** All but the bounds of value, which are read off a grid that all who are scored share. */
async function listHolding(pool: Pool) {
  const { rows } = await pool.query(
    `select to_jsonb(p) - '{fit_id,computed_at,predicted_clv_lower_minor,predicted_clv_upper_minor}'
       ::text[] as row
     from customer_predictions p order by customer_id`,
  );
  return rows.map(({ row }) => row);
}

test('a due shop is fitted once: everyone who bought is predicted, as of the day before', async () => {
  const { pool, deps, reads } = await openShop();
  await fillShop(pool);
  await insertCustomers(pool, shop, [{ customerId: '99' }]);
  expect(await fitShop(deps, { shopId })).toEqual({ outcome: 'done' });
  const rows = await listHolding(pool);
  expect(rows.map((row) => row.customer_id)).toEqual(customers.map(Number));
  expect(new Set(rows.map((row) => row.as_of_day))).toEqual(new Set(['2026-11-27']));
  expect(await reads.current(shopId)).toMatchObject({ trigger: 'night', state: 'done' });
  expect(await fitShop(deps, { shopId })).toEqual({ outcome: 'not_due' });
});

test('the sweep starts what is due: at night, and at once where it was asked for', async () => {
  const { pool, deps, setTime } = await openShop('2026-11-28T02:59:00Z');
  const started: string[] = [];
  const sweep = () => sweepFits({ ...deps, startFit: async (id) => void started.push(id) });
  await sweep();
  expect(started).toEqual([]);
  setTime('2026-11-28T03:00:00Z');
  await sweep();
  expect(started.splice(0)).toEqual([shopId]);
  await fitShop(deps, { shopId });
  await sweep();
  expect(started).toEqual([]);
  await createShopsStore(pool).askFit(shopId, 'import', new Date('2026-11-28T03:10:00Z'));
  await sweep();
  expect(started).toEqual([shopId]);
  await fitShop(deps, { shopId });
  expect((await createPredictionsReads(pool).current(shopId))?.trigger).toBe('import');
  expect(await fitShop(deps, { shopId })).toEqual({ outcome: 'not_due' });
});

test('C10: an order predicts its customer again, and nobody else', async () => {
  const { pool, deps, order, setTime } = await openShop();
  await fillShop(pool);
  await fitShop(deps, { shopId });
  const before = await listHolding(pool);
  setTime('2026-11-29T12:00:00Z');
  await order('1', '7', '2026-11-29T11:00:00Z');
  await order('2', '99', '2026-11-29T11:30:00Z');
  const { rows } = await pool.query(
    `select customer_id, as_of_day from customer_predictions
     where computed_at = '2026-11-29T12:00:00Z' order by customer_id`,
  );
  expect(rows).toEqual([
    { customer_id: '7', as_of_day: '2026-11-29' },
    { customer_id: '99', as_of_day: '2026-11-29' },
  ]);
  const after = await listHolding(pool);
  const others = (list: { customer_id: number }[]) =>
    list.filter(({ customer_id }) => ![7, 99].includes(customer_id));
  expect(others(after)).toEqual(others(before));
  expect(after).toHaveLength(41);
});

test('whose only order is refunded or deleted is predicted no more', async () => {
  const { pool, deps, order } = await openShop();
  await fillShop(pool);
  await fitShop(deps, { shopId });
  await order('1000', '1', '2026-01-01T00:00:00Z', 0);
  const { rows } = await pool.query(
    'select customer_id from customer_predictions where customer_id = 1',
  );
  expect(rows).toEqual([]);
});

test('orders that come while a fit is made wait for nothing and are in it when it holds', async () => {
  const { pool, deps, order, setTime } = await openShop();
  await fillShop(pool);
  await fitShop(deps, { shopId });
  const before = await listHolding(pool);
  setTime('2026-11-29T04:00:00Z');
  const [reached, go] = [createGate(), createGate()];
  const inner = fixedFitter();
  const fitter: StoreFitter = {
    async fitAndScore(request) {
      const answer = await inner.fitAndScore(request);
      reached.open();
      await go.opened;
      return answer;
    },
  };
  const fitting = fitShop({ ...deps, fitter }, { shopId });
  await reached.opened;
  await order('1', '7', '2026-11-29T03:30:00Z');
  await order('2', '98', '2026-11-29T03:40:00Z');
  const meanwhile = await listHolding(pool);
  expect(meanwhile).toHaveLength(41);
  expect(meanwhile.filter((row) => row.as_of_day === '2026-11-29')).toHaveLength(2);
  expect(before.filter((row) => row.as_of_day === '2026-11-29')).toHaveLength(0);
  go.open();
  expect(await fitting).toEqual({ outcome: 'done' });
  const held = await listHolding(pool);

  await createShopsStore(pool).askFit(shopId, 'asked', new Date('2026-11-29T04:00:00Z'));
  await fitShop(deps, { shopId });
  expect(await listHolding(pool)).toEqual(held);
});

test('a fit that was killed is seen by nobody; another takes its place, and it cannot come back', async () => {
  const { pool, deps, setTime, reads } = await openShop();
  await fillShop(pool);
  await fitShop(deps, { shopId });
  const first = await reads.current(shopId);
  setTime('2026-11-29T04:00:00Z');
  const [reached, go] = [createGate(), createGate()];
  const inner = fixedFitter();
  const fitter: StoreFitter = {
    async fitAndScore(request) {
      reached.open();
      await go.opened;
      return inner.fitAndScore(request);
    },
  };
  const hanging = fitShop({ ...deps, fitter }, { shopId });
  await reached.opened;
  expect(await fitShop(deps, { shopId })).toEqual({ outcome: 'busy' });
  expect((await reads.current(shopId))?.fitId).toBe(first?.fitId);
  await pool.query(`update clv_fits set started_at = started_at - interval '16 minutes'
    where state = 'running'`);
  expect(await fitShop(deps, { shopId })).toEqual({ outcome: 'done' });
  const second = await reads.current(shopId);
  go.open();
  expect(await hanging).toEqual({ outcome: 'superseded' });
  expect((await reads.current(shopId))?.fitId).toBe(second?.fitId);
  const { rows } = await pool.query('select distinct fit_id from fit_predictions');
  expect(rows).toEqual([{ fit_id: second?.fitId }]);
});

test('of a shop that is erased while it is fitted nothing is written', async () => {
  const { pool, deps } = await openShop();
  await fillShop(pool);
  const inner = fixedFitter();
  const fitter: StoreFitter = {
    async fitAndScore(request) {
      await inTransaction(pool, (client) => eraseShop(client, shop));
      return inner.fitAndScore(request);
    },
  };
  expect(await fitShop({ ...deps, fitter }, { shopId })).toEqual({ outcome: 'superseded' });
  const { rows } = await pool.query('select from fit_predictions');
  expect(rows).toEqual([]);
});

test('a fit that fails says why, leaves what holds, and is not repeated at once', async () => {
  const { pool, deps, setTime, reads } = await openShop();
  await fillShop(pool);
  await fitShop(deps, { shopId });
  const before = await listHolding(pool);
  setTime('2026-11-29T04:00:00Z');
  const fitter: StoreFitter = {
    fitAndScore: () => Promise.reject(new Error('no memory')),
  };
  await expect(fitShop({ ...deps, fitter }, { shopId })).rejects.toThrow('no memory');
  expect(await listHolding(pool)).toEqual(before);
  expect((await reads.history(shopId))[0]).toMatchObject({ state: 'failed', error: 'no memory' });
  expect(await fitShop(deps, { shopId })).toEqual({ outcome: 'not_due' });
});

test('C8: too little data predicts nobody and says what is missing', async () => {
  const { pool, deps, reads } = await openShop();
  await fillShop(pool);
  const reason = { missing: 'repeat-customers', have: 3, need: 30, expectedOn: 20_900 } as const;
  const fitter: StoreFitter = {
    async fitAndScore({ options }) {
      const fit = { outcome: 'too-little-data', reason, customers: 40, options } as const;
      return { fit, predictions: null };
    },
  };
  await fitShop({ ...deps, fitter }, { shopId });
  expect(await listHolding(pool)).toEqual([]);
  expect((await reads.current(shopId))?.fit).toMatchObject({ outcome: 'too-little-data', reason });
});

test('C4: a fit that does worse than those before says so', async () => {
  const { pool, deps, setTime, reads } = await openShop('2026-10-01T04:00:00Z');
  await fillShop(pool);
  for (const day of ['2026-10-01', '2026-10-02', '2026-10-03']) {
    setTime(`${day}T04:00:00Z`);
    await fitShop(deps, { shopId });
  }
  expect((await reads.current(shopId))?.alert).toBeNull();
  setTime('2026-10-20T04:00:00Z');
  const worse = aStoreFit();
  for (const { purchases, predictor } of worse.accuracy?.candidates ?? []) {
    if (predictor === 'bg-nbd') purchases.meanAbsoluteError = 0.95;
  }
  await fitShop({ ...deps, fitter: fixedFitter(worse) }, { shopId });
  const current = await reads.current(shopId);
  expect(current?.alert).toEqual({ kind: 'error', now: 0.95, usual: 0.8 });
});
