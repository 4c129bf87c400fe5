import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { readPurchasesOf, readShopPurchases } from '#app/adapters/db/fits/purchases.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { buildPurchaseLog, type PurchaseLog } from '#app/domain/clv/purchase-log.ts';
import { isSubscriptionRenewal } from '#app/domain/orders/subscriptions.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { aShop, insertCustomers, insertOrders, insertShop } from '#test/support/fact-rows.ts';

const shop = aShop({ timezone: 'America/New_York' });
const GUEST = '-1152921504606846975';
const LARGEST = '9223372036854775807';

async function aShopWithPurchases() {
  const { pool } = await createTestDatabase();
  await insertShop(pool, shop);
  await insertShop(pool, { ...shop, shopId: '2', domain: 'moss.myshopify.com' });
  await insertCustomers(pool, shop, [{ customerId: LARGEST }, { customerId: '5' }]);
  const at = '2026-03-02T03:00:00Z';
  await insertOrders(pool, shop, [
    { orderId: '1', ownerId: LARGEST, at, netMinor: 500 },
    { orderId: '2', ownerId: LARGEST, at: '2026-03-01T20:00:00Z', netMinor: 700 },
    { orderId: '3', ownerId: LARGEST, at: '2026-04-01T12:00:00Z', netMinor: 5_000_000_000 },
    { orderId: '4', ownerId: GUEST, at, netMinor: 100 },
    { orderId: '5', ownerId: '5', at, netMinor: 0, excludedReason: 'cancelled' },
    { orderId: '6', ownerId: '5', at, netMinor: 100, deletedAt: '2026-03-03T00:00:00Z' },
    { orderId: '7', ownerId: null, at, netMinor: 100 },
    { orderId: '8', ownerId: LARGEST, at: '2026-05-01T12:00:00Z', netMinor: 900 },
    { orderId: '9', ownerId: '5', at, netMinor: 300, refundedMinor: 300 },
    { orderId: '10', ownerId: '5', at, netMinor: -300 },
  ]);
  await insertOrders(pool, { ...shop, shopId: '2' }, [
    { orderId: '1', ownerId: '5', at, netMinor: 100 },
  ]);
  await pool.query("update orders set source_name = 'subscription_contract' where order_id = 8");
  return pool;
}

function listPurchases({ customerIds, log }: { log: PurchaseLog; customerIds: string[] }) {
  const found = customerIds.map((customerId, at): [string, unknown[]] => {
    const rows = [...log.days.keys()].slice(log.starts[at], log.starts[at + 1]);
    const day = (row: number) =>
      new Date((log.days[row] ?? 0) * 86_400_000).toISOString().slice(0, 10);
    return [customerId, rows.map((row) => [day(row), log.amounts[row]])];
  });
  return Object.fromEntries(found);
}

async function readAll(pool: Pool, includeSubscriptions: boolean) {
  const read = await inTransaction(pool, (client) =>
    readShopPurchases(client, shop.shopId, { includeSubscriptions }),
  );
  const { customerIds, orders } = read;
  const log = buildPurchaseLog(orders, customerIds.length);
  return { customerIds: [...customerIds].map(String), log };
}

const PURCHASES = {
  [GUEST]: [['2026-03-01', 100]],
  [LARGEST]: [
    ['2026-03-01', 1200],
    ['2026-04-01', 5_000_000_000],
  ],
  5: [],
};

test('D6: purchases are days of the shop, net of refunds, without what does not count', async () => {
  const pool = await aShopWithPurchases();
  const read = await readAll(pool, false);
  expect(listPurchases(read)).toEqual(PURCHASES);
});

test('C11: renewals of subscriptions count only where the setting says so', async () => {
  const pool = await aShopWithPurchases();
  const read = await readAll(pool, true);
  expect(listPurchases(read)[LARGEST]).toEqual([...PURCHASES[LARGEST], ['2026-05-01', 900]]);
  expect(isSubscriptionRenewal({ sourceName: 'subscription_contract_checkout_one' })).toBe(false);
});

test('some customers are read as all are', async () => {
  const pool = await aShopWithPurchases();
  const customerIds = ['5', LARGEST, '77', GUEST];
  const log = await readPurchasesOf(pool, shop.shopId, customerIds, {
    includeSubscriptions: false,
  });
  expect(listPurchases({ customerIds, log })).toEqual({ ...PURCHASES, 77: [] });
});

test('a shop without orders has no purchases', async () => {
  const { pool } = await createTestDatabase();
  expect(await readAll(pool, false)).toMatchObject({
    customerIds: [],
    log: { days: new Int32Array() },
  });
});
