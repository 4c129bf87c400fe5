import { expect, test } from 'vitest';
import { createAdminClient } from '#app/adapters/shopify/admin/admin-client.server.ts';
import { defineOperation } from '#app/adapters/shopify/admin/operation.ts';
import { createRateBudget } from '#app/adapters/shopify/admin/rate-budget.ts';
import { ShopifyError } from '#app/adapters/shopify/admin/shopify-error.ts';
import { deleteDiscount } from '#app/adapters/shopify/operations/discounts.ts';
import { readShop } from '#app/adapters/shopify/operations/shop.ts';

const SHOP = 'fern.myshopify.com';
const query = defineOperation<{ ok: boolean }, Record<string, never>>(
  'query Probe { shop { id } }',
);

interface Scripted {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  breaks?: boolean;
}

/** A Shopify that answers one line of the script after the other, and a client that never waits. */
function scripted(script: Scripted[], options: { nowMs?: () => number } = {}) {
  const sent: { token: string; body: string }[] = [];
  const waits: number[] = [];
  const client = createAdminClient({
    fetch: async (_url, init) => {
      const headers = new Headers(init?.headers);
      sent.push({ token: headers.get('x-shopify-access-token') ?? '', body: String(init?.body) });
      const next = script.shift();
      if (!next) throw new Error('the script is over');
      if (next.breaks) throw new TypeError('fetch failed');
      const { status = 200, body = { data: { ok: true } } } = next;
      return new Response(JSON.stringify(body), { status, headers: next.headers ?? {} });
    },
    tokens: {
      find: async (_shop, refused) => (refused ? 'fresh' : 'first'),
      refresh: async () => undefined,
    },
    budget: createRateBudget(options.nowMs ?? (() => 0)),
    wait: async (ms) => void waits.push(ms),
    attempts: 4,
  });
  return { client, sent, waits };
}

function throttled(currentlyAvailable: number) {
  return {
    body: {
      errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
      extensions: {
        cost: {
          requestedQueryCost: 300,
          throttleStatus: { maximumAvailable: 2000, currentlyAvailable, restoreRate: 100 },
        },
      },
    },
  };
}

async function failure(run: Promise<unknown>): Promise<ShopifyError> {
  const error = await run.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ShopifyError) return error;
  throw new Error(`Expected a ShopifyError, not ${String(error)}`);
}

test('a throttled query waits until Shopify has restored what it costs', async () => {
  let now = 0;
  const { client, waits } = scripted([throttled(100), {}], { nowMs: () => (now += 2_500) });
  expect(await client.run(SHOP, query, {})).toEqual({ ok: true });
  expect(waits[0]).toBe(2_000);
});

test('what an operation costs is not asked for before the shop can afford it', async () => {
  const answer = {
    body: {
      data: { ok: true },
      extensions: {
        cost: {
          requestedQueryCost: 400,
          throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 150, restoreRate: 100 },
        },
      },
    },
  };
  let now = 0;
  const waits: number[] = [];
  const client = createAdminClient({
    fetch: async () => new Response(JSON.stringify(answer.body)),
    tokens: { find: async () => 't', refresh: async () => undefined },
    budget: createRateBudget(() => now),
    wait: async (ms) => {
      waits.push(ms);
      now += ms;
    },
  });
  await client.run(SHOP, query, {});
  await client.run('moss.myshopify.com', query, {});
  expect(waits).toEqual([]);
  await client.run(SHOP, query, {});
  expect(waits).toEqual([2_500]);
});

test('an error of the server and a broken connection are tried again, longer each time', async () => {
  const { client, waits, sent } = scripted([{ status: 502 }, { breaks: true }, {}]);
  expect(await client.run(SHOP, query, {})).toEqual({ ok: true });
  expect(sent).toHaveLength(3);
  expect(waits).toHaveLength(2);
});

test('Retry-After is in seconds', async () => {
  const { client, waits } = scripted([{ status: 429, headers: { 'retry-after': '3' } }, {}]);
  await client.run(SHOP, query, {});
  expect(waits).toEqual([3_000]);
});

test('it gives up as something to try later', async () => {
  const { client } = scripted([{ status: 500 }, { status: 500 }, { status: 500 }, { status: 500 }]);
  const error = await failure(client.run(SHOP, query, {}));
  expect(error).toMatchObject({ code: 'unavailable', retryable: true });
});

test('a mutation whose answer was lost is left to its caller', async () => {
  const { client, sent } = scripted([{ breaks: true }]);
  const error = await failure(client.run(SHOP, deleteDiscount, { id: 'gid' }));
  expect(error).toMatchObject({ code: 'unavailable', retryable: true });
  expect(sent).toHaveLength(1);
});

test('a refused token is replaced once', async () => {
  const { client, sent } = scripted([{ status: 401 }, {}]);
  expect(await client.run(SHOP, query, {})).toEqual({ ok: true });
  expect(sent.map(({ token }) => token)).toEqual(['first', 'fresh']);

  const twice = scripted([{ status: 401 }, { status: 401 }]);
  const error = await failure(twice.client.run(SHOP, query, {}));
  expect(error).toMatchObject({ code: 'needs_reopen', retryable: false });
});

test.each([
  ['ACCESS_DENIED', 'access_denied'],
  ['undefinedField', 'refused'],
] as const)('an error %s will not help to repeat', async (code, expected) => {
  const { client } = scripted([{ body: { errors: [{ message: 'No.', extensions: { code } }] } }]);
  const error = await failure(client.run(SHOP, readShop, {}));
  expect(error).toMatchObject({ code: expected, retryable: false });
  expect(error.message).toBe('ShopInfo: No.');
});
