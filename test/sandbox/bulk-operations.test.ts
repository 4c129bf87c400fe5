import { expect, test } from 'vitest';
import { z } from 'zod';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { type AdminApi, openAdminApi, writeToml } from './support/local-shopify.ts';
import { NOW } from './support/small-store.ts';

const RUN = `mutation ($query: String!) { bulkOperationRunQuery(query: $query) {
  bulkOperation { id status } userErrors { field message code } } }`;

const runAnswer = z.object({
  bulkOperation: z.object({ id: z.string(), status: z.string() }).nullable(),
  userErrors: z.array(
    z.object({ field: z.array(z.string()).nullable(), message: z.string(), code: z.string() }),
  ),
});

async function runBulk(api: AdminApi, query: string) {
  const { data } = await api.run(RUN, { query });
  return runAnswer.parse(data?.bulkOperationRunQuery);
}

const operationAnswer = z.object({
  status: z.string(),
  url: z.string().nullable(),
  objectCount: z.string(),
  rootObjectCount: z.string(),
  errorCode: z.string().nullable(),
});

async function waitForEnd(api: AdminApi, id: string) {
  const read = async () => {
    const { data } = await api.run(
      `query ($id: ID!) { bulkOperation(id: $id) {
        status url objectCount rootObjectCount errorCode } }`,
      { id },
    );
    return operationAnswer.parse(data?.bulkOperation);
  };
  await expect
    .poll(async () => (await read()).status, { timeout: 10_000 })
    .toMatch(/COMPLETED|FAILED|CANCELED/);
  return read();
}

test.each([
  [
    'nodes',
    '{ products { nodes { id title } } }',
    [
      "All connection fields in a bulk query must select their contents using 'edges' > 'node', " +
        "e.g: 'products { edges { node {'. Selecting via 'nodes' is not supported. " +
        "Invalid connection fields: 'products'.",
    ],
  ],
  [
    'a top-level node',
    '{ node(id: "gid://shopify/Product/0") { id } }',
    [
      'Bulk queries cannot contain a top level `node` field.',
      'Bulk queries must contain at least one connection.',
    ],
  ],
  ['no connection', '{ shop { id } }', ['Bulk queries must contain at least one connection.']],
  ['an empty text', '', ['Invalid bulk query: syntax error, unexpected end of file']],
  [
    'three levels',
    `{ collections { edges { node { id products { edges { node { id variants { edges { node { id
      metafields { edges { node { id } } } } } } } } } } } } }`,
    ['Bulk queries cannot contain connections with a nesting depth greater than 2.'],
  ],
  [
    'six connections',
    `{ products { edges { node { id variants { edges { node { id } } }
      metafields { edges { node { id } } } media { edges { node { id } } }
      collections { edges { node { id } } } productParents { edges { node { id } } } } } } }`,
    ['Bulk queries cannot contain more than 5 connections.'],
  ],
  [
    'a parent without id',
    '{ products { edges { node { title variants { edges { node { id } } } } } } }',
    [
      "The parent 'node' field for a nested connection must select the 'id' field without an alias " +
        "and must be of 'ID' return type. Connection fields without 'id': products.",
    ],
  ],
  [
    'a connection in a list',
    '{ orders { edges { node { id refunds { refundLineItems { edges { node { id } } } } } } } }',
    ['Queries that contain a connection field within a list field are not currently supported.'],
  ],
  [
    'a mutation',
    'mutation { productCreate(input: { title: "T" }) { product { id } } }',
    ['Invalid operation type. Only `query` operations are supported.'],
  ],
])('a bulk query with %s is refused in the words of Shopify', async (_name, query, messages) => {
  const api = await openAdminApi();
  const { bulkOperation, userErrors } = await runBulk(api, query);
  expect(bulkOperation).toBeNull();
  expect(userErrors).toEqual(
    messages.map((message) => ({ field: ['query'], message, code: 'INVALID' })),
  );
});

test('the result has every order once, each followed by its lines', async () => {
  const contents = generateStore({
    seed: 3,
    customers: 120,
    products: 20,
    endsAt: new Date(NOW),
  });
  const api = await openAdminApi({ loadContents: () => contents });
  const { bulkOperation } = await runBulk(
    api,
    `{ orders { edges { node { id name refunds { id }
      lineItems { edges { node { id quantity } } } } } } }`,
  );
  expect(bulkOperation?.status).toBe('CREATED');
  const ended = await waitForEnd(api, bulkOperation?.id ?? '');
  const lines = contents.orders.flatMap((order) => order.lines);
  expect(ended).toMatchObject({
    status: 'COMPLETED',
    objectCount: String(contents.orders.length + lines.length),
    rootObjectCount: String(contents.orders.length),
  });
  const text = await (await fetch(ended.url ?? '')).text();
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const parents = rows.filter((row) => row.__parentId === undefined);
  expect(new Set(parents.map((row) => row.id)).size).toBe(contents.orders.length);
  let parent = '';
  for (const row of rows) {
    if (row.__parentId === undefined) parent = row.id;
    else expect(row.__parentId).toBe(parent);
  }
  expect(rows.length - parents.length).toBe(lines.length);
});

test('five run at a time and the sixth is refused', async () => {
  const api = await openAdminApi();
  const query = '{ products { edges { node { id } } } }';
  const ids: string[] = [];
  for (let at = 0; at < 5; at += 1) {
    ids.push((await runBulk(api, query)).bulkOperation?.id ?? '');
  }
  expect((await runBulk(api, query)).userErrors).toEqual([
    {
      field: null,
      message:
        'A bulk query operation for this app and shop is already in progress: ' +
        `${ids.join(', ')}.`,
      code: 'OPERATION_IN_PROGRESS',
    },
  ]);
  for (const id of ids) expect((await waitForEnd(api, id)).status).toBe('COMPLETED');
});

test('a cancelled operation ends cancelled, an unreadable one failed, an empty one without url', async () => {
  const api = await openAdminApi({
    toml: writeToml({ scopes: 'read_products,read_all_orders,read_orders' }),
  });
  const cancelled = await runBulk(api, '{ products { edges { node { id } } } }');
  const id = cancelled.bulkOperation?.id ?? '';
  await api.run('mutation ($id: ID!) { bulkOperationCancel(id: $id) { userErrors { message } } }', {
    id,
  });
  expect((await waitForEnd(api, id)).status).toBe('CANCELED');
  const denied = await runBulk(api, '{ customers { edges { node { id } } } }');
  expect(await waitForEnd(api, denied.bulkOperation?.id ?? '')).toMatchObject({
    status: 'FAILED',
    errorCode: 'ACCESS_DENIED',
    url: null,
  });
  const empty = await runBulk(api, '{ orders { edges { node { id } } } }');
  expect(await waitForEnd(api, empty.bulkOperation?.id ?? '')).toMatchObject({
    status: 'COMPLETED',
    objectCount: '0',
    url: null,
  });
});
