import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createHealthReads } from '#app/adapters/db/reads/health.server.ts';
import { createImportsReads } from '#app/adapters/db/reads/imports.server.ts';
import { importShop } from '#app/services/import-shop.ts';
import { installShop, openShop } from '#app/services/install-shop.ts';
import type { BulkReader } from '#app/services/ports/bulk-reader.ts';
import { uninstallShop } from '#app/services/uninstall-shop.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { openSession } from '../adapters/shopify/connected-shop.ts';
import { writeToml } from '../sandbox/support/local-shopify.ts';
import { shopServices } from './shop-services.ts';

type Services = Awaited<ReturnType<typeof shopServices>>;

function sampleStore() {
  return generateStore({ seed: 1, customers: 150, endsAt: new Date('2026-06-15T12:00:00Z') });
}

/** Calls again as a worker would until there is nothing left to wait for. */
async function importAll(services: Services, shopId: string, bulk?: BulkReader) {
  const deps = bulk ? { ...services.deps, bulk } : services.deps;
  for (;;) {
    const outcome = await importShop(deps, { shopId });
    if (outcome.outcome !== 'waiting') return outcome;
    await sleep(outcome.retryAfterMs);
  }
}

async function countRows({ pool }: Services) {
  const { rows } = await pool.query(`select
    (select count(*)::int from orders) as orders, (select count(*)::int from customers
      where customer_id > 0) as customers,
    (select count(*)::int from products) as products, (select count(*)::int from refunds) as refunds,
    (select count(*)::int from order_lines) as lines`);
  return rows[0];
}

function countStore({ local }: Services) {
  const { orders, customers, products } = local.store.state.tables;
  const all = [...orders.values()];
  return {
    orders: all.length,
    customers: [...customers.values()].length,
    products: [...products.values()].length,
    refunds: all.flatMap((order) => order.refunds).length,
    lines: all.flatMap((order) => order.lines).length,
  };
}

test('a first open imports the whole history once and starts no campaign', async () => {
  const services = await shopServices({ loadContents: sampleStore });
  const shop = await installShop(services.deps, services.address.domain);
  expect(services.started).toEqual([shop.shopId]);

  expect(await importAll(services, shop.shopId)).toEqual({ outcome: 'done' });

  expect(await countRows(services)).toEqual(countStore(services));
  expect(services.figures).toEqual([shop.shopId]);
  expect(services.planned).toEqual([]);
  expect(await importAll(services, shop.shopId)).toEqual({ outcome: 'nothing_to_do' });
});

test('D11: an import brings every unit cost, and says how much of the revenue they cover', async () => {
  const services = await shopServices({ loadContents: sampleStore });
  const shop = await installShop(services.deps, services.address.domain);
  await importAll(services, shop.shopId);

  const variants = [...services.local.store.state.tables.products.values()].flatMap(
    (product) => product.variants,
  );
  const { rows: read } = await services.pool.query<{ id: string; cost: string | null }>(
    `select v.variant_id as id, c.cost_minor as cost
     from product_variants v left join unit_costs c using (shop_id, inventory_item_id)`,
  );
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  const told = variants.map(({ id, unitCost }) => ({ id, cost: unitCost?.toString() ?? null }));
  expect(read.toSorted(byId)).toEqual(told.toSorted(byId));

  const { rows } = await services.pool.query<{ coverage: number; margin: number }>(
    `select sum(costed_net_minor)::float8 / sum(net_minor)::float8 as coverage,
       sum(gross_profit_minor)::float8 / sum(costed_net_minor)::float8 as margin from orders`,
  );
  expect(rows[0]?.coverage).toBeGreaterThan(0.8);
  expect(rows[0]?.coverage).toBeLessThan(0.99);
  expect(rows[0]?.margin).toBeGreaterThan(0.3);
  expect(rows[0]?.margin).toBeLessThan(0.65);
});

test('a first page that asks twice at once opens one import', async () => {
  const services = await shopServices({ loadContents: sampleStore });
  const { deps, pool, address, started } = services;
  const shops = await Promise.all([1, 2, 3].map(() => openShop(deps, address.domain)));
  expect(started).toEqual([shops[0]?.shopId]);
  const { rows } = await pool.query('select distinct import_id from import_steps');
  expect(rows).toHaveLength(1);
});

