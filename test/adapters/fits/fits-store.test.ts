import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { createFitsStore } from '#app/adapters/db/fits-store.server.ts';
import { createShopsStore } from '#app/adapters/db/shops-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import type { StoreFit } from '#app/domain/clv/store-fit.ts';
import type { FitsStore } from '#app/services/ports/fits-store.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { aShop, insertShop } from '#test/support/fact-rows.ts';
import { aStoreFit, somePredictions } from '#test/support/fits.ts';

const shop = aShop();
const { shopId } = shop;
const IDS = BigInt64Array.of(9_007_199_254_740_993n, -7n, 5n);
const AT = new Date('2026-11-28T03:00:00Z');

async function openShop() {
  const { pool } = await createTestDatabase();
  await insertShop(pool, shop);
  const run = <Result>(work: (fits: FitsStore) => Promise<Result>): Promise<Result> =>
    inTransaction(pool, (client) => work(createFitsStore(client)));
  const claim = async () => {
    const fitId = randomUUID();
    const asked = { fitId, trigger: 'night', observationEnd: '2026-11-27' } as const;
    return (await run((fits) => fits.claim(shopId, asked))) ? fitId : null;
  };
  const begin = async () => {
    const fitId = await claim();
    if (!fitId) throw new Error('Another fit is under way.');
    return fitId;
  };
  const complete = (fitId: string, fit: StoreFit = aStoreFit()) =>
    run((fits) => fits.complete(shopId, fitId, { fit, alert: null, fittedAt: AT }));
  return { pool, run, claim, begin, complete };
}

async function listHolding(pool: Pool) {
  const { rows } = await pool.query<{ customer_id: string; predicted_clv_minor: number }>(
    'select customer_id, predicted_clv_minor from customer_predictions order by 2',
  );
  return rows.map((row) => [row.customer_id, row.predicted_clv_minor]);
}

function rowsOf(fitId: string, base = 0) {
  return {
    fitId,
    customerIds: IDS,
    predictions: somePredictions(IDS.length, base),
    computedAt: AT,
  };
}

test('what is predicted is seen once the fit holds, all of it at once, and then the next', async () => {
  const { pool, run, begin, complete } = await openShop();
  const first = await begin();
  await run((fits) => fits.insertPredictions(shopId, rowsOf(first)));
  expect(await listHolding(pool)).toEqual([]);
  expect(await complete(first)).toBe(true);
  const old = [
    ['9007199254740993', 900],
    ['-7', 1800],
    ['5', 2700],
  ];
  expect(await listHolding(pool)).toEqual(old);

  const second = await begin();
  await run((fits) => fits.insertPredictions(shopId, rowsOf(second, 0.5)));
  expect(await listHolding(pool)).toEqual(old);
  await complete(second);
  expect((await listHolding(pool)).map(([, clv]) => clv)).toEqual([900.5, 1800.5, 2700.5]);
});

test('every figure of a prediction is stored, dates counted from the last day observed', async () => {
  const { pool, run, begin, complete } = await openShop();
  const fitId = await begin();
  const predictions = somePredictions(1);
  predictions.nextOrder[0] = Number.NaN;
  predictions.clv[0] = Number.NaN;
  await run((fits) =>
    fits.insertPredictions(shopId, { ...rowsOf(fitId), predictions, customerIds: IDS }),
  );
  await complete(fitId);
  const { rows } = await pool.query('select * from customer_predictions');
  expect(rows).toEqual([
    {
      shop_id: shopId,
      customer_id: '9007199254740993',
      probability_alive: 0.01,
      churn_probability: 0.02,
      expected_purchases: 1,
      expected_purchases_lower: 0.5,
      expected_purchases_upper: 2,
      expected_spend_minor: 1_000,
      predicted_clv_minor: null,
      predicted_clv_lower_minor: 400,
      predicted_clv_upper_minor: 2_000,
      next_order_on: null,
      next_order_from: '2026-12-02',
      next_order_to: '2026-12-17',
      fit_id: fitId,
      as_of_day: '2026-11-27',
      computed_at: AT,
    },
  ]);
});

test('one fit is under way at a time; one that was killed makes way and cannot come back', async () => {
  const { pool, claim, begin, complete } = await openShop();
  const killed = await begin();
  expect(await claim()).toBeNull();
  await pool.query("update clv_fits set started_at = now() - interval '16 minutes'");
  const next = await begin();
  expect(await complete(killed)).toBe(false);
  expect(await complete(next)).toBe(true);
  const { rows } = await pool.query('select fit_id, state from clv_fits order by state');
  expect(rows).toEqual([
    { fit_id: next, state: 'done' },
    { fit_id: killed, state: 'failed' },
  ]);
});

