import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { LocalShopify } from '#sandbox/index.ts';
import { putDiscount } from '#sandbox/shopify/verbs/discounts.ts';
import { cookiesOf, type OpenPages, openPages } from './open-pages.ts';

function customers({ store }: LocalShopify) {
  return [...store.state.tables.customers.values()];
}

function firstProduct({ store }: LocalShopify) {
  for (const product of store.state.tables.products.values()) return product;
  throw new Error('the store has no product');
}

/** Ten per cent for one customer, once. */
function giveCode({ store }: LocalShopify, customerId: string): void {
  const now = store.now().toISOString();
  putDiscount(
    store.state,
    {
      id: store.state.nextId(),
      title: 'Ten per cent',
      codes: [{ id: store.state.nextId(), code: 'TEN', usageCount: 0 }],
      value: { kind: 'percentage', percentage: 0.1 },
      items: { kind: 'all' },
      context: { kind: 'customers', customerIds: [customerId] },
      minimum: null,
      combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
      usageLimit: 1,
      appliesOncePerCustomer: true,
      recurringCycleLimit: null,
      tags: [],
      startsAt: now,
      endsAt: null,
      usedBy: [],
      createdAt: now,
      updatedAt: now,
    },
    true,
  );
}

/** A shopper with one product in the cart; logged in where a customer is given. */
async function fillCart({ shopify, post }: OpenPages, customerId = ''): Promise<string> {
  const variant = firstProduct(shopify).variants[0]?.id ?? '';
  let cookie = 'visit=1';
  if (customerId) {
    cookie = cookiesOf(await post('/account', { customer: customerId }, cookie), cookie);
  }
  return cookiesOf(await post('/cart/add', { variant, quantity: '1' }, cookie), cookie);
}

test('the shop shows its products and one of them', async () => {
  const { shopify, get } = await openPages();
  const product = firstProduct(shopify);
  expect(await (await get('/products')).text()).toContain(product.title);
  expect(await (await get(`/products/${product.handle}`)).text()).toContain('Add to cart');
  expect((await get('/products/nothing')).status).toBe(404);
});

test('a customer redeems the code that is theirs', async () => {
  const pages = await openPages();
  const { shopify, get, post } = pages;
  const customer = customers(shopify)[0];
  giveCode(shopify, customer?.id ?? '');
  let cookie = await fillCart(pages, customer?.id);
  cookie = cookiesOf(await get('/discount/TEN?redirect=/checkout', cookie), cookie);
  const checkout = await get('/checkout', cookie);
  expect(await checkout.text()).toMatch(/TEN <b>−\$/);
  cookie = cookiesOf(checkout, cookie);
  const fields = { code: 'TEN', shipping: 'standard', action: 'pay' };
  const paid = await post('/checkout', fields, cookie);
  expect(paid.status).toBe(303);
  const thanks = await get(paid.headers.get('location') ?? '', cookie);
  expect(await thanks.text()).toContain('Thank you!');
  const order = [...shopify.store.state.tables.orders.values()].at(-1);
  expect(order).toMatchObject({ customerId: customer?.id, discountCodes: [{ code: 'TEN' }] });
});

test('the code of another customer is refused and nothing is bought', async () => {
  const pages = await openPages();
  const { shopify, post } = pages;
  const [owner] = customers(shopify);
  const stranger = shopify.store.upsertCustomer({ firstName: 'Eve', email: 'eve@example.com' });
  if (!stranger.ok) throw new Error('no stranger');
  giveCode(shopify, owner?.id ?? '');
  const cookie = await fillCart(pages, stranger.customer.id);
  const before = shopify.store.state.tables.orders.size;
  const fields = { code: 'TEN', shipping: 'standard', action: 'pay' };
  const answer = await post('/checkout', fields, cookie);
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('isn’t available to this customer');
  expect(shopify.store.state.tables.orders.size).toBe(before);
});

test('a guest buys with an e-mail address, and not without', async () => {
  const pages = await openPages();
  const { shopify, post } = pages;
  const cookie = await fillCart(pages);
  const pay = (email: string) =>
    post('/checkout', { email, shipping: 'pickup', action: 'pay' }, cookie);
  expect(await (await pay('')).text()).toContain('Give your e-mail address');
  expect(await (await pay('nonsense')).text()).toContain('“nonsense” is not an e-mail address');
  expect((await pay('guest@example.com')).status).toBe(303);
  const order = [...shopify.store.state.tables.orders.values()].at(-1);
  expect(order).toMatchObject({ customerId: null, email: 'guest@example.com', shipping: 0 });
});

test('a checkout that is left behind can be taken up again by its link', async () => {
  const pages = await openPages();
  const { shopify, get } = pages;
  await get('/checkout', await fillCart(pages, customers(shopify)[0]?.id));
  const checkout = [...shopify.store.state.tables.checkouts.values()].at(-1);
  expect(checkout?.completedAt).toBeNull();
  const { pathname } = new URL(checkout?.url ?? '');
  const taken = await get(pathname);
  expect(taken.headers.get('location')).toBe('/checkout');
  const page = await get('/checkout', cookiesOf(taken));
  expect(await page.text()).toContain(firstProduct(shopify).title);
});

test('the app proxy signs what it forwards and passes no cookie on', async () => {
  const { app, shopify, get } = await openPages();
  const customer = customers(shopify)[0];
  const answer = await get('/apps/fixture/points?ids=1&ids=2', `customer=${customer?.id}; x=y`);
  expect(await answer.json()).toEqual({ path: '/proxy/points' });
  const [request] = app.proxied;
  const query = new URL(request?.url ?? '', app.url).searchParams;
  expect(query.get('shop')).toBe(shopify.store.shop.domain);
  expect(query.get('path_prefix')).toBe('/apps/fixture');
  expect(query.get('logged_in_customer_id')).toBe(customer?.id);
  expect(request?.headers.cookie).toBeUndefined();
  const names = [...new Set(query.keys())].filter((name) => name !== 'signature').sort();
  const message = names.map((name) => `${name}=${query.getAll(name).join(',')}`).join('');
  const expected = createHmac('sha256', 'fixture-secret').update(message).digest('hex');
  expect(query.get('signature')).toBe(expected);
});

test('a signature that the shopper brings is not passed on', async () => {
  const { app, get } = await openPages();
  await get('/apps/fixture?signature=forged&logged_in_customer_id=42');
  const query = new URL(app.proxied[0]?.url ?? '', app.url).searchParams;
  expect(query.getAll('signature')).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  expect(query.getAll('logged_in_customer_id')).toEqual(['']);
});

test('another app’s proxy is not found', async () => {
  const { get } = await openPages();
  expect((await get('/apps/fixtures/x')).status).toBe(404);
});

test('a discount link does not lead to another site', async () => {
  const { get } = await openPages();
  const answer = await get('/discount/TEN?redirect=//evil.example');
  expect(answer.headers.get('location')).toBe('/products');
});