test('a shop that left and comes back is imported anew without doubles', async () => {
  const services = await shopServices({ loadContents: sampleStore });
  const { deps, local, address, sessions } = services;
  const shop = await openShop(deps, address.domain);
  await importAll(services, shop.shopId);
  const before = await countRows(services);

  // A word about leaving that is older than the installation changes nothing.
  const early = new Date(Date.parse(shop.installedAt) - 1000);
  expect(await uninstallShop(deps, { shopDomain: shop.domain, at: early })).toEqual({
    outcome: 'not_active',
  });
  services.clock.advance(60_000);
  local.store.uninstall();
  const left = await uninstallShop(deps, { shopDomain: shop.domain, at: local.store.now() });
  expect(left).toEqual({ outcome: 'uninstalled' });
  expect(await sessions.findSessionsByShop(shop.domain)).toEqual([]);
  expect(await importShop(deps, { shopId: shop.shopId })).toEqual({ outcome: 'nothing_to_do' });

  services.clock.advance(60_000);
  await sessions.storeSession(await openSession(local));
  const back = await openShop(deps, address.domain);
  expect(back).toMatchObject({ shopId: shop.shopId, status: 'active' });
  expect(back.installedAt).toBe(local.store.now().toISOString());
  expect(services.started).toEqual([shop.shopId, shop.shopId]);
  expect(await importAll(services, shop.shopId)).toEqual({ outcome: 'done' });
  expect(await countRows(services)).toEqual(before);
});

test('a shop that is open already is left as it is, and learns of new scopes', async () => {
  const toml = writeToml({ scopes: 'read_orders,read_customers,read_products' });
  const services = await shopServices({ loadContents: sampleStore, toml });
  const first = await openShop(services.deps, services.address.domain);
  expect(first.scopes).not.toContain('read_all_orders');
  expect((await createHealthReads(services.pool).ofShop(first)).hasWholeHistory).toBe(false);
  await installShop(services.deps, services.address.domain);
  expect(services.started).toHaveLength(1);

  const all = 'read_all_orders,read_orders,read_customers,read_products';
  writeFileSync(toml, readFileSync(writeToml({ scopes: all })));
  await services.sessions.deleteSessionsByShop(first.domain);
  await services.sessions.storeSession(await openSession(services.local));
  const second = await installShop(services.deps, services.address.domain);
  expect(second.scopes).toContain('read_all_orders');
  expect(services.started).toHaveLength(2);
  expect((await createHealthReads(services.pool).ofShop(second)).hasWholeHistory).toBe(true);
});

test('progress runs from nothing to all of it', async () => {
  const services = await shopServices({ loadContents: sampleStore });
  const reads = createImportsReads(services.pool);
  const shop = await openShop(services.deps, services.address.domain);
  expect(await reads.latest(shop.shopId)).toMatchObject({ state: 'running', share: null });
  await importAll(services, shop.shopId);
  const done = await reads.latest(shop.shopId);
  expect(done).toMatchObject({ state: 'done', share: 1 });
  expect(done?.steps.map(({ step }) => step)).toEqual([
    'products',
    'customers',
    'orders',
    'figures',
  ]);
  const orders = done?.steps.find(({ step }) => step === 'orders');
  expect(orders?.linesRead).toBe(orders?.objectCount);
});

test('what stops an import is told to the merchant, and forgotten once it is over', async () => {
  let isRefusing = true;
  const services = await shopServices({
    loadContents: sampleStore,
    wrapFetch: (fetch) => (url, init) =>
      isRefusing && String(init?.body).includes('BulkStatus')
        ? Promise.resolve(new Response('', { status: 403 }))
        : fetch(url, init),
  });
  const shop = await openShop(services.deps, services.address.domain);
  await expect(importAll(services, shop.shopId)).rejects.toThrow('HTTP 403');
  const reads = createImportsReads(services.pool);
  expect((await reads.latest(shop.shopId))?.steps[0]?.error).toBe('BulkStatus: HTTP 403');
  isRefusing = false;
  await importAll(services, shop.shopId);
  expect((await reads.latest(shop.shopId))?.steps.map(({ error }) => error)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('several workers at one shop import it once', async () => {
  const services = await shopServices({ loadContents: sampleStore });
  const shop = await openShop(services.deps, services.address.domain);
  const reads = createImportsReads(services.pool);
  const work = async () => {
    while ((await reads.latest(shop.shopId))?.state === 'running') {
      await importShop(services.deps, { shopId: shop.shopId });
      await sleep(5);
    }
  };
  await Promise.all([work(), work()]);
  expect(services.figures).toHaveLength(1);
  expect(await countRows(services)).toEqual(countStore(services));
});
