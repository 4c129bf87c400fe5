import { expect, test } from 'vitest';
import type { LocalShopify } from '#sandbox/index.ts';
import { totalsOf } from '#sandbox/shopify/totals.ts';
import { type OpenPages, openPages } from './open-pages.ts';

function firstCustomer({ store }: LocalShopify) {
  for (const customer of store.state.tables.customers.values()) return customer;
  throw new Error('the store has no customer');
}

function firstVariant({ store }: LocalShopify) {
  for (const product of store.state.tables.products.values()) {
    const [variant] = product.variants;
    if (variant) return variant;
  }
  throw new Error('the store has no product');
}

async function placeOrder(pages: OpenPages, change: Record<string, string> = {}) {
  const { shopify, post } = pages;
  const page = await post('/control-panel/orders', {
    customer: firstCustomer(shopify).email ?? '',
    variant: firstVariant(shopify).id,
    quantity: '2',
    shipping: '5.90',
    paid: 'yes',
    ...change,
  });
  const order = [...shopify.store.state.tables.orders.values()].at(-1);
  if (!order) throw new Error('no order was placed');
  return { page: await page.text(), order };
}

function topicsOf({ store }: LocalShopify): string[] {
  const topics: string[] = [];
  store.on(({ topic }) => topics.push(topic));
  return topics;
}

test('an order is placed, paid, shipped, delivered and refunded by hand', async () => {
  const pages = await openPages();
  const topics = topicsOf(pages.shopify);
  const { order, page } = await placeOrder(pages);
  expect(page).toContain(`Order ${order.name} of $`);
  expect(order).toMatchObject({ shipping: 590, financialStatus: 'PAID' });
  const act = async (action: string, fields: Record<string, string> = {}) =>
    (await pages.post(`/control-panel/orders/${order.id}/${action}`, fields)).text();
  expect(await act('fulfill')).toContain(`${order.name} was shipped`);
  expect(await act('deliver')).toContain(`${order.name} was delivered`);
  expect(await act('refund', { [`line-${order.lines[0]?.id}`]: '1' })).toContain('went back');
  expect(order.financialStatus).toBe('PARTIALLY_REFUNDED');
  expect(await act('refund', { all: 'yes' })).toContain('went back');
  expect(order.financialStatus).toBe('REFUNDED');
  expect(totalsOf(order).netPayment).toBe(0);
  expect(topics).toEqual(
    expect.arrayContaining(['orders/create', 'orders/fulfilled', 'refunds/create']),
  );
});

test('an unpaid order is paid later; a cancelled one gives everything back', async () => {
  const pages = await openPages();
  const { order } = await placeOrder(pages, { paid: 'no' });
  expect(order.financialStatus).toBe('PENDING');
  await pages.post(`/control-panel/orders/${order.id}/pay`, {});
  expect(order.financialStatus).toBe('PAID');
  const page = await pages.post(`/control-panel/orders/${order.id}/cancel`, {});
  expect(await page.text()).toContain(`${order.name} was cancelled and $`);
  expect(totalsOf(order).netPayment).toBe(0);
});

test.each([
  [{ customer: '' }, 'Say which customer'],
  [{ customer: 'nobody@nowhere.example' }, 'No customer matches'],
  [{ variant: '' }, 'Choose a product'],
  [{ variant: '999999' }, 'No product variant 999999'],
  [{ quantity: '0' }, '“0” is not a quantity'],
  [{ shipping: 'much' }, '“much” is not an amount of USD'],
  [{ code: 'WRONG' }, 'Discount code WRONG isn’t valid'],
])('an order with %j is refused with the reason', async (change, reason) => {
  const { shopify, post } = await openPages();
  const before = shopify.store.state.tables.orders.size;
  const page = await post('/control-panel/orders', {
    customer: firstCustomer(shopify).email ?? '',
    variant: firstVariant(shopify).id,
    quantity: '1',
    shipping: '0',
    ...change,
  });
  expect(await page.text()).toContain(reason);
  expect(shopify.store.state.tables.orders.size).toBe(before);
});

test('a checkout is left behind', async () => {
  const { shopify, post } = await openPages();
  const { email } = firstCustomer(shopify);
  const fields = { customer: email ?? '', variant: firstVariant(shopify).id, quantity: '1' };
  expect(await (await post('/control-panel/checkouts', fields)).text()).toContain(
    'left a checkout behind',
  );
  const checkout = [...shopify.store.state.tables.checkouts.values()].at(-1);
  expect(checkout).toMatchObject({ email, completedAt: null });
});

test('consent and birth date change; a bad date is refused', async () => {
  const { shopify, post } = await openPages();
  const customer = firstCustomer(shopify);
  const address = `/control-panel/customers/${customer.id}`;
  await post(`${address}/consent`, { channel: 'email', state: 'UNSUBSCRIBED' });
  expect(customer.emailConsent.state).toBe('UNSUBSCRIBED');
  await post(`${address}/birth-date`, { date: '1992-02-29' });
  expect(customer.metafields).toContainEqual(
    expect.objectContaining({ namespace: 'facts', key: 'birth_date', value: '1992-02-29' }),
  );
  const page = await post(`${address}/birth-date`, { date: '2026-02-30' });
  expect(await page.text()).toContain('“2026-02-30” is not a date');
});

