import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import type { CampaignDefinition } from '#app/domain/campaigns/definition.ts';
import { nothingTouched } from '#app/domain/touched.ts';
import { decideDue } from '#app/services/decide-due.ts';
import { performEffects } from '#app/services/perform-effects.ts';
import { planOccasions } from '#app/services/plan-occasions.ts';
import { refreshProductPairs } from '#app/services/refresh-product-pairs.ts';
import {
  aSendingShop,
  createEngine,
  listDecisions,
  listEffects,
  saveActiveCampaign,
  savePeople,
  saveShop,
} from '#test/support/campaign-engine.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { insertOrders } from '#test/support/fact-rows.ts';

const shop = aSendingShop();

function aDefinition(overrides: Partial<CampaignDefinition> = {}): CampaignDefinition {
  const base = defaultDefinitions['cross-sell-offer'];
  const limits = { perCustomer: null, total: null };
  return { ...base, conditions: [], limits, holdoutShare: 0, ...overrides };
}

async function saveProducts(pool: Pool, products: { id: string; inventory?: number }[]) {
  for (const { id, inventory } of products) {
    await pool.query(
      `insert into products (shop_id, product_id, title, handle, status, tags, published_at,
         price_minor, inventory, version_key, recorded_at)
       values (1, $1::text::bigint, 'Product ' || $1, 'product-' || $1, 'active', '{}', '2026-01-01Z', 1290, $2,
         '', now())`,
      [id, inventory ?? null],
    );
  }
}

/** Orders of the products named; paid when placed. */
async function saveOrders(
  pool: Pool,
  orders: {
    orderId: string;
    ownerId: string;
    at: string;
    productIds: string[];
    fulfilledAt?: string;
  }[],
) {
  const rows = orders.map((order) => ({ ...order, netMinor: 1000 }));
  await insertOrders(pool, shop, rows);
  for (const { orderId, productIds, fulfilledAt } of orders) {
    await pool.query('update orders set fulfilled_at = $2 where order_id = $1', [
      orderId,
      fulfilledAt ?? null,
    ]);
    for (const [index, productId] of productIds.entries()) {
      await pool.query(
        `insert into order_lines (shop_id, order_id, line_id, product_id, title, quantity,
           current_quantity, price_minor, discount_minor, tax_minor, is_gift_card)
         values (1, $1, $2, $3::text::bigint, 'Product ' || $3, 1, 1, 1000, 0, 0, false)`,
        [orderId, index + 1, productId],
      );
    }
  }
}

/** Product 1 goes with 2 (five orders), 3 (four, sold out) and 4 (one, too few). */
async function aStoreWithPairs() {
  const { pool } = await createTestDatabase();
  await saveShop(pool, shop);
  await savePeople(pool, shop, [{ customerId: '7' }, { customerId: '8' }, { customerId: '9' }]);
  await saveProducts(pool, [{ id: '1' }, { id: '2' }, { id: '3', inventory: 0 }, { id: '4' }]);
  const baskets = [...Array(5).fill(['1', '2']), ...Array(4).fill(['1', '3']), ['1', '4']];
  await saveOrders(
    pool,
    baskets.map((productIds: string[], index) => ({
      orderId: String(100 + index),
      ownerId: '9',
      at: '2026-06-01T00:00:00Z',
      productIds,
    })),
  );
  await saveActiveCampaign(pool, shop, {
    play: 'cross-sell-offer',
    definition: aDefinition(),
    activatedAt: '2027-01-01T00:00:00Z',
  });
  const engine = await createEngine(pool, '2027-01-01T00:00:00Z');
  await refreshProductPairs(engine.deps, { shopId: '1' });
  const plan = (orderIds: string[], customerIds: string[] = []) =>
    engine.deps.transact((stores) =>
      planOccasions(
        stores,
        shop,
        { ...nothingTouched, orderIds, customerIds },
        { now: engine.deps.clock.now() },
      ),
    );
  return { pool, plan, ...engine };
}

const order = {
  orderId: '500',
  ownerId: '7',
  at: '2027-02-01T00:00:00Z',
  productIds: ['1'],
  fulfilledAt: '2027-02-03T09:00:00Z',
};
const dueAt = '2027-02-10T09:05:00Z';

