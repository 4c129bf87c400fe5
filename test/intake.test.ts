import { createHmac, randomUUID } from 'node:crypto';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createInboxWriter, type InboxWriter } from '#app/adapters/db/inbox-writer.server.ts';
import { createIntake } from '#app/intake.server.ts';
import { createTestDatabase } from '#test/support/database.ts';

const SECRET = 'shhh';
const SHOP = 'fern.myshopify.com';

interface Overrides {
  maxBytes?: number;
  writer?: InboxWriter;
}

async function startIntake(overrides: Overrides = {}) {
  const { pool } = await createTestDatabase();
  const woken: string[] = [];
  const intake = createIntake({
    secret: SECRET,
    writer: overrides.writer ?? createInboxWriter(pool),
    wakeShop: (shop) => woken.push(shop),
    log: pino({ level: 'silent' }),
    ...(overrides.maxBytes ? { maxBytes: overrides.maxBytes } : {}),
  });
  const server = createServer((request, response) => void intake(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { pool, woken, port, url: `http://127.0.0.1:${port}/webhooks` };
}

function sign(body: string, secret = SECRET): string {
  return createHmac('sha256', secret).update(body).digest('base64');
}

function headersFor(body: string, changes: Record<string, string | undefined> = {}) {
  const headers: Record<string, string | undefined> = {
    'content-type': 'application/json',
    'x-shopify-topic': 'orders/create',
    'x-shopify-hmac-sha256': sign(body),
    'x-shopify-shop-domain': SHOP,
    'x-shopify-api-version': '2026-07',
    'x-shopify-webhook-id': randomUUID(),
    'x-shopify-triggered-at': '2026-03-01T10:00:00.123456789Z',
    ...changes,
  };
  const present = Object.entries(headers).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(present);
}

function post(url: string, body: string, changes?: Record<string, string | undefined>) {
  return fetch(url, { method: 'POST', body, headers: headersFor(body, changes) });
}

test('a signed webhook is kept byte for byte, answered 200, and a worker is woken', async () => {
  const { url, pool, woken } = await startIntake();
  const body = '{"id": 820982911946154508, "note":"Grüße\\u0000"}';
  const response = await post(url, body);
  expect(response.status).toBe(200);
  const { rows } = await pool.query('select * from inbox');
  expect(rows).toHaveLength(1);
  expect(rows[0].body.toString()).toBe(body);
  expect(rows[0]).toMatchObject({ shop_domain: SHOP, topic: 'orders/create', state: 'waiting' });
  expect(rows[0].triggered_at.toISOString()).toBe('2026-03-01T10:00:00.123Z');
  expect(woken).toEqual([SHOP]);
});

test('the same delivery twice is one row and 200 both times', async () => {
  const { url, pool } = await startIntake();
  const id = randomUUID();
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async () => {
      return (await post(url, '{}', { 'x-shopify-webhook-id': id })).status;
    }),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  const { rows } = await pool.query('select count(*)::int as n from inbox');
  expect(rows[0].n).toBe(1);
});

test.each([
  ['a signature of another secret', { 'x-shopify-hmac-sha256': sign('{}', 'other') }],
  ['a signature of another body', { 'x-shopify-hmac-sha256': sign('{"a":1}') }],
  ['no signature', { 'x-shopify-hmac-sha256': undefined }],
  ['a signature that is no base64', { 'x-shopify-hmac-sha256': '!!!' }],
])('%s is answered 401 and not kept', async (_, changes) => {
  const { url, pool, woken } = await startIntake();
  expect((await post(url, '{}', changes)).status).toBe(401);
  expect((await pool.query('select 1 from inbox')).rowCount).toBe(0);
  expect(woken).toEqual([]);
});

test.each([
  ['x-shopify-shop-domain', undefined, /Shop-Domain/],
  ['x-shopify-shop-domain', 'no domain at all', /Shop-Domain/],
  ['x-shopify-webhook-id', undefined, /Webhook-Id/],
  ['x-shopify-topic', undefined, /Topic/],
  ['x-shopify-api-version', undefined, /API-Version/],
  ['x-shopify-topic', 'x'.repeat(101), /Topic/],
])('a signed webhook with %s %s is answered 400 naming the header', async (name, value, named) => {
  const { url, pool } = await startIntake();
  const response = await post(url, '{}', { [name]: value });
  expect(response.status).toBe(400);
  expect(await response.text()).toMatch(named);
  expect((await pool.query('select 1 from inbox')).rowCount).toBe(0);
});

test('malformed JSON and an unknown topic with a good signature are kept and answered 200', async () => {
  const { url, pool } = await startIntake();
  expect((await post(url, '{"id": 1')).status).toBe(200);
  expect((await post(url, '{}', { 'x-shopify-topic': 'martians/landed' })).status).toBe(200);
  expect((await pool.query('select 1 from inbox')).rowCount).toBe(2);
});

test('a body over the limit is answered 413, one at the limit is kept', async () => {
  const { url, pool } = await startIntake({ maxBytes: 1_000 });
  expect((await post(url, 'x'.repeat(1_001))).status).toBe(413);
  expect((await post(url, 'x'.repeat(1_000))).status).toBe(200);
  expect((await pool.query('select 1 from inbox')).rowCount).toBe(1);
});

test('anything but a POST is answered 405', async () => {
  const { url } = await startIntake();
  expect((await fetch(url)).status).toBe(405);
});

test('a sender that goes away in the middle leaves nothing behind', async () => {
  const { port, url, pool } = await startIntake();
  const request = httpRequest({
    port,
    method: 'POST',
    path: '/webhooks',
    headers: {
      ...headersFor('{}'),
      'content-length': '100',
    },
  });
  request.on('error', () => undefined);
  request.write('{');
  await new Promise((resolve) => setImmediate(resolve));
  request.destroy();
  expect((await post(url, '{}')).status).toBe(200);
  expect((await pool.query('select 1 from inbox')).rowCount).toBe(1);
});

test('a database that cannot commit is answered 503, so that Shopify delivers again', async () => {
  const writer = { write: () => Promise.reject(new Error('disk full')) };
  const { url, woken } = await startIntake({ writer });
  expect((await post(url, '{}')).status).toBe(503);
  expect(woken).toEqual([]);
});

test('one row that the database refuses fails alone; the others of its group are kept', async () => {
  const { pool } = await createTestDatabase();
  const writer = createInboxWriter(pool, 1);
  const delivery = (webhookId: string, triggeredAt: string | null) => ({
    shopDomain: SHOP,
    webhookId,
    topic: 'orders/create',
    apiVersion: '2026-07',
    eventId: null,
    triggeredAt,
    body: Buffer.from('{}'),
  });
  const results = await Promise.allSettled([
    writer.write(delivery('first', null)),
    writer.write(delivery('second', null)),
    writer.write(delivery('bad', 'not a date')),
    writer.write(delivery('third', null)),
  ]);
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  const { rows } = await pool.query('select webhook_id from inbox order by webhook_id');
  expect(rows.map((row) => row.webhook_id)).toEqual(['first', 'second', 'third']);
});