test('customers are merged, redacted and, without orders, deleted', async () => {
  const { shopify, post } = await openPages();
  const topics = topicsOf(shopify);
  const { customers } = shopify.store.state.tables;
  const draft = (email: string) => shopify.store.upsertCustomer({ firstName: 'Eve', email });
  const [kept, other] = [draft('eve@example.com'), draft('eve2@example.com')];
  if (!kept.ok || !other.ok) throw new Error('no customers');
  const { id } = kept.customer;
  await post(`/control-panel/customers/${id}/merge`, { customer: 'eve2@example.com' });
  expect(customers.get(other.customer.id)).toBeUndefined();
  await post(`/control-panel/customers/${id}/redact`, {});
  expect(customers.get(id)?.email).toBeNull();
  await post(`/control-panel/customers/${id}/delete`, {});
  expect(customers.get(id)).toBeUndefined();
  expect(topics).toEqual(
    expect.arrayContaining(['customers/merge', 'customers/redact', 'customers/delete']),
  );
});

test('the clock goes on by steps and back to real time', async () => {
  const { shopify, post } = await openPages();
  const before = shopify.store.now().getTime();
  await post('/control-panel/clock', { move: 'day' });
  expect(shopify.store.now().getTime() - before).toBeGreaterThanOrEqual(86_400_000 - 1000);
  await post('/control-panel/clock', { move: 'real' });
  expect(Math.abs(shopify.store.now().getTime() - Date.now())).toBeLessThan(60_000);
});

test('the clock goes to a birthday at 09:59 where the customer lives', async () => {
  const { shopify, post } = await openPages();
  const customer = firstCustomer(shopify);
  const { id } = customer;
  await post(`/control-panel/customers/${id}/birth-date`, { date: '1992-07-04' });
  const page = await post('/control-panel/clock', { move: 'birthday', customer: id });
  // The customer lives in Oregon: 09:59 there is 16:59 in UTC.
  expect(shopify.store.now().toISOString()).toMatch(/^2026-07-04T16:59/);
  expect(await page.text()).toContain('09:59 in America/Los_Angeles');
  await post('/control-panel/clock', { move: 'birthday', customer: id });
  expect(shopify.store.now().toISOString()).toMatch(/^2027-07-04T16:59/);
});

test('a customer without a birth date has no birthday to go to', async () => {
  const { shopify, post } = await openPages();
  const result = shopify.store.upsertCustomer({ firstName: 'Eve', email: 'eve@example.com' });
  const id = result.ok ? result.customer.id : '';
  const page = await post('/control-panel/clock', { move: 'birthday', customer: id });
  expect(await page.text()).toContain('Eve has no birth date');
});

test('the webhook knobs are set, and impossible values are refused by name', async () => {
  const { shopify, post } = await openPages();
  const fields = { duplicate: '20', drop: '5', delay: '3', shuffle: '10' };
  await post('/control-panel/webhooks', fields);
  expect(shopify.webhooks.knobs).toMatchObject({
    duplicateRate: 0.2,
    dropRate: 0.05,
    delayMs: { min: 0, max: 3000 },
    shuffleWindowMs: 10_000,
    paused: false,
  });
  const page = await post('/control-panel/webhooks', { ...fields, drop: '120' });
  expect(await page.text()).toContain('Drop: “120” is not between 0 and 100 per cent');
  expect(shopify.webhooks.knobs.dropRate).toBe(0.05);
});

test('the app is uninstalled once', async () => {
  const { shopify, post } = await openPages();
  expect(await (await post('/control-panel/uninstall', {})).text()).toContain('not installed');
  shopify.store.state.meta.installed = true;
  expect(await (await post('/control-panel/uninstall', {})).text()).toContain('was uninstalled');
  expect(shopify.store.installed).toBe(false);
});

test('a form leads back to its own page and never to another site', async () => {
  const { shopify, post } = await openPages();
  const { id } = firstCustomer(shopify);
  const send = (back: string) =>
    post(`/control-panel/customers/${id}/consent`, { channel: 'email', state: 'SUBSCRIBED', back });
  expect(new URL((await send('/store/fern/customers')).url).pathname).toBe('/store/fern/customers');
  const away = new URL((await send('//evil.example/x')).url);
  expect(away.origin).toBe(shopify.origin);
});

test('names are escaped wherever they are shown', async () => {
  const { shopify, get } = await openPages();
  const firstName = '<script>alert(1)</script>';
  const result = shopify.store.upsertCustomer({ firstName, email: 'x@example.com' });
  const id = result.ok ? result.customer.id : '';
  for (const path of [`/store/fern/customers/${id}`, '/store/fern/customers']) {
    const page = await (await get(path)).text();
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toContain(firstName);
  }
});

test.each([
  '/store/fern',
  '/store/fern/orders',
  '/store/fern/customers?query=ada',
  '/store/fern/products?page=9999',
  '/store/fern/discounts',
  '/control-panel',
])('%s is shown', async (path) => {
  const { get } = await openPages();
  const answer = await get(path);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('</html>');
});

test.each(['/store/fern/orders/1', '/store/fern/nothing', '/control-panel/nothing'])(
  '%s is not found',
  async (path) => {
    const { get } = await openPages();
    expect((await get(path)).status).toBe(404);
  },
);
