import { expect, test } from 'vitest';
import { adjustPoints } from '#app/services/adjust-points.ts';
import { insertRefund } from '#test/support/fact-rows.ts';
import {
  aShopWithPoints,
  balances,
  depsAt,
  expectWhole,
  order,
  redeem,
  settle,
  shop,
  withSpendable,
} from '#test/support/ledger.ts';

test('L7: 50 parallel requests with points for one give exactly one reward', async () => {
  const pool = await aShopWithPoints();
  await withSpendable(pool, 999);
  const results = await Promise.all(
    Array.from({ length: 50 }, (_, index) => redeem(pool, `request-${index}`)),
  );
  expect(results.filter(({ outcome }) => outcome === 'held')).toHaveLength(1);
  expect(results.filter((each) => each.outcome === 'refused')).toHaveLength(49);
  const codes = await pool.query('select code from discount_codes');
  expect(codes.rows).toHaveLength(1);
  expect(await balances(pool)).toEqual({
    adjustment: -999,
    'member:7:available': 499,
    'member:7:held': 500,
  });
  await expectWhole(pool);
});

test('asking again with the same key gives the same reward', async () => {
  const pool = await aShopWithPoints();
  await withSpendable(pool, 2000);
  const first = await redeem(pool, 'a');
  expect(await redeem(pool, 'a', '2026-11-11T10:00:00Z')).toEqual(first);
  expect((await balances(pool))['member:7:held']).toBe(500);
});

test('L7: an order with the code spends the points, its refunds return them', async () => {
  const pool = await aShopWithPoints();
  await withSpendable(pool);
  const reward = await redeem(pool, 'a');
  if (reward.outcome !== 'held') throw new Error('not held');
  const at = '2026-11-12T10:00:00Z';
  const used = { orderId: '3', discountCodes: [reward.code.toLowerCase()], ownerId: '8' };
  await order(pool, used, at);
  await settle(pool, '2026-11-12T11:00:00Z');
  expect(await balances(pool)).toMatchObject({ redemption: 500 });
  expect(await balances(pool)).not.toHaveProperty('member:7:held');

  await insertRefund(pool, shop, { refundId: '6', orderId: '3', at, minor: 4000 });
  await order(pool, { ...used, netMinor: 6000, refundedMinor: 4000 }, '2026-11-13T10:00:00Z');
  await settle(pool, '2026-11-13T11:00:00Z');
  await settle(pool, '2026-11-13T12:00:00Z');
  expect(await balances(pool)).toMatchObject({ redemption: 300, 'member:7:available': 200 });
  await order(
    pool,
    { ...used, netMinor: 0, excludedReason: 'cancelled', cancelledAt: at },
    '2026-11-14T10:00:00Z',
  );
  await settle(pool, '2026-11-14T11:00:00Z');
  expect(await balances(pool)).toEqual({ adjustment: -500, 'member:7:available': 500 });
  await expectWhole(pool);
});

test('L7: an unused code gives the points back at its end, a code that failed at once', async () => {
  const pool = await aShopWithPoints();
  await withSpendable(pool, 1000);
  const reward = await redeem(pool, 'a');
  await redeem(pool, 'b');
  await pool.query(
    `update effects set state = 'failed' where effect_id in
       (select effect_id from redemptions order by effect_id limit 1)`,
  );
  await settle(pool, '2026-11-10T10:10:00Z');
  expect((await balances(pool))['member:7:held']).toBe(500);
  await settle(pool, '2027-02-08T10:10:00Z');
  expect(await balances(pool)).toEqual({ adjustment: -1000, 'member:7:available': 1000 });
  if (reward.outcome !== 'held') throw new Error('not held');
  // Used in time, heard of after it had run out.
  const { rows } = await pool.query(
    "select code from discount_codes d join redemptions using (effect_id) where redemptions.state = 'expired'",
  );
  await order(
    pool,
    { orderId: '3', ownerId: '8', at: '2027-02-08T09:59:00Z', discountCodes: [rows[0].code] },
    '2027-02-08T12:00:00Z',
  );
  await settle(pool, '2027-02-08T13:00:00Z');
  expect(await balances(pool)).toMatchObject({ 'member:7:available': 500, redemption: 500 });
  await expectWhole(pool);
});

test('an adjustment is made once and never takes more than there is', async () => {
  const pool = await aShopWithPoints();
  await withSpendable(pool, 100);
  const adjust = (points: number, requestKey: string) =>
    adjustPoints(depsAt(pool, '2026-11-02T10:00:00Z'), shop, {
      customerId: '7',
      points,
      author: 'owner@fern.example',
      reason: 'Mistake',
      requestKey,
    });
  expect(await adjust(100, 'welcome')).toEqual({ outcome: 'already_done' });
  expect(await adjust(-101, 'b')).toEqual({ outcome: 'refused', reason: 'not_enough_points' });
  expect(await adjust(-60, 'c')).toEqual({ outcome: 'adjusted' });
  expect(await balances(pool)).toEqual({ adjustment: -40, 'member:7:available': 40 });
  await expectWhole(pool);
});

test('L6: two rewards on one order both come back with its refund', async () => {
  const pool = await aShopWithPoints();
  await withSpendable(pool, 1000);
  const rewards = [await redeem(pool, 'a'), await redeem(pool, 'b')];
  const discountCodes = rewards.flatMap((each) => (each.outcome === 'held' ? [each.code] : []));
  const at = '2026-11-12T10:00:00Z';
  const used = { orderId: '3', discountCodes, ownerId: '8' };
  await order(pool, used, at);
  await settle(pool, '2026-11-12T11:00:00Z');
  expect(await balances(pool)).toMatchObject({ redemption: 1000 });
  await insertRefund(pool, shop, { refundId: '6', orderId: '3', at, minor: 4000 });
  await order(pool, { ...used, netMinor: 6000, refundedMinor: 4000 }, '2026-11-13T10:00:00Z');
  await settle(pool, '2026-11-13T11:00:00Z');
  expect(await balances(pool)).toMatchObject({ redemption: 600, 'member:7:available': 400 });
  await order(
    pool,
    { ...used, netMinor: 0, excludedReason: 'cancelled', cancelledAt: at },
    '2026-11-14T10:00:00Z',
  );
  await settle(pool, '2026-11-14T11:00:00Z');
  expect(await balances(pool)).toEqual({ adjustment: -1000, 'member:7:available': 1000 });
  await expectWhole(pool);
});
