import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { createEffectsStore } from '#app/adapters/db/effects-store.server.ts';
import { createLedgerStore } from '#app/adapters/db/ledger-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import { memberIdOf } from '#app/domain/loyalty/member-id.ts';
import { defaultSettings } from '#app/domain/settings.ts';
import type { Shop } from '#app/domain/shop.ts';
import { adjustPoints } from '#app/services/adjust-points.ts';
import { checkLedger } from '#app/services/check-ledger.ts';
import { queueLedgerWork } from '#app/services/queue-ledger-work.ts';
import { redeemPoints } from '#app/services/redeem-points.ts';
import { settleLedger } from '#app/services/settle-ledger.ts';
import { createTestDatabase } from '#test/support/database.ts';
import {
  aShop,
  insertCustomers,
  insertOrders,
  insertRefund,
  insertShop,
  type OrderRow,
} from '#test/support/fact-rows.ts';

const shop = aShop({
  settings: {
    ...defaultSettings,
    loyalty: {
      ...defaultSettings.loyalty,
      rewards: [{ key: 'small', points: 500, valueMinor: 500 }],
    },
  },
});
const memberId = memberIdOf('1', '7');

function depsAt(pool: Pool, now: string, ofShop: Shop = shop) {
  const clock = { now: () => new Date(now) };
  return {
    clock,
    transact: <Result>(work: (stores: ReturnType<typeof storesOf>) => Promise<Result>) =>
      inTransaction(pool, (client) => work(storesOf(client, ofShop))),
  };
}

function storesOf(client: Parameters<typeof createLedgerStore>[0], ofShop: Shop) {
  return {
    ledger: createLedgerStore(client),
    effects: createEffectsStore(client),
    shops: { find: async () => ofShop },
  };
}

async function aShopWithPoints() {
  const { pool } = await createTestDatabase();
  await insertShop(pool, shop);
  await insertCustomers(pool, shop, [{ customerId: '7' }, { customerId: '8' }]);
  const campaignId = '00000000-0000-4000-8000-000000000001';
  const since = '2026-10-01T00:00:00Z';
  await pool.query(
    `insert into campaigns (shop_id, campaign_id, play, name, status, version, activated_at,
       created_at, updated_at)
     values (1, $1, 'loyalty-points', 'Points', 'active', 1, $2, $2, $2)`,
    [campaignId, since],
  );
  await pool.query(
    `insert into campaign_versions (shop_id, campaign_id, version, definition, valid_from)
     values (1, $1, 1, $2, $3)`,
    [campaignId, JSON.stringify(defaultDefinitions['loyalty-points']), since],
  );
  return pool;
}

async function order(pool: Pool, row: Partial<OrderRow> & { orderId: string }, now: string) {
  await insertOrders(pool, shop, [{ ownerId: '7', at: now, netMinor: 10_000, ...row }]);
  await depsAt(pool, now).transact((stores) =>
    queueLedgerWork(stores, shop, [row.orderId], { now: new Date(now) }),
  );
}

const settle = (pool: Pool, now: string) => settleLedger(depsAt(pool, now));

async function balances(pool: Pool) {
  const { rows } = await pool.query<{ account: string; balance: string }>(
    'select account, balance from ledger_balances where balance <> 0 order by account',
  );
  const entries = rows.map(({ account, balance }) => [
    account.replace(memberId, '7').replace(memberIdOf('1', '8'), '8'),
    Number(balance),
  ]);
  return Object.fromEntries(entries);
}

async function keys(pool: Pool) {
  const { rows } = await pool.query<{ idempotency_key: string }>(
    'select idempotency_key from ledger_transactions order by occurred_at, idempotency_key',
  );
  return rows.map(({ idempotency_key }) => idempotency_key);
}

const expectWhole = async (pool: Pool) =>
  expect(await checkLedger(depsAt(pool, '2027-01-01T00:00:00Z'), '1')).toEqual([]);

test('L3: earned after settling, spendable after the waiting days, both once', async () => {
  const pool = await aShopWithPoints();
  await order(pool, { orderId: '1' }, '2026-11-01T10:00:00Z');
  expect(await settle(pool, '2026-11-01T10:04:00Z')).toEqual({ written: 0 });
  expect(await settle(pool, '2026-11-01T10:05:00Z')).toEqual({ written: 1 });
  expect(await balances(pool)).toEqual({ issuance: -500, 'member:7:maturing': 500 });
  await settle(pool, '2026-11-15T10:04:00Z');
  expect(await balances(pool)).toEqual({ issuance: -500, 'member:7:maturing': 500 });
  await settle(pool, '2026-11-15T10:05:00Z');
  await settle(pool, '2026-11-15T10:06:00Z');
  expect(await balances(pool)).toEqual({ issuance: -500, 'member:7:available': 500 });
  expect(await keys(pool)).toEqual(['earn-order-1', 'mature-lot-order-1']);
  await expectWhole(pool);
});

test('orders before the programme, guests and unpaid orders earn nothing', async () => {
  const pool = await aShopWithPoints();
  const now = '2026-11-01T10:00:00Z';
  await order(pool, { orderId: '1', at: '2026-09-01T10:00:00Z' }, now);
  await order(pool, { orderId: '2', ownerId: '-5' }, now);
  await order(pool, { orderId: '3', paidAt: null, excludedReason: 'not_paid' }, now);
  expect(await settle(pool, '2026-11-01T11:00:00Z')).toEqual({ written: 0 });
  await order(pool, { orderId: '2', ownerId: '8' }, '2026-11-02T10:00:00Z');
  expect(await settle(pool, '2026-11-02T11:00:00Z')).toEqual({ written: 1 });
});

