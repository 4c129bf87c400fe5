import { expect, test } from 'vitest';
import { createPredictionsReads } from '#app/adapters/db/reads/predictions.server.ts';
import type { StoreFit } from '#app/domain/clv/store-fit.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { aShop, insertOrders, insertShop } from '#test/support/fact-rows.ts';
import { aStoreFit, makeFit } from '#test/support/fits.ts';

const shop = aShop();
const { shopId } = shop;
const AT = new Date('2026-11-28T03:00:00Z');
const ALERT = { kind: 'error', now: 0.95, usual: 0.8 } as const;

async function openShop() {
  const { pool } = await createTestDatabase();
  await insertShop(pool, shop);
  return { pool, reads: createPredictionsReads(pool) };
}

test('C4: the fit that holds comes with its accuracy card, forecast and alert', async () => {
  const { pool, reads } = await openShop();
  expect(await reads.current(shopId)).toBeNull();
  const fitId = await makeFit(pool, { shop, at: AT, alert: ALERT });
  expect(await reads.current(shopId)).toMatchObject({
    fitId,
    state: 'done',
    isCurrent: true,
    observationEnd: '2026-11-27',
    fittedAt: AT,
    customers: 3,
    fit: aStoreFit(),
    alert: ALERT,
  });
});

test('every fit stays with its figures, the newest first, also one that said too little', async () => {
  const { pool, reads } = await openShop();
  const first = await makeFit(pool, { shop, at: AT });
  const unfitted: StoreFit = {
    outcome: 'too-little-data',
    reason: { missing: 'repeat-customers', have: 3, need: 30, expectedOn: 20_900 },
    customers: 12,
    options: aStoreFit().options,
  };
  const second = await makeFit(pool, { shop, at: AT, fit: unfitted });
  const history = await reads.history(shopId);
  expect(history.map(({ fitId, isCurrent }) => [fitId, isCurrent])).toEqual([
    [second, true],
    [first, false],
  ]);
  expect(history.map(({ fit }) => fit)).toEqual([unfitted, aStoreFit()]);
});

test('predicted CLV in bins adds up to all of it', async () => {
  const { pool, reads } = await openShop();
  expect(await reads.distribution(shopId)).toBeNull();
  await makeFit(pool, { shop, at: AT, clv: [0, 99, 100, 450, 1_000, 7_000, Number.NaN] });
  const distribution = await reads.distribution(shopId);
  expect(distribution).toMatchObject({ customers: 6, meanMinor: 8649 / 6, medianMinor: 275 });
  expect(distribution?.bins).toEqual([
    { fromMinor: 0, toMinor: 100, customers: 2, clvMinor: 99 },
    { fromMinor: 100, toMinor: 200, customers: 1, clvMinor: 100 },
    { fromMinor: 200, toMinor: 500, customers: 1, clvMinor: 450 },
    { fromMinor: 500, toMinor: 1000, customers: 0, clvMinor: 0 },
    { fromMinor: 1000, toMinor: 2000, customers: 1, clvMinor: 1000 },
    { fromMinor: 2000, toMinor: 5000, customers: 0, clvMinor: 0 },
    { fromMinor: 5000, toMinor: 10_000, customers: 1, clvMinor: 7000 },
  ]);
});

test('C12: a prediction opens to the days it was made from and the orders left out, with why', async () => {
  const { pool, reads } = await openShop();
  const at = '2026-03-01T10:00:00Z';
  await insertOrders(pool, shop, [
    { orderId: '1', ownerId: '1', at, netMinor: 500 },
    { orderId: '2', ownerId: '1', at: '2026-03-01T12:00:00Z', netMinor: 700 },
    { orderId: '3', ownerId: '1', at, netMinor: 0, excludedReason: 'test' },
    { orderId: '4', ownerId: '1', at: '2026-04-01T10:00:00Z', netMinor: 900 },
    { orderId: '5', ownerId: '1', at: '2026-05-01T10:00:00Z', netMinor: 0, refundedMinor: 90 },
    { orderId: '6', ownerId: '2', at, netMinor: 100 },
  ]);
  await pool.query("update orders set source_name = 'subscription_contract' where order_id = 4");
  expect(await reads.ofCustomer(shop, '1')).toBeNull();
  await makeFit(pool, { shop, at: AT, clv: [4_000] });

  const prediction = await reads.ofCustomer(shop, '1');
  expect(prediction).toMatchObject({
    predictedClvMinor: 4_000,
    expectedPurchases: 1,
    asOfDay: '2026-11-27',
    purchaseDays: [{ day: '2026-03-01', netMinor: 1200, orders: 2 }],
  });
  expect(prediction?.leftOut.map(({ name, reason }) => [name, reason])).toEqual([
    ['#3', 'test'],
    ['#4', 'subscription_renewal'],
    ['#5', 'nothing_left'],
  ]);
});
