import { expect, test } from 'vitest';
import { type AdminApi, movableClock, openAdminApi } from './support/local-shopify.ts';

const DAY_MS = 86_400_000;

const CREATE = /* GraphQL */ `
  mutation ($input: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $input) {
      codeDiscountNode { id codeDiscount { ... on DiscountCodeBasic { status asyncUsageCount } } }
      userErrors { field message code extraInfo }
    }
  }
`;

const valid = {
  title: 'Anniversary',
  code: 'HAPPY-1',
  startsAt: '2026-06-15T10:00:00Z',
  customerGets: { value: { percentage: 0.1 }, items: { all: true } },
  context: { all: 'ALL' },
};

async function userErrors(api: AdminApi, input: object): Promise<unknown> {
  const { data } = await api.run(CREATE, { input });
  const payload = data?.discountCodeBasicCreate;
  return typeof payload === 'object' && payload !== null && 'userErrors' in payload
    ? payload.userErrors
    : undefined;
}

function refusal(field: string[], message: string, code: string) {
  return { field: ['basicCodeDiscount', ...field], message, code, extraInfo: null };
}

test.each([
  ['a blank title', { title: ' ' }, refusal(['title'], "Title can't be blank", 'BLANK')],
  [
    'a long title',
    { title: 'x'.repeat(256) },
    refusal(['title'], 'Title is too long (maximum is 255 characters)', 'TOO_LONG'),
  ],
  ['no code', { code: null }, refusal(['code'], "Code can't be blank", 'BLANK')],
  [
    'an empty code',
    { code: '' },
    refusal(['code'], 'Code is too short (minimum is 1 character)', 'TOO_SHORT'),
  ],
  [
    'a code of two lines',
    { code: 'A\nB' },
    refusal(['code'], 'Code cannot contain newline characters.', 'INVALID'),
  ],
  ['no start', { startsAt: null }, refusal(['startsAt'], "Starts at can't be blank", 'BLANK')],
  [
    'an end before the start',
    { endsAt: '2026-06-01T00:00:00Z' },
    refusal(['endsAt'], 'Ends at needs to be after starts_at', 'INVALID'),
  ],
  [
    'both ways of naming customers',
    { customerSelection: { all: true } },
    refusal(['context'], 'Only one of context or customerSelection can be provided.', 'INVALID'),
  ],
  [
    'a percentage above one',
    { customerGets: { value: { percentage: 1.1 }, items: { all: true } } },
    refusal(
      ['customerGets', 'value', 'percentage'],
      'Value must be between 0.0 and 1.0',
      'VALUE_OUTSIDE_RANGE',
    ),
  ],
  [
    'an unknown product',
    {
      customerGets: {
        value: { percentage: 0.1 },
        items: { products: { productsToAdd: ['gid://shopify/Product/999999999999'] } },
      },
    },
    refusal(
      ['customerGets', 'items', 'products', 'productsToAdd'],
      'Product with id: 999999999999 is invalid',
      'INVALID',
    ),
  ],
  [
    'a usage limit of nothing',
    { usageLimit: 0 },
    refusal(['usageLimit'], 'Usage limit must be greater than 0', 'GREATER_THAN'),
  ],
])('%s is refused in the words of Shopify', async (_name, change, expected) => {
  const api = await openAdminApi();
  expect(await userErrors(api, { ...valid, ...change })).toEqual([expected]);
});

test('a code that is taken is refused in any case, and the first stays', async () => {
  const api = await openAdminApi();
  expect(await userErrors(api, valid)).toEqual([]);
  expect(await userErrors(api, { ...valid, code: 'happy-1' })).toEqual([
    refusal(['code'], 'Code must be unique. Please try a different code.', 'TAKEN'),
  ]);
  expect(api.shopify.store.state.tables.discounts.size).toBe(1);
});

test('a code bound to a customer is for that customer, once', async () => {
  const api = await openAdminApi();
  const { store } = api.shopify;
  const context = { customers: { add: ['gid://shopify/Customer/101'] } };
  expect(await userErrors(api, { ...valid, usageLimit: 1, context })).toEqual([]);
  const draft = { lines: [{ variantId: '2011', quantity: 1 }], discountCode: 'HAPPY-1' };
  expect(store.placeOrder({ ...draft, customerId: '102' })).toMatchObject({
    ok: false,
    reason: 'not_for_customer',
  });
  const first = store.placeOrder({ ...draft, customerId: '101' });
  expect(first).toMatchObject({
    ok: true,
    order: { discountCodes: [{ code: 'HAPPY-1', amount: 200, type: 'percentage' }] },
  });
  expect(store.placeOrder({ ...draft, customerId: '101' })).toMatchObject({
    ok: false,
    reason: 'usage_limit',
  });
  const { data } = await api.run(
    `{ codeDiscountNodeByCode(code: "happy-1") {
      codeDiscount { ... on DiscountCodeBasic { asyncUsageCount
        context { __typename ... on DiscountCustomers { customers { id } } } } } } }`,
  );
  expect(data).toEqual({
    codeDiscountNodeByCode: {
      codeDiscount: {
        asyncUsageCount: 1,
        context: {
          __typename: 'DiscountCustomers',
          customers: [{ id: 'gid://shopify/Customer/101' }],
        },
      },
    },
  });
});

