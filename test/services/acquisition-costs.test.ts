import { expect, test } from 'vitest';
import { createAcquisitionCostsStore } from '#app/adapters/db/acquisition-costs-store.server.ts';
import { createCampaignsStore } from '#app/adapters/db/campaigns-store.server.ts';
import { readAcquisitionCosts } from '#app/adapters/db/reads/acquisition.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { enterAcquisitionCost } from '#app/services/enter-acquisition-cost.ts';
import { removeAcquisitionCost } from '#app/services/remove-acquisition-cost.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { aShop, insertShop } from '#test/support/fact-rows.ts';

const shop = aShop();
const other = aShop({ shopId: '2', domain: 'other.myshopify.com' });
const actor = 'staff:1';
const cost = {
  costId: '0b9c3a2e-51c8-4a5b-9a43-7f0f6f1f2a10',
  channel: 'Fern ads',
  from: '2026-11-01',
  to: '2026-11-30',
  costMinor: 12_345,
};

async function openShops() {
  const { pool } = await createTestDatabase();
  for (const each of [shop, other]) await insertShop(pool, each);
  const deps = {
    transact: <Result>(work: (stores: ReturnType<typeof storesOf>) => Promise<Result>) =>
      inTransaction(pool, (client) => work(storesOf(client))),
    clock: { now: () => new Date('2026-11-22T10:00:00Z') },
  };
  const actions = async () =>
    (await pool.query('select action, subject, detail from audit_log order by at, action')).rows;
  return { pool, deps, actions };
}

function storesOf(client: Parameters<typeof createCampaignsStore>[0]) {
  return {
    acquisitionCosts: createAcquisitionCostsStore(client),
    campaigns: createCampaignsStore(client),
  };
}

test('a form sent twice adds one cost, and the log says who added what', async () => {
  const { pool, deps, actions } = await openShops();
  const input = { shop, cost, actor };
  expect(await enterAcquisitionCost(deps, input)).toEqual({ outcome: 'added' });
  expect(await enterAcquisitionCost(deps, input)).toEqual({ outcome: 'already_added' });
  expect(await readAcquisitionCosts(pool, shop)).toEqual([cost]);
  const { costId, ...detail } = cost;
  const subject = `cost ${costId}`;
  expect(await actions()).toEqual([{ action: 'add_acquisition_cost', subject, detail }]);
});

test('a cost is deleted once and by its own shop only', async () => {
  const { pool, deps, actions } = await openShops();
  await enterAcquisitionCost(deps, { shop, cost, actor });
  const remove = (of: typeof shop) =>
    removeAcquisitionCost(deps, { shop: of, costId: cost.costId, actor });
  expect(await remove(other)).toEqual({ outcome: 'not_there' });
  expect(await readAcquisitionCosts(pool, shop)).toHaveLength(1);
  expect(await remove(shop)).toEqual({ outcome: 'removed' });
  expect(await remove(shop)).toEqual({ outcome: 'not_there' });
  expect(await readAcquisitionCosts(pool, shop)).toEqual([]);
  expect((await actions()).map(({ action }) => action)).toEqual([
    'add_acquisition_cost',
    'remove_acquisition_cost',
  ]);
});
