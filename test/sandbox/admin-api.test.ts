import { expect, test } from 'vitest';
import type { StoreContents } from '#sandbox/shopify/model.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { openAdminApi, writeToml } from './support/local-shopify.ts';
import { NOW, smallStore } from './support/small-store.ts';

function sampleStore(): StoreContents {
  return generateStore({ seed: 7, customers: 60, products: 20, endsAt: new Date(NOW) });
}

test('pages follow each other without gap or repeat, in either direction', async () => {
  const contents = sampleStore();
  const api = await openAdminApi({ loadContents: () => contents });
  for (const reverse of [false, true]) {
    const seen: unknown[] = [];
    let after: unknown = null;
    do {
      const { data } = await api.run(
        `query ($after: String, $reverse: Boolean) {
          orders(first: 7, after: $after, sortKey: UPDATED_AT, reverse: $reverse) {
            nodes { id updatedAt } pageInfo { hasNextPage endCursor } } }`,
        { after, reverse },
      );
      const page = JSON.parse(JSON.stringify(data?.orders));
      seen.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen.map((node) => JSON.stringify(node))).size).toBe(contents.orders.length);
    const times = JSON.parse(JSON.stringify(seen)).map(
      (node: { updatedAt: string }) => node.updatedAt,
    );
    const sorted = [...times].sort();
    expect(times).toEqual(reverse ? sorted.reverse() : sorted);
  }
});

test('a page needs first or last, and no more than 250', async () => {
  const api = await openAdminApi();
  const none = await api.run('{ customers { nodes { id } } }');
  expect(none.errors).toMatchObject([
    { message: 'you must provide one of first or last', extensions: { code: 'BAD_REQUEST' } },
  ]);
  const both = await api.run('{ customers(first: 1, last: 1) { nodes { id } } }');
  expect(both.errors?.[0]?.message).toBe('providing both first and last is not supported');
  expect((await api.run('{ customers(first: 251) { nodes { id } } }')).errors).toHaveLength(1);
});

test.each([
  ['updated_at:>2026-06-10', ['103']],
  ["updated_at:>='2026-06-11T00:00:00Z' OR email:customer-101@example.com", ['101', '103']],
  ['tag:vip', ['102']],
  ['-tag:vip', ['101', '103']],
  ['id:>101 AND NOT tag:vip', ['103']],
  ['(tag:vip OR id:101) state:disabled', ['101', '102']],
  ['email:customer-10*', ['101', '102', '103']],
])('customers(query: %j)', async (query, ids) => {
  const contents = smallStore();
  const [, second, third] = contents.customers;
  if (second) second.tags = ['VIP'];
  if (third) third.updatedAt = '2026-06-12T00:00:00Z';
  const api = await openAdminApi({ loadContents: () => contents });
  const { data } = await api.run(
    'query ($query: String) { customers(first: 10, query: $query) { nodes { id } } }',
    { query },
  );
  const nodes = ids.map((id) => ({ id: `gid://shopify/Customer/${id}` }));
  expect(data?.customers).toEqual({ nodes });
});

test('what is in the schema but not modelled says so and invents nothing', async () => {
  const api = await openAdminApi({ toml: writeToml({ scopes: 'read_products' }) });
  const { data, errors } = await api.run('{ products(first: 1) { nodes { seo { title } } } }');
  expect(data).toBeNull();
  expect(errors?.[0]).toMatchObject({
    message: 'Field Product.seo is not modelled by the local Shopify',
    extensions: { code: 'NOT_MODELLED' },
  });
  const root = await api.run('{ productTypes(first: 1) { nodes } }');
  expect(root.errors?.[0]?.message).toMatch('Root field productTypes is not modelled');
});

test('what is not in the schema is refused by the schema', async () => {
  const api = await openAdminApi();
  const { errors } = await api.run('{ customers(first: 1) { nodes { favouriteColour } } }');
  expect(errors?.[0]?.message).toBe('Cannot query field "favouriteColour" on type "Customer".');
});

test('a token without the scope is denied in the words of Shopify', async () => {
  const api = await openAdminApi({ toml: writeToml({ scopes: 'read_products' }) });
  const { data, errors } = await api.run('{ customers(first: 1) { nodes { id } } }');
  expect(data).toBeNull();
  expect(errors).toMatchObject([
    {
      message: 'Access denied for customers field. Required access: `read_customers` access scope.',
      path: ['customers'],
      extensions: { code: 'ACCESS_DENIED' },
    },
  ]);
});

test('without read_all_orders only sixty days of orders exist', async () => {
  const contents = sampleStore();
  const since = Date.parse(NOW) - 60 * 86_400_000;
  const recent = contents.orders.filter((order) => Date.parse(order.createdAt) >= since);
  const old = contents.orders.find((order) => Date.parse(order.createdAt) < since);
  const api = await openAdminApi({
    loadContents: () => contents,
    toml: writeToml({ scopes: 'read_orders' }),
  });
  const { data } = await api.run(
    'query ($id: ID!) { ordersCount { count precision } order(id: $id) { id } }',
    { id: `gid://shopify/Order/${old?.id}` },
  );
  expect(data).toEqual({
    ordersCount: { count: recent.length, precision: 'EXACT' },
    order: null,
  });
});