test('a fit that is superseded leaves the one that holds in force', async () => {
  const { run, begin, complete } = await openShop();
  const holding = await begin();
  await complete(holding);
  const failed = await begin();
  await run((fits) => fits.fail(shopId, failed, 'no memory'));
  expect(await complete(failed)).toBe(false);
  expect(await run((fits) => fits.findCurrent(shopId))).toEqual({
    fitId: holding,
    fit: aStoreFit(),
  });
});

test('what fits leave that do not hold is deleted, what holds or is being made stays', async () => {
  const { pool, run, begin, complete } = await openShop();
  const old = await begin();
  await run((fits) => fits.insertPredictions(shopId, rowsOf(old)));
  await complete(old);
  const holding = await begin();
  await run((fits) => fits.insertPredictions(shopId, rowsOf(holding)));
  await run((fits) => fits.noteChanges(shopId, ['5']));
  await complete(holding);
  const running = await begin();
  await run((fits) => fits.insertPredictions(shopId, rowsOf(running)));
  await run((fits) => fits.noteChanges(shopId, ['5']));

  await run((fits) => fits.dropLeftovers(shopId));
  const { rows } = await pool.query('select distinct fit_id from fit_predictions order by fit_id');
  expect(rows.map((row) => row.fit_id)).toEqual([holding, running].sort());
  const changes = await pool.query('select fit_id from clv_fit_changes order by fit_id');
  expect(changes.rows.map((row) => row.fit_id)).toEqual([holding, running].sort());
});

test('who changes while a fit is under way is handed over once, and only then', async () => {
  const { run, begin, complete } = await openShop();
  await run((fits) => fits.noteChanges(shopId, ['1']));
  const fitId = await begin();
  await run((fits) => fits.noteChanges(shopId, ['5', '-7', '5']));
  await run((fits) => fits.noteChanges(shopId, ['-7', '8']));
  const take = (limit: number) => run((fits) => fits.takeChanges(shopId, fitId, limit));
  expect((await take(2)).sort()).toEqual(['-7', '5']);
  expect(await take(2)).toEqual(['8']);
  expect(await take(2)).toEqual([]);
  await complete(fitId);
  await run((fits) => fits.noteChanges(shopId, ['5']));
  expect(await take(2)).toEqual([]);
});

test('some customers’ predictions are replaced; who has none any more loses his', async () => {
  const { pool, run, begin, complete } = await openShop();
  const fitId = await begin();
  await run((fits) => fits.insertPredictions(shopId, rowsOf(fitId)));
  await complete(fitId);
  const rows = { ...rowsOf(fitId, 100), predictions: somePredictions(1, 100) };
  await run((fits) => fits.replacePredictions(shopId, { ...rows, customerIds: IDS.slice(0, 2) }));
  expect(await listHolding(pool)).toEqual([
    ['9007199254740993', 1000],
    ['5', 2700],
  ]);
});

test('how a shop stands: what was asked for, what failed, what is known', async () => {
  const { pool, run, begin, complete } = await openShop();
  const standing = () => run((fits) => fits.findStanding(shopId));
  const fresh = {
    shopId,
    timezone: shop.timezone,
    askedBy: null,
    askedAt: null,
    isRecomputing: false,
    hasJustFailed: false,
    observationEnd: null,
  };
  expect(await standing()).toEqual(fresh);
  await run(async (fits) => {
    const fitId = randomUUID();
    await fits.claim(shopId, { fitId, trigger: 'import', observationEnd: '2026-11-27' });
    await fits.fail(shopId, fitId, 'no memory');
  });
  const shops = createShopsStore(pool);
  await shops.askFit(shopId, 'asked', AT);
  await shops.askRecompute(shopId, AT);
  const asked = { ...fresh, askedBy: 'asked', askedAt: AT, isRecomputing: true };
  expect(await standing()).toEqual({ ...asked, hasJustFailed: true });
  await shops.endFitAsk(shopId, new Date(AT.getTime() - 1));
  expect(await standing()).toMatchObject({ askedBy: 'asked' });
  await shops.endFitAsk(shopId, AT);
  await complete(await begin());
  expect(await standing()).toMatchObject({ askedBy: null, observationEnd: '2026-11-27' });
  await shops.markUninstalled(shopId, new Date());
  expect(await standing()).toBeNull();
  expect(await run((fits) => fits.listStandings())).toEqual([]);
});