test('L4: refunds claw back by the rule of the earning, also after the rule changed', async () => {
  const pool = await aShopWithPoints();
  await order(pool, { orderId: '1' }, '2026-11-01T10:00:00Z');
  await settle(pool, '2026-11-01T11:00:00Z');
  await pool.query(
    `update campaign_versions set definition =
       jsonb_set(definition, '{action,rule,pointsPerUnit}', '1')`,
  );
  const at = '2026-11-03T10:00:00Z';
  await insertRefund(pool, shop, { refundId: '5', orderId: '1', at, minor: 2500 });
  await order(pool, { orderId: '1', netMinor: 7500, refundedMinor: 2500 }, at);
  await settle(pool, '2026-11-03T11:00:00Z');
  expect(await balances(pool)).toEqual({ issuance: -375, 'member:7:maturing': 375 });
  await order(
    pool,
    { orderId: '1', netMinor: 0, cancelledAt: '2026-11-04T09:00:00Z', excludedReason: 'cancelled' },
    '2026-11-04T10:00:00Z',
  );
  await settle(pool, '2026-11-04T11:00:00Z');
  expect(await balances(pool)).toEqual({});
  expect(await keys(pool)).toEqual([
    'earn-order-1',
    'clawback-refund-5',
    'void-order-1-2026-11-04T09:00:00.000Z',
  ]);
  await expectWhole(pool);
});

test('the database refuses to change or delete ledger rows', async () => {
  const pool = await aShopWithPoints();
  await order(pool, { orderId: '1' }, '2026-11-01T10:00:00Z');
  await settle(pool, '2026-11-01T11:00:00Z');
  for (const statement of [
    'update ledger_postings set amount = 1',
    'delete from ledger_postings',
    'truncate ledger_postings',
    "update ledger_transactions set reason = 'x'",
    'delete from ledger_transactions',
  ]) {
    await expect(pool.query(statement)).rejects.toThrow(/never changed or deleted/);
  }
});

async function withSpendable(pool: Pool, points = 500) {
  const adjusted = await adjustPoints(depsAt(pool, '2026-11-01T10:00:00Z'), shop, {
    customerId: '7',
    points,
    author: 'owner@fern.example',
    reason: 'Welcome',
    requestKey: 'welcome',
  });
  expect(adjusted).toEqual({ outcome: 'adjusted' });
}

const redeem = (pool: Pool, requestKey: string, now = '2026-11-10T10:00:00Z') =>
  redeemPoints(depsAt(pool, now), shop, { customerId: '7', rewardKey: 'small', requestKey });

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

test('merged customers: points, holds and shortfall go over by postings, later refunds find them', async () => {
  const pool = await aShopWithPoints();
  await order(pool, { orderId: '1' }, '2026-11-01T10:00:00Z');
  await settle(pool, '2026-11-20T10:00:00Z');
  await redeem(pool, 'a', '2026-11-20T10:00:00Z');
  await pool.query(
    `insert into customer_merges (shop_id, merged_id, kept_id, merged_at, recorded_at)
     values (1, 7, 8, '2026-11-21T10:00:00Z', now())`,
  );
  await pool.query('update customers set merged_into = 8 where customer_id = 7');
  await settle(pool, '2026-11-21T11:00:00Z');
  expect(await balances(pool)).toEqual({ issuance: -500, 'member:8:held': 500 });
  const at = '2026-11-22T10:00:00Z';
  await order(
    pool,
    { orderId: '1', ownerId: '8', netMinor: 0, excludedReason: 'cancelled', cancelledAt: at },
    at,
  );
  await settle(pool, '2026-11-22T11:00:00Z');
  expect(await balances(pool)).toEqual({ 'member:8:held': 500, 'shortfall:8': -500 });
  expect(await settle(pool, '2026-11-23T11:00:00Z')).toEqual({ written: 0 });
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

test('two workers settling at once write each transaction once', async () => {
  const pool = await aShopWithPoints();
  const now = '2026-11-01T10:00:00Z';
  for (let id = 1; id <= 30; id += 1) {
    await order(pool, { orderId: String(id), ownerId: id % 2 ? '7' : '8' }, now);
  }
  await Promise.all(Array.from({ length: 4 }, () => settle(pool, '2026-11-16T11:00:00Z')));
  expect(await keys(pool)).toHaveLength(60);
  expect(await balances(pool)).toEqual({
    issuance: -15_000,
    'member:7:available': 7500,
    'member:8:available': 7500,
  });
  await expectWhole(pool);
});

test('checkLedger names what was tampered with', async () => {
  const pool = await aShopWithPoints();
  await withSpendable(pool, 100);
  await pool.query("update ledger_balances set balance = 90 where account like 'member:%'");
  await pool.query('update ledger_lots set available = 80');
  expect(await checkLedger(depsAt(pool, '2026-11-02T10:00:00Z'), '1')).toEqual([
    { kind: 'balance', subject: `member:${memberId}:available`, stored: 90, rebuilt: 100 },
    { kind: 'lot', subject: 'adjust-welcome/available', stored: 80, rebuilt: 100 },
    { kind: 'sum', subject: 'all accounts', stored: -10, rebuilt: 0 },
  ]);
});
