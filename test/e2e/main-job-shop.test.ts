import { expect, test } from 'vitest';
import { createSessionStorage } from '#app/adapters/db/session-storage.server.ts';
import { openSession, TEST_KEY } from '#test/adapters/shopify/connected-shop.ts';
import { waitFor } from '#test/support/wait-for.ts';
import { ADA, activate, BEN, order, START, storeOfTwoSubscribers } from './main-job/people.ts';
import {
  openWorld,
  PATIENCE_MS,
  readMails,
  settleWebhooks,
  type World,
  waitForImport,
  waitForWork,
} from './main-job/world.ts';

/** As a first open leaves it, without a browser; also after an uninstall. */
async function install(world: World) {
  const sessions = createSessionStorage(world.database.pool, { current: TEST_KEY });
  await sessions.storeSession(await openSession(world.local));
  const shop = await world.hands.services.openShop(world.local.store.shop.domain);
  await waitForImport(world);
  return shop;
}

/** What each order came to, in Shopify and in the app. */
async function compareOrders({ local, database }: World) {
  const told = [...local.store.state.tables.orders.values()].map(({ id, financialStatus }) => {
    return `${id} ${financialStatus.toLowerCase()}`;
  });
  const { rows } = await database.pool.query<{ known: string }>(
    `select order_id || ' ' || financial_status as known from orders`,
  );
  return { told: told.sort(), known: rows.map(({ known }) => known).sort() };
}

test('webhooks that are dropped, doubled and shuffled are made good by one reconciliation', async () => {
  const world = await openWorld({ start: START, contents: storeOfTwoSubscribers() });
  const shop = await install(world);
  world.local.webhooks.setKnobs({ dropRate: 0.3, duplicateRate: 0.3, shuffleWindowMs: 300 });
  for (let at = 0; at < 40; at += 1) {
    // Of one order nothing at all arrives, whatever the dice say of the others.
    world.local.webhooks.setKnobs({ dropRate: at === 7 ? 1 : 0.3 });
    const placed = order(world, at % 2 ? ADA : BEN);
    if (!placed.ok) throw new Error(placed.message);
    if (at % 3 === 0) world.local.store.fulfillOrder(placed.order.id);
    if (at % 5 === 0) {
      const [line] = placed.order.lines;
      const lines = [{ lineItemId: line?.id ?? '', quantity: 1 }];
      expect(world.local.store.refundOrder(placed.order.id, { lines }).ok).toBe(true);
    }
    // Parts that die on the way lose nothing that was answered.
    if (at === 20) {
      await Promise.all([world.app.kill('web'), world.app.kill('worker')]);
      world.app.start('web');
      world.app.start('worker');
      await world.app.waitUntilHealthy();
    }
  }
  await settleWebhooks(world);
  expect(world.local.webhooks.stats().dropped).toBeGreaterThan(10);

  await world.queue.enqueue('reconcile-shop', { shopId: shop.shopId }, { deduplicationId: 'test' });
  const { reads } = world.hands;
  await waitFor(
    'a reconciliation that repairs',
    async () => (await reads.health.ofShop(shop)).reconciliation.totalRepaired > 0,
    PATIENCE_MS,
  );
  await waitFor(
    'every order',
    async () => {
      const { told, known } = await compareOrders(world);
      return told.join() === known.join();
    },
    PATIENCE_MS,
  );
  expect((await reads.health.ofShop(shop)).reconciliation.error).toBeNull();
  const { rows } = await world.database.pool.query(
    `select count(*)::int as refunds from refunds where order_id in
       (select order_id from orders where owner_id = any($1))`,
    [[ADA, BEN]],
  );
  expect(rows).toEqual([{ refunds: 8 }]);
}, 300_000);

test('a shop that leaves gets nothing more; one that returns goes on where it was', async () => {
  const world = await openWorld({ start: START, contents: storeOfTwoSubscribers() });
  const shop = await install(world);
  const { local, hands, database } = world;
  await activate(world, shop, 'anniversary-discount');
  await world.moveTo('2026-03-03T17:10:00Z');
  expect(order(world, ADA).ok).toBe(true);
  await settleWebhooks(world);

  local.store.uninstall();
  const statusOf = async () =>
    (await database.pool.query('select status from shops')).rows[0]?.status;
  await waitFor('the uninstall', async () => (await statusOf()) === 'uninstalled', PATIENCE_MS);
  const sessions = await database.pool.query('select 1 from sessions');
  expect(sessions.rowCount, 'tokens that are dead are gone').toBe(0);
  await world.moveTo('2026-03-06T18:30:00Z');
  expect(order(world, BEN).ok).toBe(true);
  // Twice around, so that whatever would act has had its turn.
  for (let turn = 0; turn < 2; turn += 1) {
    const before = Date.now();
    await world.ask('decide-due', 'perform-effects', 'settle-ledger', 'sweep-reconcile');
    await waitFor('a turn of the sweeps', () => Date.now() - before > 2_000, PATIENCE_MS);
  }
  expect(await readMails(world)).toEqual([]);
  expect(listCodes(world)).toEqual([]);

  await install(world);
  expect(await statusOf()).toBe('active');
  const { told, known } = await compareOrders(world);
  expect(known).toEqual(told);
  await world.moveTo('2026-03-20T17:06:00Z');
  const mails = await waitForWork(world, 'a mail after the return', async () => {
    const found = await readMails(world);
    return found.some(({ to }) => to.includes(`customer-${BEN}`)) && found;
  });
  // Ada's day was not over when the shop came back.
  const receivers = mails.map(({ to }) => /customer-\d+/.exec(to)?.[0]).sort();
  expect(receivers).toEqual([`customer-${ADA}`, `customer-${BEN}`]);
  expect((await hands.reads.campaigns.list(shop.shopId)).map(({ status }) => status)).toEqual([
    'active',
  ]);
}, 300_000);

function listCodes({ local }: World): string[] {
  const all = [...local.store.state.tables.discounts.values()];
  return all
    .flatMap(({ codes }) => codes.map(({ code }) => code))
    .filter((code) => {
      return code.startsWith('BDAY');
    });
}
