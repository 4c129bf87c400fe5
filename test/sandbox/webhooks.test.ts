import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { schemaForWebhook } from 'shopify-webhook-schemas';
import { expect, onTestFinished, test } from 'vitest';
import type { LocalShopify } from '#sandbox/index.ts';
import {
  API_SECRET,
  install,
  movableClock,
  startShopify,
  writeToml,
} from './support/local-shopify.ts';
import { buildProduct, smallStore } from './support/small-store.ts';

interface Received {
  topic: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** An app that answers with what `answer` says; 200 by default. */
async function startReceiver(answer: (received: Received, count: number) => number = () => 200) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const topic = String(request.headers['x-shopify-topic']);
    const message = {
      topic,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    received.push(message);
    response.writeHead(answer(message, received.length)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { received, appUrl: `http://127.0.0.1:${address.port}` };
}

function subscribe(topics: string[], more = ''): string {
  const list = topics.map((topic) => `"${topic}"`).join(', ');
  return `[[webhooks.subscriptions]]\ntopics = [${list}]\nuri = "/webhooks"\n${more}\n`;
}

const TOPICS = [
  'app/scopes_update',
  'app/uninstalled',
  'bulk_operations/finish',
  'checkouts/create',
  'checkouts/delete',
  'checkouts/update',
  'customers/create',
  'customers/delete',
  'customers/merge',
  'customers/purchasing_summary',
  'customers/update',
  'customers_email_marketing_consent/update',
  'customers_marketing_consent/update',
  'discounts/create',
  'discounts/delete',
  'discounts/update',
  'orders/cancelled',
  'orders/create',
  'orders/delete',
  'orders/edited',
  'orders/fulfilled',
  'orders/paid',
  'orders/partially_fulfilled',
  'orders/updated',
  'products/create',
  'products/delete',
  'products/update',
  'refunds/create',
  'shop/update',
];
const COMPLIANCE = ['customers/data_request', 'customers/redact', 'shop/redact'];

/** One of everything that can happen in a store. */
function liveThroughEverything({ store }: LocalShopify): void {
  const order = store.placeOrder({
    customerId: '101',
    lines: [
      { variantId: '2011', quantity: 3 },
      { variantId: '2021', quantity: 1 },
    ],
    shipping: 500,
    taxRate: 800,
    paid: false,
  });
  if (!order.ok) throw new Error(order.message);
  const { id, lines } = order.order;
  const first = lines[0]?.id ?? '';
  store.editOrder(id, { quantities: [{ lineItemId: first, quantity: 2 }] });
  store.markPaid(id);
  store.fulfillOrder(id, { lineItemIds: [first], trackingNumber: 'T1' });
  store.fulfillOrder(id);
  store.deliver(id);
  store.refundOrder(id, { lines: [{ lineItemId: first, quantity: 1 }], adjustment: 100 });
  store.cancelOrder(id);
  const checkout = store.updateCheckout({
    customerId: '102',
    lines: [{ variantId: '2012', quantity: 1 }],
  });
  if (!checkout.ok) throw new Error(checkout.message);
  store.completeCheckout(checkout.checkout.id);
  store.deleteCheckout(checkout.checkout.id);
  store.upsertCustomer({ firstName: 'New', lastName: 'Person', email: 'new@example.com' });
  store.setConsent('101', { channel: 'email', state: 'UNSUBSCRIBED' });
  store.setConsent('101', { channel: 'sms', state: 'SUBSCRIBED' });
  store.upsertProduct(buildProduct('203', [500]));
  store.upsertProduct({ ...buildProduct('203', [600]), title: 'Changed' });
  store.deleteProduct('203');
  store.updateShop({ name: 'Fern & Co' });
  store.requestCustomerData('101');
  store.mergeCustomers('103', '102');
  store.requestCustomerRedact('101');
  store.deleteOrder(id);
  store.uninstall();
  store.requestShopRedact();
}

/**
 * The published schemas are inferred from examples; where real payloads are known to go beyond
 * them, the difference is named here.
 */
const KNOWN_DIFFERENCES: Record<string, RegExp> = {
  'redacted, new and guest people have no address, name or e-mail':
    /^\/(default_address|first_name|last_name|contact_email|email|phone|customer|billing_address|shipping_address)( |\/)/,
  'an address in the list may lack company and second line': /^\/addresses\/0\/(address2|company) /,
  'a customer without orders has no last one': /^\/lastOrderId /,
  'the only order with refunds in the examples has none': /^\/refunds\/\d+ boolean schema/,
  'the only tax rate of a shipped line in the examples is 0': /\/rate must be integer$/,
  'the examples themselves have null duties': /^\/total_duties /,
};

test('every payload has the shape of its published schema', async () => {
  const { received, appUrl } = await startReceiver();
  const compliance = COMPLIANCE.map((topic) => `"${topic}"`).join(', ');
  const shopify = await startShopify({
    appUrl,
    toml: writeToml({
      subscriptions:
        subscribe(TOPICS) +
        `[[webhooks.subscriptions]]\ncompliance_topics = [${compliance}]\nuri = "/webhooks"\n`,
    }),
  });
  const { access_token: token } = await install(shopify);
  await makeDiscountsAndBulk(shopify, token);
  const { changeScopes } = await import('#sandbox/shopify/verbs/catalogue.ts');
  changeScopes(shopify.store.state, ['read_orders'], ['read_orders', 'write_discounts']);
  shopify.store.upsertCustomer({ firstName: 'Gone', email: 'gone@example.com' });
  const gone = shopify.store.state.indexes.customerByEmail.first('gone@example.com') ?? '';
  shopify.store.deleteCustomer(gone);
  liveThroughEverything(shopify);
  await shopify.webhooks.flush();
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  const wrong = received.flatMap(({ topic, body }) => {
    const validate = ajv.compile(schemaForWebhook('2026-07', topic));
    validate(JSON.parse(body));
    return (validate.errors ?? [])
      .map((error) => `${error.instancePath} ${error.message}`)
      .filter((error) => !Object.values(KNOWN_DIFFERENCES).some((known) => known.test(error)))
      .map((error) => `${topic}: ${error}`);
  });
  expect([...new Set(wrong)]).toEqual([]);
  expect([...new Set(received.map(({ topic }) => topic))].sort()).toEqual(
    [...TOPICS, ...COMPLIANCE].sort(),
  );
});

async function makeDiscountsAndBulk(shopify: LocalShopify, token: string): Promise<void> {
  const run = (query: string) =>
    fetch(`${shopify.origin}/admin/api/2026-07/graphql.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
      body: JSON.stringify({ query }),
    });
  await run(`mutation { discountCodeBasicCreate(basicCodeDiscount: { title: "T", code: "C",
    startsAt: "2026-06-01T00:00:00Z", customerGets: { value: { percentage: 0.1 },
    items: { all: true } } }) { userErrors { message } } }`);
  const [discount] = shopify.store.state.tables.discounts.values();
  const id = `gid://shopify/DiscountCodeNode/${discount?.id}`;
  await run(`mutation { discountCodeDeactivate(id: "${id}") { userErrors { message } } }`);
  await run(`mutation { discountCodeDelete(id: "${id}") { deletedCodeDiscountId } }`);
  await run(`mutation { bulkOperationRunQuery(
    query: "{ products { edges { node { id } } } }") { userErrors { message } } }`);
  await expect
    .poll(() => [...shopify.store.state.tables.bulkOperations.values()].at(-1)?.status)
    .toBe('COMPLETED');
}

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
  const shopify = await startShopify({
    appUrl,
    toml,
    clock: movableClock(),
    loadContents: () => smallStore(),
  });
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
