import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { createHealthReads } from '#app/adapters/db/reads/health.server.ts';
import { parseWebhook } from '#app/adapters/shopify/webhook-payloads/index.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { DatedChange } from '#app/services/apply-changes.ts';
import { importShop } from '#app/services/import-shop.ts';
import { openShop } from '#app/services/install-shop.ts';
import { reconcileShop } from '#app/services/reconcile-shop.ts';
import { sweepReconcile } from '#app/services/sweep-reconcile.ts';
import type { StoreEvent } from '#sandbox/shopify/events.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { createTestDatabase } from '../support/database.ts';
import { bookOn, shopServices } from './shop-services.ts';

type Services = Awaited<ReturnType<typeof shopServices>>;

function sampleStore() {
  return generateStore({ seed: 5, customers: 100, endsAt: new Date('2026-06-15T12:00:00Z') });
}

async function openImported(options: Parameters<typeof shopServices>[0] = {}) {
  const services = await shopServices({ loadContents: sampleStore, ...options });
  const shop = await openShop(services.deps, services.address.domain);
  await importInto(services.deps, shop);
  return { services, shop };
}

async function importInto(deps: Services['deps'], shop: Shop) {
  for (;;) {
    const outcome = await importShop(deps, { shopId: shop.shopId });
    if (outcome.outcome !== 'waiting') return;
    await sleep(outcome.retryAfterMs);
  }
}

function toChanges(event: StoreEvent, currency: string): DatedChange[] {
  const { topic, triggeredAt } = event;
  const body = Buffer.from(JSON.stringify(event.buildPayload()));
  const parsed = parseWebhook({ topic, body, triggeredAt, occurredAt: triggeredAt }, currency);
  if (parsed.kind !== 'changes') return [];
  return parsed.changes.map((change) => ({ change, occurredAt: triggeredAt }));
}

/** A busy day: orders, payments, fulfilments, refunds, people and prices, minutes apart. */
function liveADay({ local, clock }: Services) {
  const { customers, products, orders } = local.store.state.tables;
  const people = [...customers.values()];
  const variants = [...products.values()].flatMap((product) => product.variants);
  const old = [...orders.values()].filter((order) => order.refunds.length === 0);
  for (let at = 0; at < 60; at += 1) {
    clock.advance(7 * 60_000);
    const person = people[(at * 13) % people.length];
    const variant = variants[(at * 7) % variants.length];
    if (!person || !variant) throw new Error('an empty store');
    const placed = local.store.placeOrder({
      customerId: at % 5 === 0 ? null : person.id,
      email: at % 5 === 0 ? `guest${at}@example.com` : null,
      lines: [{ variantId: variant.id, quantity: 1 + (at % 3) }],
      paid: at % 4 !== 0,
    });
    if (!placed.ok) continue;
    clock.advance(60_000);
    if (at % 4 === 0) local.store.markPaid(placed.order.id);
    clock.advance(60_000);
    if (at % 3 === 0) local.store.fulfillOrder(placed.order.id);
    const recosted = variants[at];
    if (recosted) local.store.setUnitCost(recosted.id, at % 7 === 0 ? null : 150 + at);
    const returned = old[at * 2];
    const [line] = returned?.lines ?? [];
    if (returned && line) {
      local.store.refundOrder(returned.id, { lines: [{ lineItemId: line.id, quantity: 1 }] });
    }
    local.store.setConsent(person.id, {
      channel: 'email',
      state: at % 2 ? 'SUBSCRIBED' : 'UNSUBSCRIBED',
    });
  }
}

const TABLES = {
  orders: 'order_id',
  order_lines: 'order_id, line_id',
  refunds: 'refund_id',
  customers: 'customer_id',
  products: 'product_id',
  product_variants: 'variant_id',
  unit_costs: 'inventory_item_id, effective_from',
};

/** All facts but how and when we came to know them. */
async function readFacts(pool: Pool) {
  const facts: Record<string, unknown[]> = {};
  for (const [table, key] of Object.entries(TABLES)) {
    const { rows } = await pool.query(`select * from ${table} order by ${key}`);
    facts[table] = rows.map(
      ({ recorded_at: _, tags_version_key: __, version_key: key, ...row }) => ({
        ...row,
        ...(typeof key === 'string' ? { changed: key.split('|')[0] } : {}),
      }),
    );
  }
  return facts;
}