test('the cost bucket empties, throttles with HTTP 200 and fills again', async () => {
  const throttle = { maximumAvailable: 60, restoreRate: 15 };
  const api = await openAdminApi({ throttle });
  const query = '{ customers(first: 250) { nodes { id defaultAddress { city } } } }';
  const first = await api.run(query);
  // 2 + 11 × (1 + 1) asked, 2 + 2 × 2 used for three customers
  expect(first.extensions?.cost).toMatchObject({ requestedQueryCost: 24, actualQueryCost: 6 });
  const answers = await Promise.all(Array.from({ length: 40 }, () => api.run(query)));
  const throttled = answers.filter(({ errors }) => errors?.[0]?.extensions?.code === 'THROTTLED');
  expect(throttled.length).toBeGreaterThan(0);
  expect(throttled[0]?.errors?.[0]?.message).toBe('Throttled');
  expect(throttled[0]?.extensions?.cost.actualQueryCost).toBeNull();
  await expect.poll(async () => (await api.run(query)).errors, { timeout: 30_000 }).toBeUndefined();
});

test('one query may not cost more than a thousand points', async () => {
  const api = await openAdminApi();
  // Each 2 + 11 × (1 + 2 + 11 × (1 + 2)) = 398
  const orders =
    'orders(first: 250) { nodes { lineItems(first: 250) { nodes { product { id } variant { id } } } } }';
  const { errors } = await api.run(`{ a: ${orders} b: ${orders} c: ${orders} }`);
  expect(errors).toMatchObject([
    {
      message: 'Query cost is 1194, which exceeds the single query max cost limit (1000).',
      extensions: { code: 'MAX_COST_EXCEEDED' },
    },
  ]);
});

test('metafields are set all or none, and a stale digest is refused', async () => {
  const api = await openAdminApi();
  const set = `mutation ($fields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $fields) {
    metafields { namespace key value compareDigest } userErrors { field message code } } }`;
  const ownerId = 'gid://shopify/Customer/101';
  const points = { ownerId, key: 'points', type: 'number_integer', value: '5' };
  const bad = { ownerId, namespace: 'facts', key: 'birth_date', type: 'date', value: 'soon' };
  const refused = await api.run(set, { fields: [points, bad] });
  expect(refused.data?.metafieldsSet).toMatchObject({
    metafields: [],
    userErrors: [{ field: ['metafields', '1', 'value'], code: 'INVALID_VALUE' }],
  });
  expect(api.shopify.store.metafieldsOf(ownerId)).toEqual([]);
  const done = await api.run(set, { fields: [points] });
  expect(done.data?.metafieldsSet).toMatchObject({
    metafields: [{ namespace: 'app--1', key: 'points', value: '5' }],
    userErrors: [],
  });
  const stale = await api.run(set, { fields: [{ ...points, value: '6', compareDigest: 'old' }] });
  expect(stale.data?.metafieldsSet).toMatchObject({ userErrors: [{ code: 'STALE_OBJECT' }] });
});

test('consent refuses what Shopify refuses', async () => {
  const api = await openAdminApi();
  const update = `mutation ($input: CustomerEmailMarketingConsentUpdateInput!) {
    customerEmailMarketingConsentUpdate(input: $input) { userErrors { field message code } } }`;
  const run = (consent: object, customerId = 'gid://shopify/Customer/101') =>
    api.run(update, { input: { customerId, emailMarketingConsent: consent } });
  const field = ['input', 'emailMarketingConsent'];
  const pending = { marketingState: 'PENDING', marketingOptInLevel: 'SINGLE_OPT_IN' };
  expect((await run({ marketingState: 'SUBSCRIBED' })).data).toEqual({
    customerEmailMarketingConsentUpdate: {
      userErrors: [
        {
          field: [...field, 'marketingOptInLevel'],
          message: 'Marketing opt in level must exist',
          code: 'MISSING_ARGUMENT',
        },
      ],
    },
  });
  expect((await run(pending)).data?.customerEmailMarketingConsentUpdate).toMatchObject({
    userErrors: [
      {
        message: 'Marketing opt in level must be confirmed opt-in for pending consent state',
        code: 'INVALID',
      },
    ],
  });
  const subscribed = { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'SINGLE_OPT_IN' };
  const later = { ...subscribed, consentUpdatedAt: '2030-01-01T00:00:00Z' };
  expect((await run(later)).data?.customerEmailMarketingConsentUpdate).toMatchObject({
    userErrors: [{ message: 'Consent updated at must not be in the future' }],
  });
  const nobody = await run(subscribed, 'gid://shopify/Customer/1');
  expect(nobody.data?.customerEmailMarketingConsentUpdate).toMatchObject({
    userErrors: [{ field: ['input', 'customerId'], message: 'Customer not found' }],
  });
  const notSubscribed = { ...subscribed, marketingState: 'NOT_SUBSCRIBED' };
  expect((await run(notSubscribed)).errors?.[0]?.message).toBe(
    'Cannot specify NOT_SUBSCRIBED as a marketing state input',
  );
});

test('a place that the schema does not know is the unknown region', async () => {
  const contents = structuredClone(smallStore());
  for (const { defaultAddress } of contents.customers) {
    if (defaultAddress) defaultAddress.countryCode = 'EU';
  }
  const api = await openAdminApi({ loadContents: () => contents });
  const { data } = await api.run(
    '{ customer(id: "gid://shopify/Customer/101") { defaultAddress { countryCodeV2 } } }',
  );
  expect(data?.customer).toEqual({ defaultAddress: { countryCodeV2: 'ZZ' } });
});