test('a code works only between its start and its end', async () => {
  const clock = movableClock();
  const api = await openAdminApi({ clock });
  const { store } = api.shopify;
  const window = { startsAt: '2026-06-16T00:00:00Z', endsAt: '2026-06-18T00:00:00Z' };
  await userErrors(api, { ...valid, ...window });
  const draft = {
    customerId: '101',
    lines: [{ variantId: '2011', quantity: 1 }],
    discountCode: 'HAPPY-1',
  };
  expect(store.placeOrder(draft)).toMatchObject({ ok: false, reason: 'not_started' });
  clock.advance(DAY_MS);
  expect(store.placeOrder(draft)).toMatchObject({ ok: true });
  clock.advance(2 * DAY_MS);
  expect(store.placeOrder(draft)).toMatchObject({ ok: false, reason: 'expired' });
});

test('a fixed amount is spread over the lines and never exceeds them', async () => {
  const api = await openAdminApi();
  const customerGets = {
    value: { discountAmount: { amount: '5.00', appliesOnEachItem: false } },
    items: { all: true },
  };
  await userErrors(api, { ...valid, customerGets });
  const result = api.shopify.store.placeOrder({
    customerId: '101',
    lines: [
      { variantId: '2011', quantity: 1 },
      { variantId: '2021', quantity: 1 },
    ],
    discountCode: 'HAPPY-1',
  });
  if (!result.ok) throw new Error(result.message);
  // 5.00 over 20.00 and 9.99
  expect(result.order.lines.map((line) => line.discount)).toEqual([333, 167]);
});

test('deactivating an unknown code and a known one', async () => {
  const api = await openAdminApi();
  const deactivate = /* GraphQL */ `
    mutation ($id: ID!) {
      discountCodeDeactivate(id: $id) {
        codeDiscountNode { codeDiscount { ... on DiscountCodeBasic { status } } }
        userErrors { field message code }
      }
    }
  `;
  const unknown = await api.run(deactivate, { id: 'gid://shopify/DiscountCodeNode/1' });
  expect(unknown.data?.discountCodeDeactivate).toEqual({
    codeDiscountNode: null,
    userErrors: [{ field: ['id'], message: 'Code discount does not exist.', code: 'INVALID' }],
  });
  await userErrors(api, valid);
  const [discount] = api.shopify.store.state.tables.discounts.values();
  const known = await api.run(deactivate, { id: `gid://shopify/DiscountCodeNode/${discount?.id}` });
  expect(known.data?.discountCodeDeactivate).toMatchObject({
    codeDiscountNode: { codeDiscount: { status: 'EXPIRED' } },
    userErrors: [],
  });
});

test('redeem codes are imported in the background, each refused for its own reason', async () => {
  const api = await openAdminApi();
  await userErrors(api, valid);
  const [discount] = api.shopify.store.state.tables.discounts.values();
  const add = /* GraphQL */ `
    mutation ($id: ID!, $codes: [DiscountRedeemCodeInput!]!) {
      discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) {
        bulkCreation { id done codesCount importedCount }
        userErrors { message }
      }
    }
  `;
  const id = `gid://shopify/DiscountCodeNode/${discount?.id}`;
  const codes = ['NEW-1', 'NEW-1', 'HAPPY-1', ''].map((code) => ({ code }));
  const added = await api.run(add, { id, codes });
  expect(added.data?.discountRedeemCodeBulkAdd).toMatchObject({
    bulkCreation: { done: false, codesCount: 4, importedCount: 0 },
    userErrors: [],
  });
  const [creation] = api.shopify.store.state.tables.redeemCodeCreations.values();
  const poll = `{ discountRedeemCodeBulkCreation(
    id: "gid://shopify/DiscountRedeemCodeBulkCreation/${creation?.id}"
  ) { done importedCount failedCount codes(first: 10) { nodes { code errors { message } } } } }`;
  await expect
    .poll(async () => (await api.run(poll)).data?.discountRedeemCodeBulkCreation, {
      timeout: 10_000,
    })
    .toEqual({
      done: true,
      importedCount: 1,
      failedCount: 3,
      codes: {
        nodes: [
          { code: 'NEW-1', errors: [] },
          {
            code: 'NEW-1',
            errors: [{ message: 'Codes must be unique within BulkDiscountCodeCreation' }],
          },
          {
            code: 'HAPPY-1',
            errors: [{ message: 'must be unique. Please try a different code.' }],
          },
          { code: '', errors: [{ message: 'is too short (minimum is 1 character)' }] },
        ],
      },
    });
  const tooMany = await api.run(add, {
    id,
    codes: Array.from({ length: 251 }, (_, at) => ({ code: `C${at}` })),
  });
  expect(tooMany.errors).toMatchObject([
    {
      message: 'The input array size of 251 is greater than the maximum allowed of 250.',
      extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
    },
  ]);
});