test('one cycle mends what dropped webhooks left out', async () => {
  const { services, shop } = await openImported();
  // GIVEN a second book that gets every webhook, and one that misses every twentieth
  const complete = await createTestDatabase();
  const completeDeps = { ...services.deps, ...bookOn(complete.pool, services.sessions) };
  await openShop(completeDeps, services.address.domain);
  await importInto(completeDeps, shop);
  const all: DatedChange[] = [];
  const kept: DatedChange[] = [];
  let count = 0;
  const stop = services.local.store.on((event) => {
    const changes = toChanges(event, services.address.currency);
    all.push(...changes);
    if (count % 20 !== 0) kept.push(...changes);
    count += 1;
  });
  liveADay(services);
  stop();
  expect(count).toBeGreaterThan(200);
  const recordedAt = services.local.store.now();
  const meta = { source: 'webhook', recordedAt } as const;
  await services.deps.transact((stores) => services.deps.applyChanges(stores, shop, kept, meta));
  await completeDeps.transact((stores) => services.deps.applyChanges(stores, shop, all, meta));
  expect(await readFacts(services.pool)).not.toEqual(await readFacts(complete.pool));

  // WHEN it is reconciled
  const outcome = await reconcileShop(services.deps, { shopId: shop.shopId });

  // THEN it knows what the other one knows, and says how much was amiss
  expect(outcome).toMatchObject({ outcome: 'reconciled' });
  const repaired = outcome.outcome === 'reconciled' ? outcome.repaired : 0;
  expect(repaired).toBeGreaterThan(3);
  expect(await readFacts(services.pool)).toEqual(await readFacts(complete.pool));
  const { reconciliation } = await createHealthReads(services.pool).ofShop(shop);
  expect(reconciliation).toMatchObject({ lastRepaired: repaired, error: null });
  expect(await reconcileShop(services.deps, { shopId: shop.shopId })).toEqual({
    outcome: 'reconciled',
    repaired: 0,
  });
});

/** What is deleted, merged and left at the checkout in a day; says who and what it was. */
function loseADay({ local, clock }: Services) {
  const { store } = local;
  const { customers, products, orders } = store.state.tables;
  const buyers = [...customers.values()].filter(({ id }) =>
    [...orders.values()].some(({ customerId }) => customerId === id),
  );
  const [merged, kept, shopper] = buyers;
  // Shopify deletes only who has no orders.
  const deleted = [...customers.values()].find((customer) => !buyers.includes(customer));
  const [order] = [...orders.values()].filter(({ customerId }) => customerId === shopper?.id);
  const [product, other] = products.values();
  const [variant] = other?.variants ?? [];
  if (!merged || !kept || !deleted || !shopper || !order || !product || !variant) {
    throw new Error('an empty store');
  }
  clock.advance(60_000);
  store.mergeCustomers(kept.id, merged.id);
  store.deleteCustomer(deleted.id);
  store.deleteOrder(order.id);
  store.deleteProduct(product.id);
  store.updateCheckout({
    customerId: shopper.id,
    email: shopper.email,
    lines: [{ variantId: variant.id, quantity: 2 }],
  });
  return { merged, kept, deleted, order, product, shopper };
}

test('one cycle finds what was deleted, merged or left at the checkout without a word', async () => {
  const { services, shop } = await openImported();
  const complete = await createTestDatabase();
  const completeDeps = { ...services.deps, ...bookOn(complete.pool, services.sessions) };
  await openShop(completeDeps, services.address.domain);
  await importInto(completeDeps, shop);
  for (const deps of [services.deps, completeDeps]) {
    await reconcileShop(deps, { shopId: shop.shopId });
  }
  const all: DatedChange[] = [];
  const stop = services.local.store.on((event) =>
    all.push(...toChanges(event, services.address.currency)),
  );
  const lost = loseADay(services);
  stop();
  const meta = { source: 'webhook', recordedAt: services.local.store.now() } as const;
  await completeDeps.transact((stores) => services.deps.applyChanges(stores, shop, all, meta));
  // A checkout counts as abandoned, and is shown, some time later.
  services.clock.advance(2 * 3_600_000);

  const outcome = await reconcileShop(services.deps, { shopId: shop.shopId });

  expect(outcome).toMatchObject({ outcome: 'reconciled' });
  expect(outcome.outcome === 'reconciled' && outcome.repaired).toBeGreaterThanOrEqual(5);
  const gone = async (pool: Pool) =>
    (
      await pool.query(
        `select object_type, object_id from tombstones where kind = 'deleted' order by 1, 2`,
      )
    ).rows;
  expect(await gone(services.pool)).toEqual(await gone(complete.pool));
  expect(await gone(services.pool)).toHaveLength(3);
  const facts = async (pool: Pool) => {
    const owners = await pool.query(
      'select order_id, owner_id, deleted_at is null as present from orders order by 1',
    );
    const people = await pool.query(
      `select customer_id, merged_into, deleted_at is null as present, email_consent
       from customers order by 1`,
    );
    const left = await pool.query(
      'select checkout_id, customer_id, url, total_minor, lines, completed_at from checkouts order by 1',
    );
    return { owners: owners.rows, people: people.rows, checkouts: left.rows };
  };
  expect(await facts(services.pool)).toEqual(await facts(complete.pool));
  const { rows } = await services.pool.query('select merged_id, kept_id from customer_merges');
  expect(rows).toEqual([{ merged_id: lost.merged.id, kept_id: lost.kept.id }]);
  expect(await reconcileShop(services.deps, { shopId: shop.shopId })).toEqual({
    outcome: 'reconciled',
    repaired: 0,
  });
});

