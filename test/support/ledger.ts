import type { Pool } from 'pg';
import { expect } from 'vitest';
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
  insertShop,
  type OrderRow,
} from '#test/support/fact-rows.ts';

export const shop = aShop({
  settings: {
    ...defaultSettings,
    loyalty: {
      ...defaultSettings.loyalty,
      rewards: [{ key: 'small', points: 500, valueMinor: 500 }],
    },
  },
});
export const memberId = memberIdOf('1', '7');

export function depsAt(pool: Pool, now: string, ofShop: Shop = shop) {
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

export async function aShopWithPoints() {
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

export async function queueOrder(pool: Pool, orderId: string, now: string) {
  await depsAt(pool, now).transact((stores) =>
    queueLedgerWork(stores, shop, [orderId], { now: new Date(now) }),
  );
}

export async function order(pool: Pool, row: Partial<OrderRow> & { orderId: string }, now: string) {
  await insertOrders(pool, shop, [{ ownerId: '7', at: now, netMinor: 10_000, ...row }]);
  await queueOrder(pool, row.orderId, now);
}

export const settle = (pool: Pool, now: string) => settleLedger(depsAt(pool, now));

export async function balances(pool: Pool) {
  const { rows } = await pool.query<{ account: string; balance: string }>(
    'select account, balance from ledger_balances where balance <> 0 order by account',
  );
  const entries = rows.map(({ account, balance }) => [
    account.replace(memberId, '7').replace(memberIdOf('1', '8'), '8'),
    Number(balance),
  ]);
  return Object.fromEntries(entries);
}

export async function keys(pool: Pool) {
  const { rows } = await pool.query<{ idempotency_key: string }>(
    'select idempotency_key from ledger_transactions order by occurred_at, idempotency_key',
  );
  return rows.map(({ idempotency_key }) => idempotency_key);
}

export const expectWhole = async (pool: Pool) =>
  expect(await checkLedger(depsAt(pool, '2027-01-01T00:00:00Z'), '1')).toEqual([]);

export async function withSpendable(pool: Pool, points = 500) {
  const adjusted = await adjustPoints(depsAt(pool, '2026-11-01T10:00:00Z'), shop, {
    customerId: '7',
    points,
    author: 'owner@fern.example',
    reason: 'Welcome',
    requestKey: 'welcome',
  });
  expect(adjusted).toEqual({ outcome: 'adjusted' });
}

export const redeem = (pool: Pool, requestKey: string, now = '2026-11-10T10:00:00Z') =>
  redeemPoints(depsAt(pool, now), shop, { customerId: '7', rewardKey: 'small', requestKey });
