import { expect, test } from 'vitest';
import { checkLedger } from '#app/services/check-ledger.ts';
import { settleLedger } from '#app/services/settle-ledger.ts';
import { aShop, insertRefund, insertShop } from '#test/support/fact-rows.ts';
import {
  aShopWithPoints,
  balances,
  depsAt,
  expectWhole,
  keys,
  memberId,
  order,
  redeem,
  settle,
  shop,
  withSpendable,
} from '#test/support/ledger.ts';

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

test('an edit of before the waiting days ended, heard of after, makes its points spendable too', async () => {
  const pool = await aShopWithPoints();
  await order(pool, { orderId: '1' }, '2026-11-01T10:00:00Z');
  await settle(pool, '2026-11-01T10:05:00Z');
  await settle(pool, '2026-11-15T10:05:00Z');
  await order(
    pool,
    {
      orderId: '1',
      at: '2026-11-01T10:00:00Z',
      netMinor: 12_000,
    },
    '2026-11-15T11:00:00Z',
  );
  await order(pool, { orderId: '2' }, '2026-11-15T11:00:00Z');
  await settle(pool, '2026-11-15T12:00:00Z');
  await settle(pool, '2026-11-15T12:01:00Z');
  expect(await balances(pool)).toMatchObject({
    'member:7:available': 600,
    'member:7:maturing': 500,
  });
  await expectWhole(pool);
});

test('L2: what counts as value may change; points given and their clawback go by what it was', async () => {
  const pool = await aShopWithPoints();
  await order(pool, { orderId: '1' }, '2026-11-01T10:00:00Z');
  await pool.query(
    `insert into order_lines (shop_id, order_id, line_id, title, quantity, current_quantity,
       price_minor, discount_minor, tax_minor, is_gift_card)
     values (1, 1, 1, 'Fern', 1, 1, 10000, 0, 2000, false)`,
  );
  await settle(pool, '2026-11-01T11:00:00Z');
  const { settings } = shop;
  const money = { includeTax: true, includeShipping: false };
  const withTax = { ...shop, settings: { ...settings, money } };
  const settleWithTax = (now: string) => settleLedger(depsAt(pool, now, withTax));
  await order(pool, { orderId: '1', netMinor: 12_000 }, '2026-11-02T10:00:00Z');
  expect(await settleWithTax('2026-11-02T11:00:00Z')).toEqual({ written: 0 });
  expect(await balances(pool)).toEqual({ issuance: -500, 'member:7:maturing': 500 });

  await order(pool, { orderId: '2', netMinor: 12_000 }, '2026-11-03T10:00:00Z');
  await settleWithTax('2026-11-03T11:00:00Z');
  expect(await balances(pool)).toEqual({ issuance: -1100, 'member:7:maturing': 1100 });
  await expectWhole(pool);
});

test('shops take turns: one with many due orders does not hold up the ledger of another', async () => {
  const pool = await aShopWithPoints();
  const other = aShop({ shopId: '2', domain: 'moss.myshopify.com' });
  await insertShop(pool, other);
  await pool.query(
    `insert into ledger_due (shop_id, order_id, due_at)
     select case when n = 0 then 2 else 1 end, n, '2026-11-01' from generate_series(0, 450) n`,
  );
  const claimed: string[] = [];
  const deps = depsAt(pool, '2026-11-02T10:00:00Z');
  await settleLedger({
    clock: deps.clock,
    transact: (work) =>
      deps.transact((stores) => {
        const { ledger } = stores;
        const shops = { find: async (shopId: string) => (shopId === '2' ? other : shop) };
        const claimOrders: typeof ledger.claimOrders = async (shopId, ...rest) => {
          const orderIds = await ledger.claimOrders(shopId, ...rest);
          if (orderIds.length > 0) claimed.push(shopId);
          return orderIds;
        };
        return work({ ledger: { ...ledger, claimOrders }, shops });
      }),
  });
  expect(claimed).toEqual(['1', '2', '1', '1']);
});