test('orders that Shopify does not show for want of a scope are not taken for deleted', async () => {
  const { services, shop } = await openImported();
  await services.pool.query(`update shops set scopes = array_remove(scopes, 'read_all_orders')`);
  const asked: string[] = [];
  const outcome = await reconcileShop(
    {
      ...services.deps,
      shopify: {
        ...services.deps.shopify,
        countObjects: async (address, type, range) => {
          asked.push(`${type} ${range.createdSince === null ? 'all' : 'recent'}`);
          return services.deps.shopify.countObjects(address, type, range);
        },
      },
    },
    { shopId: shop.shopId },
  );
  expect(outcome).toEqual({ outcome: 'reconciled', repaired: 0 });
  expect(asked).toContain('order recent');
  expect(asked).not.toContain('order all');
});

test('what Shopify counts as less but still has is not deleted here', async () => {
  const { services, shop } = await openImported();
  const outcome = await reconcileShop(
    { ...services.deps, shopify: { ...services.deps.shopify, countObjects: async () => 0 } },
    { shopId: shop.shopId },
  );
  expect(outcome).toEqual({ outcome: 'reconciled', repaired: 0 });
  const { rows } = await services.pool.query('select * from tombstones');
  expect(rows).toEqual([]);
});

test('the mark stays where a run failed, and the merchant reads why', async () => {
  let isDown = false;
  const { services, shop } = await openImported({
    wrapFetch: (fetch) => async (url, init) =>
      isDown ? new Response('', { status: 403 }) : fetch(url, init),
  });
  await reconcileShop(services.deps, { shopId: shop.shopId });
  const readMarks = async () => {
    const query = 'select object_type, mark_at from reconcile_marks order by 1';
    return (await services.pool.query(query)).rows;
  };
  const before = await readMarks();
  services.clock.advance(3_600_000);
  liveADay(services);
  isDown = true;
  await expect(reconcileShop(services.deps, { shopId: shop.shopId })).rejects.toThrow('403');
  expect(await readMarks()).toEqual(before);
  const health = createHealthReads(services.pool);
  expect((await health.ofShop(shop)).reconciliation.error).toContain('403');

  isDown = false;
  const outcome = await reconcileShop(services.deps, { shopId: shop.shopId });
  expect(outcome).toMatchObject({ outcome: 'reconciled' });
  expect((await health.ofShop(shop)).reconciliation.error).toBeNull();
  const { rows } = await services.pool.query('select count(*)::int as n from orders');
  expect(rows[0].n).toBe([...services.local.store.state.tables.orders.values()].length);
});

test('the sweep starts shops that are due, and imports whose job was lost', async () => {
  const services = await shopServices({ loadContents: sampleStore });
  const shop = await openShop(services.deps, services.address.domain);
  const started: string[] = [];
  const sweep = () =>
    sweepReconcile({
      ...services.deps,
      everySeconds: 900,
      startReconcile: async (shopId) => void started.push(`reconcile ${shopId}`),
      startImport: async (shopId) => void started.push(`import ${shopId}`),
    });
  await sweep();
  expect(started.splice(0)).toEqual([`import ${shop.shopId}`]);
  await importInto(services.deps, shop);
  await sweep();
  expect(started.splice(0)).toEqual([`reconcile ${shop.shopId}`]);
  await reconcileShop(services.deps, { shopId: shop.shopId });
  await sweep();
  expect(started.splice(0)).toEqual([]);
  services.clock.advance(901_000);
  await sweep();
  expect(started.splice(0)).toEqual([`reconcile ${shop.shopId}`]);
});
