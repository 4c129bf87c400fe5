import { expect, test } from 'vitest';
import { createCampaignsStore } from '#app/adapters/db/campaigns-store.server.ts';
import { createImportStore } from '#app/adapters/db/import-store.server.ts';
import { createShopsStore } from '#app/adapters/db/shops-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { repeatImport } from '#app/services/repeat-import.ts';
import { saveSettings } from '#app/services/save-settings.ts';
import { createTestDatabase } from '#test/support/database.ts';

async function openShop() {
  const { pool } = await createTestDatabase();
  const info = {
    shopId: '1',
    domain: 'fern.myshopify.com',
    name: 'Fern',
    email: 'owner@example.com',
    currency: 'USD',
    timezone: 'UTC',
    countryCode: 'US',
    scopes: [],
  };
  const at = new Date('2026-11-22T10:00:00Z');
  const { shop } = await inTransaction(pool, (client) =>
    createShopsStore(client).install(info, at),
  );
  const started: string[] = [];
  const deps = {
    transact: <Result>(work: (stores: ReturnType<typeof storesOf>) => Promise<Result>) =>
      inTransaction(pool, (client) => work(storesOf(client))),
    clock: { now: () => at },
    newId: () => crypto.randomUUID(),
    startRecompute: async (shopId: string) => void started.push(`recompute ${shopId}`),
    startImport: async (shopId: string) => void started.push(`import ${shopId}`),
  };
  const settingsNow = async () => (await createShopsStore(pool).find('1'))?.settings;
  return { pool, shop, deps, started, settingsNow };
}

function storesOf(client: Parameters<typeof createShopsStore>[0]) {
  return {
    shops: createShopsStore(client),
    campaigns: createCampaignsStore(client),
    imports: createImportStore(client),
  };
}

test('figures are computed again only where a setting that they depend on has changed', async () => {
  const { shop, deps, started } = await openShop();
  const sender = { name: 'Fern', replyTo: '', postalAddress: '1 Garden Lane' };
  const change = { sender, money: shop.settings.money };
  expect(await saveSettings(deps, { shop, change, actor: 'staff:1' })).toEqual({
    recomputes: false,
  });
  const money = { includeTax: true, includeShipping: false };
  await saveSettings(deps, { shop, change: { money }, actor: 'staff:1' });
  expect(started).toEqual(['recompute 1']);
});

test('C11: a fit is asked for where a setting that purchases depend on has changed', async () => {
  const { pool, shop, deps, started } = await openShop();
  const askedBy = async () =>
    (await pool.query('select fit_asked_by as by from shops')).rows.map(({ by }) => by);
  const predictions = { includeSubscriptions: false };
  await saveSettings(deps, { shop, change: { predictions, sendHour: 8 }, actor: 'staff:1' });
  expect(await askedBy()).toEqual([null]);
  predictions.includeSubscriptions = true;
  await saveSettings(deps, { shop, change: { predictions }, actor: 'staff:1' });
  expect(await askedBy()).toEqual(['asked']);
  expect(started).toEqual([]);
});

test('two forms saved at once do not undo each other, and the log says who changed what', async () => {
  const { pool, shop, deps, settingsNow } = await openShop();
  const sender = { name: 'Fern', replyTo: '', postalAddress: '1 Garden Lane' };
  await Promise.all([
    saveSettings(deps, { shop, change: { sender }, actor: 'staff:1' }),
    saveSettings(deps, { shop, change: { sendHour: 8 }, actor: 'staff:2' }),
  ]);
  expect(await settingsNow()).toMatchObject({ sender, sendHour: 8 });
  const { rows } = await pool.query('select actor, detail from audit_log order by actor');
  expect(rows).toEqual([
    { actor: 'staff:1', detail: { sender: { from: shop.settings.sender, to: sender } } },
    { actor: 'staff:2', detail: { sendHour: { from: 10, to: 8 } } },
  ]);
});

test('an import asked for twice at once begins once', async () => {
  const { shop, deps, started } = await openShop();
  const outcomes = await Promise.all([
    repeatImport(deps, { shop, actor: 'staff:1' }),
    repeatImport(deps, { shop, actor: 'staff:1' }),
  ]);
  expect(outcomes.toSorted()).toEqual(['already_running', 'started']);
  expect(started).toEqual(['import 1']);
});
