import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { API_SECRET, install, startShopify, writeToml } from './support/local-shopify.ts';
import { startReceiver, subscribe } from './support/receiver.ts';

test('a delivery is signed over its raw body and carries the headers of Shopify', async () => {
  const { received, appUrl } = await startReceiver();
  const toml = writeToml({ subscriptions: subscribe(['orders/create', 'orders/updated']) });
  const shopify = await startShopify({ appUrl, toml });
  await install(shopify);
  shopify.store.placeOrder({ customerId: '101', lines: [{ variantId: '2011', quantity: 1 }] });
  await shopify.webhooks.flush();
  const created = received.find(({ topic }) => topic === 'orders/create');
  const updated = received.find(({ topic }) => topic === 'orders/updated');
  const hmac = createHmac('sha256', API_SECRET)
    .update(created?.body ?? '')
    .digest('base64');
  expect(created?.headers).toMatchObject({
    'content-type': 'application/json',
    'x-shopify-hmac-sha256': hmac,
    'x-shopify-shop-domain': 'fern.myshopify.com',
    'x-shopify-api-version': '2026-07',
    'x-shopify-triggered-at': '2026-06-15T10:00:00.000Z',
  });
  expect(created?.headers['x-shopify-webhook-id']).not.toBe(
    updated?.headers['x-shopify-webhook-id'],
  );
  expect(shopify.webhooks.stats()).toMatchObject({ sent: 2, ok: 2, failed: 0, pending: 0 });
});

test('a failed delivery comes again with the same id and body, eight times at most', async () => {
  const { received, appUrl } = await startReceiver(() => 503);
  const toml = writeToml({ subscriptions: subscribe(['shop/update']) });
  const shopify = await startShopify({ appUrl, toml, webhooks: { timeCompression: 10_000_000 } });
  await install(shopify);
  shopify.store.updateShop({ name: 'Other' });
  await shopify.webhooks.flush();
  expect(received).toHaveLength(9);
  expect(new Set(received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(1);
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  expect(shopify.webhooks.stats()).toMatchObject({ failed: 9, dropped: 1, pending: 0 });
});

test('a redirect is a failure and a later 200 ends the retries', async () => {
  const { received, appUrl } = await startReceiver((_message, count) => (count < 3 ? 302 : 200));
  const toml = writeToml({ subscriptions: subscribe(['shop/update']) });
  const shopify = await startShopify({ appUrl, toml, webhooks: { timeCompression: 10_000_000 } });
  await install(shopify);
  shopify.store.updateShop({ name: 'Other' });
  await shopify.webhooks.flush();
  expect(received).toHaveLength(3);
  expect(shopify.webhooks.stats()).toMatchObject({ ok: 1, failed: 2, dropped: 0 });
});

test('the knobs duplicate and drop', async () => {
  const { received, appUrl } = await startReceiver();
  const toml = writeToml({ subscriptions: subscribe(['shop/update']) });
  const shopify = await startShopify({ appUrl, toml, webhooks: { duplicateRate: 1 } });
  await install(shopify);
  shopify.store.updateShop({ name: 'One' });
  await shopify.webhooks.flush();
  expect(received).toHaveLength(2);
  expect(new Set(received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(1);
  shopify.webhooks.setKnobs({ dropRate: 1 });
  shopify.store.updateShop({ name: 'Two' });
  await shopify.webhooks.flush();
  expect(received).toHaveLength(2);
  expect(shopify.webhooks.stats().dropped).toBe(1);
});

test('include_fields, filters and metafields shape what is sent', async () => {
  const { received, appUrl } = await startReceiver();
  const toml = writeToml({
    subscriptions:
      subscribe(
        ['orders/create'],
        'filter = "total_price:>=30"\ninclude_fields = ["id", "customer.id", "line_items.price"]',
      ) +
      subscribe(
        ['customers/update'],
        '[[webhooks.subscriptions.metafields]]\nnamespace = "facts"\nkey = "birth_date"',
      ),
  });
  const shopify = await startShopify({ appUrl, toml });
  await install(shopify);
  const birthDate = { namespace: 'facts', key: 'birth_date', type: 'date' };
  shopify.store.setMetafield('102', { ...birthDate, value: '1990-02-28' });
  shopify.store.placeOrder({ customerId: '101', lines: [{ variantId: '2011', quantity: 1 }] });
  shopify.store.placeOrder({ customerId: '101', lines: [{ variantId: '2011', quantity: 2 }] });
  await shopify.webhooks.flush();
  const orders = received.filter(({ topic }) => topic === 'orders/create');
  expect(orders.map(({ body }) => JSON.parse(body))).toEqual([
    { id: expect.any(Number), customer: { id: 101 }, line_items: [{ price: '20.00' }] },
  ]);
  const customer = received.find(({ topic }) => topic === 'customers/update');
  expect(JSON.parse(customer?.body ?? '')).toMatchObject({
    id: 102,
    metafields: [{ namespace: 'facts', key: 'birth_date', value: '1990-02-28', owner_id: 102 }],
  });
});

test('an app that is not installed hears nothing of the store', async () => {
  const { received, appUrl } = await startReceiver();
  const toml = writeToml({ subscriptions: subscribe(['orders/create', 'app/uninstalled']) });
  const shopify = await startShopify({ appUrl, toml });
  const draft = { customerId: '101', lines: [{ variantId: '2011', quantity: 1 }] };
  shopify.store.placeOrder(draft);
  await install(shopify);
  shopify.store.uninstall();
  shopify.store.placeOrder(draft);
  await shopify.webhooks.flush();
  expect(received.map(({ topic }) => topic)).toEqual(['app/uninstalled']);
});

test('the amounts of refunds and orders in a payload agree', async () => {
  const { received, appUrl } = await startReceiver();
  const toml = writeToml({ subscriptions: subscribe(['refunds/create', 'orders/updated']) });
  const shopify = await startShopify({ appUrl, toml });
  await install(shopify);
  const placed = shopify.store.placeOrder({
    customerId: '101',
    lines: [{ variantId: '2011', quantity: 2 }],
    shipping: 500,
    taxRate: 1000,
  });
  if (!placed.ok) throw new Error(placed.message);
  await shopify.webhooks.flush();
  const lineItemId = placed.order.lines[0]?.id ?? '';
  shopify.store.refundOrder(placed.order.id, {
    lines: [{ lineItemId, quantity: 1 }],
    shipping: 200,
    adjustment: -300,
  });
  await shopify.webhooks.flush();
  const refund = JSON.parse(received.find(({ topic }) => topic === 'refunds/create')?.body ?? '');
  expect(refund).toMatchObject({
    refund_line_items: [{ quantity: 1, subtotal: 20, total_tax: 2 }],
    order_adjustments: [
      { kind: 'shipping_refund', amount: '-2.00', tax_amount: '0.00' },
      { kind: 'refund_discrepancy', amount: '3.00' },
    ],
    transactions: [{ kind: 'refund', amount: '21.00', status: 'success' }],
  });
  const order = JSON.parse(received.at(-1)?.body ?? '');
  expect(order).toMatchObject({
    total_price: '49.00',
    current_subtotal_price: '20.00',
    current_total_tax: '2.00',
    current_total_price: '28.00',
    financial_status: 'partially_refunded',
    line_items: [{ quantity: 2, current_quantity: 1 }],
    refunds: [{ id: refund.id }],
  });
});
