import { expect, test } from 'vitest';
import { deliver } from '#test/support/webhook-bodies.ts';
import { openTwoShops, type TestShop, type TwoShops } from './two-shops.ts';

async function readAll({ pool }: TwoShops, { shop, customerIds }: TestShop): Promise<string> {
  const tables = ['shops', 'customers', 'orders', 'customer_metrics', 'privacy_requests'];
  const found = await Promise.all(
    tables.map((table) =>
      pool.query(`select to_jsonb(t) as row from ${table} t where shop_id = $1 order by 1`, [
        shop.shopId,
      ]),
    ),
  );
  expect(found[1]?.rowCount).toBe(customerIds.length);
  return JSON.stringify(found.map(({ rows }) => rows));
}

test('a webhook about another shop than it was delivered for changes neither', async () => {
  const world = await openTwoShops();
  const { a, b, composition, pool } = world;
  const [customerId = ''] = b.customerIds.slice(3);
  const [shop_id, id] = [Number(b.shop.shopId), Number(b.shop.shopId)];
  const shop_domain = b.shop.domain;
  const customer = { id: Number(customerId), email: '3@only-of-7001.example', phone: null };
  const profile = { name: 'Taken', email: 'x@y.example', currency: 'USD', country_code: 'US' };
  const bodies: [string, object][] = [
    ['shop/redact', { shop_id, shop_domain }],
    ['customers/redact', { shop_id, shop_domain, customer, orders_to_redact: [] }],
    ['customers/data_request', { shop_id, shop_domain, customer, data_request: { id: 1 } }],
    ['app/uninstalled', { id, myshopify_domain: shop_domain }],
    ['shop/update', { ...profile, id, myshopify_domain: shop_domain }],
  ];
  const before = [await readAll(world, a), await readAll(world, b)];
  const triggeredAt = new Date().toISOString();
  await deliver(
    pool,
    a.shop.domain,
    bodies.map(([topic, body]) => ({ webhookId: topic, topic, body, triggeredAt })),
  );
  await composition.services.processInbox({ shopDomain: a.shop.domain });
  const { rows } = await pool.query<{ topic: string; state: string; error: string }>(
    `select topic, state, error from inbox where webhook_id = topic order by topic`,
  );
  expect(rows).toHaveLength(bodies.length);
  for (const { topic, state, error } of rows) {
    expect(state, topic).toBe('rejected');
    expect(error).toBe(`${topic}: the body is about shop ${b.shop.shopId}, not this one`);
  }
  expect([await readAll(world, a), await readAll(world, b)]).toEqual(before);
});

test('an order of one shop with another’s customer in it stays with its own shop', async () => {
  const world = await openTwoShops();
  const { a, b, composition, pool } = world;
  const before = await readAll(world, b);
  const [customerId = ''] = b.customerIds.slice(3);
  const at = new Date().toISOString();
  const body = {
    id: 70019999,
    name: '#9',
    customer: { id: Number(customerId) },
    created_at: at,
    updated_at: at,
    processed_at: at,
    currency: 'GBP',
    test: false,
    financial_status: 'paid',
    total_price: '10.00',
    subtotal_price: '10.00',
    current_total_price: '10.00',
    line_items: [],
  };
  const delivery = { webhookId: 'strange', topic: 'orders/create', body, triggeredAt: at };
  await deliver(pool, a.shop.domain, [delivery]);
  await composition.services.processInbox({ shopDomain: a.shop.domain });
  expect(await readAll(world, b)).toBe(before);
});