test('after a fulfilled order comes what goes with it, in stock, often enough, not owned', async () => {
  const { pool, deps, plan, sent, codes, setTime } = await aStoreWithPairs();
  await saveOrders(pool, [order]);
  await plan(['500']);
  setTime(dueAt);
  await decideDue(deps);
  await performEffects(deps);
  expect(sent).toHaveLength(1);
  expect(sent[0]?.subject).toBe('Goes well with your Product 1');
  expect(sent[0]?.text).toContain('Product 2, £12.90');
  expect(sent[0]?.text).not.toMatch(/Product [34]/);
  const [code] = codes.values();
  expect(sent[0]?.html).toContain(`/discount/${code?.code}?redirect=%2Fproducts%2Fproduct-2`);
});

test('who owns it all already gets nothing, and the decision says so', async () => {
  const { pool, deps, plan, setTime } = await aStoreWithPairs();
  const earlier = { ...order, orderId: '400', productIds: ['2'], at: '2027-01-05T00:00:00Z' };
  await saveOrders(pool, [{ ...earlier, fulfilledAt: undefined }, order]);
  await plan(['400', '500']);
  setTime(dueAt);
  await decideDue(deps);
  expect(await listDecisions(pool)).toMatchObject([{ reason: 'nothing_to_recommend' }]);
});

test('products that sold out between decision and sending are not shown, nor an empty mail', async () => {
  const { pool, deps, plan, sent, setTime } = await aStoreWithPairs();
  await saveOrders(pool, [order]);
  await plan(['500']);
  setTime(dueAt);
  await decideDue(deps);
  await pool.query('update products set inventory = 0');
  await performEffects(deps);
  expect(sent).toHaveLength(0);
  const message = (await listEffects(pool)).find(({ kind }) => kind === 'message');
  expect(message).toMatchObject({ state: 'skipped', reason: 'nothing_to_recommend' });
});

test('orders placed before the activation start nothing', async () => {
  const { pool, plan } = await aStoreWithPairs();
  await saveOrders(pool, [{ ...order, at: '2026-12-31T00:00:00Z' }]);
  await plan(['500']);
  expect(await listDecisions(pool)).toEqual([]);
});

test('a cancellation before the occasion skips it, one after it changes nothing', async () => {
  const { pool, deps, plan, setTime } = await aStoreWithPairs();
  await saveOrders(pool, [order, { ...order, orderId: '501', ownerId: '8' }]);
  await plan(['500', '501']);
  const cancel =
    "update orders set excluded_reason = 'cancelled', cancelled_at = $2 where order_id = $1";
  await pool.query(cancel, ['500', '2027-02-10T08:59:00Z']);
  await pool.query(cancel, ['501', '2027-02-10T09:01:00Z']);
  setTime(dueAt);
  await decideDue(deps);
  expect(await listDecisions(pool)).toMatchObject([
    { customer_id: '7', reason: 'order_cancelled' },
    { customer_id: '8', reason: 'occasion_reached' },
  ]);
});

test('an order that moves to another owner is planned for the new one alone', async () => {
  const { pool, plan, deps, setTime } = await aStoreWithPairs();
  await saveOrders(pool, [order]);
  await plan(['500']);
  await pool.query('update orders set owner_id = 8 where order_id = 500');
  await plan(['500']);
  expect(await listDecisions(pool)).toMatchObject([{ customer_id: '8', state: 'waiting' }]);
  setTime(dueAt);
  await decideDue(deps);
  await pool.query('update orders set owner_id = 7 where order_id = 500');
  await plan(['500']);
  expect(await listDecisions(pool)).toMatchObject([{ customer_id: '8', state: 'decided' }]);
});

test('the code that comes back with an order is marked as used, by the first order', async () => {
  const { pool, deps, plan, codes, setTime } = await aStoreWithPairs();
  await saveOrders(pool, [order]);
  await plan(['500']);
  setTime(dueAt);
  await decideDue(deps);
  await performEffects(deps);
  const [code] = codes.keys();
  const using = { ownerId: '7', netMinor: 900, discountCodes: [code ?? ''] };
  await insertOrders(pool, shop, [
    { ...using, orderId: '601', at: '2027-02-12T00:00:00Z' },
    { ...using, orderId: '600', at: '2027-02-11T00:00:00Z' },
  ]);
  await plan(['601']);
  await plan(['600', '601']);
  const { rows } = await pool.query('select state, used_order_id from discount_codes');
  expect(rows).toEqual([{ state: 'used', used_order_id: '600' }]);
});
