import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { importShop } from '#app/services/import-shop.ts';
import { installShop } from '#app/services/install-shop.ts';
import type { BulkReader } from '#app/services/ports/bulk-reader.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { shopServices } from './shop-services.ts';

type Services = Awaited<ReturnType<typeof shopServices>>;

const SIZE = Number(process.env.IMPORT_CUSTOMERS ?? 150);

function sampleStore() {
  return generateStore({ seed: 1, customers: SIZE, endsAt: new Date('2026-06-15T12:00:00Z') });
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

  const startedAt = performance.now();
  expect(await importAll(services, shop.shopId)).toEqual({ outcome: 'done' });
  if (SIZE > 1000) console.log('import took', performance.now() - startedAt, countStore(services));

  expect(await countRows(services)).toEqual(countStore(services));
  expect(services.figures).toEqual([shop.shopId]);
  expect(services.planned).toEqual([]);
  expect(await importAll(services, shop.shopId)).toEqual({ outcome: 'nothing_to_do' });
});
