import { expect, test } from 'vitest';
import { lockShopFacts } from '#app/adapters/db/shop-lock.server.ts';
import { processInbox } from '#app/services/process-inbox.ts';
import { sweepInbox } from '#app/services/sweep-inbox.ts';
import { waitFor } from '#test/support/wait-for.ts';
import { customerBody, orderBody, refundBody } from '#test/support/webhook-bodies.ts';
import { dumpFacts, inboxServices } from './inbox-services.ts';

const T = '2026-03-01T10:00:01.000Z';

function order(id: number, overrides: Record<string, unknown> = {}, triggeredAt = T) {
  return { topic: 'orders/create', triggeredAt, body: orderBody(id, overrides) };
}

function customer(id: number, overrides: Record<string, unknown> = {}, triggeredAt = T) {
  return { topic: 'customers/update', triggeredAt, body: customerBody(id, overrides) };
}

async function statesOf(pool: Awaited<ReturnType<typeof inboxServices>>['pool']) {
  const { rows } = await pool.query(
    'select webhook_id as id, state, attempts, error from inbox order by position',
  );
  return rows;
}

async function orderRow(pool: Awaited<ReturnType<typeof inboxServices>>['pool'], id: number) {
  const { rows } = await pool.query('select * from orders where order_id = $1', [id]);
  return rows[0];
}

test('webhooks of one shop become facts, each once, whatever is delivered again', async () => {
  const { pool, receive, drain, touched } = await inboxServices();
  await receive(order(1, { customer: { id: 5 } }), customer(5, { email: 'ann@example.com' }));
  await drain();
  const once = await dumpFacts(pool);
  expect(touched).toEqual([
    {
      customerIds: ['5'],
      orderIds: ['1'],
      checkoutIds: [],
      productIds: [],
      moves: [],
    },
  ]);
  await receive(order(1, { customer: { id: 5 } }), customer(5, { email: 'ann@example.com' }));
  await drain();
  expect(await dumpFacts(pool)).toEqual(once);
  expect(touched).toHaveLength(1);
  expect(await statesOf(pool)).toHaveLength(4);
});

test('malformed JSON is kept as rejected with its reason and blocks nobody', async () => {
  const { pool, receive, drain } = await inboxServices();
  await receive({ topic: 'orders/create', triggeredAt: T, body: '{"id": 1,' }, order(2));
  await drain();
  expect(await statesOf(pool)).toMatchObject([
    { state: 'rejected', error: expect.stringMatching(/^orders\/create: not JSON/) },
    { state: 'done', error: null },
  ]);
  expect(await orderRow(pool, 2)).toBeDefined();
});

test('a webhook that breaks the batch is set aside, tried again and given up', async () => {
  const { pool, deps, receive, drain } = await inboxServices();
  const [poison] = await receive(order(1, { name: 'poison' }), order(2), order(3));
  const breaking: typeof deps.applyChanges = async (stores, shop, changes, meta) => {
    if (changes.some(({ change }) => change.type === 'order' && change.fact.name === 'poison')) {
      throw new Error('cannot be applied');
    }
    return deps.applyChanges(stores, shop, changes, meta);
  };
  await drain({ applyChanges: breaking });
  expect(await statesOf(pool)).toMatchObject([
    { id: poison, state: 'waiting', attempts: 1, error: 'cannot be applied' },
    { state: 'done' },
    { state: 'done' },
  ]);
  for (let attempt = 2; attempt <= 5; attempt += 1) {
    await pool.query("update inbox set processed_at = now() - interval '2 hours'");
    await drain({ applyChanges: breaking });
  }
  expect(await statesOf(pool)).toMatchObject([{ state: 'failed', attempts: 5 }, {}, {}]);
});

test('a webhook set aside is not tried before its wait is over, and heals when it can', async () => {
  const { pool, deps, receive, drain } = await inboxServices();
  await receive(order(1));
  const broken: typeof deps.applyChanges = async () => {
    throw new Error('not now');
  };
  await drain({ applyChanges: broken });
  await drain();
  expect(await statesOf(pool)).toMatchObject([{ state: 'waiting', attempts: 1 }]);
  await pool.query("update inbox set processed_at = now() - interval '1 minute'");
  await drain();
  expect(await statesOf(pool)).toMatchObject([{ state: 'done', error: null }]);
});

test('nothing is half written when a hook throws', async () => {
  const { pool, deps, receive } = await inboxServices();
  await receive(order(1));
  await processInbox(
    {
      ...deps,
      applyChanges: async (stores, shop, changes, meta) => {
        await deps.applyChanges(stores, shop, changes, meta);
        throw new Error('after the facts');
      },
    },
    { shopDomain: 'fern.myshopify.com' },
  );
  expect(await orderRow(pool, 1)).toBeUndefined();
});

test('an event is handled after the facts of its batch and again if it failed', async () => {
  const { pool, events, receive, drain } = await inboxServices();
  await receive(order(1), {
    topic: 'orders/edited',
    triggeredAt: T,
    body: { order_edit: { order_id: 1 } },
  });
  let calls = 0;
  await drain({
    handleEvent: async () => {
      calls += 1;
      throw Object.assign(new Error('Shopify is down'), { retryable: true });
    },
  });
  expect(calls).toBe(1);
  expect(await statesOf(pool)).toMatchObject([{ state: 'done' }, { state: 'waiting' }]);
  await pool.query("update inbox set processed_at = now() - interval '1 minute'");
  await drain();
  expect(events).toEqual([{ type: 'order-edited', orderId: '1' }]);
  expect(await statesOf(pool)).toMatchObject([{ state: 'done' }, { state: 'done' }]);
});

test('webhooks of a shop that is not installed wait, and a shop never reads another one', async () => {
  const { pool, deps, receive } = await inboxServices();
  await receive(order(1));
  await pool.query("update inbox set shop_domain = 'moss.myshopify.com'");
  expect(await processInbox(deps, { shopDomain: 'fern.myshopify.com' })).toEqual({
    processed: 0,
    more: false,
  });
  expect(await processInbox(deps, { shopDomain: 'moss.myshopify.com' })).toEqual({
    processed: 0,
    more: false,
  });
  expect(await statesOf(pool)).toMatchObject([{ state: 'waiting', attempts: 0 }]);
});

test('a large backlog is taken in batches, and the sweep names the shop that waits', async () => {
  const { pool, deps, transact, receive, drain } = await inboxServices();
  await receive(...Array.from({ length: 250 }, (_, index) => order(index + 1)));
  const woken: string[] = [];
  const sweep = {
    transact,
    wakeShop: async (domain: string) => void woken.push(domain),
    startPrivacyRequest: async () => undefined,
  };
  await sweepInbox(sweep);
  expect(woken).toEqual([]);
  await pool.query("update inbox set received_at = now() - interval '1 minute'");
  await sweepInbox(sweep);
  expect(woken).toEqual(['fern.myshopify.com']);
  expect(await processInbox(deps, { shopDomain: 'fern.myshopify.com' })).toEqual({
    processed: 100,
    more: true,
  });
  await drain();
  await sweepInbox(sweep);
  expect(woken).toHaveLength(1);
  const { rows } = await pool.query('select count(*)::int as orders from orders');
  expect(rows).toEqual([{ orders: 250 }]);
});

test('ten at once leave no webhook behind', async () => {
  const { pool, deps, receive } = await inboxServices();
  await receive(
    ...Array.from({ length: 60 }, (_, index) => order((index % 6) + 1, { name: `#${index}` })),
  );
  await Promise.all(
    Array.from({ length: 10 }, () => processInbox(deps, { shopDomain: 'fern.myshopify.com' })),
  );
  const states = await statesOf(pool);
  expect(states.every(({ state }: { state: string }) => state === 'done')).toBe(true);
});

test('a refund that comes before its order counts once the order is there', async () => {
  const { pool, receive, drain } = await inboxServices();
  const lines = [{ lineId: 10, quantity: 1, subtotal: '4.00' }];
  await receive({ topic: 'refunds/create', triggeredAt: T, body: refundBody(9, 1, { lines }) });
  await drain();
  await receive(order(1));
  await drain();
  expect(await orderRow(pool, 1)).toMatchObject({ net_minor: '600', refunded_minor: '400' });
});

test('what was deleted stays deleted, also where it was never known', async () => {
  const { pool, receive, drain } = await inboxServices();
  await receive({ topic: 'orders/delete', triggeredAt: T, body: { id: 1 } });
  await drain();
  await receive(order(1, { updated_at: '2026-04-01T00:00:00Z' }));
  await drain();
  expect(await orderRow(pool, 1)).toMatchObject({
    deleted_at: new Date(T),
    excluded_reason: 'deleted',
    net_minor: '0',
  });
});

test('an older version that comes late is kept beside the newest (fact_versions)', async () => {
  const { pool, receive, drain } = await inboxServices();
  await receive(order(1, { name: 'new', updated_at: '2026-03-02T00:00:00Z' }));
  await drain();
  await receive(order(1, { name: 'old', updated_at: '2026-03-01T12:00:00Z' }));
  await drain();
  expect(await orderRow(pool, 1)).toMatchObject({ name: 'new' });
  const { rows } = await pool.query(
    "select occurred_at, recorded_at, body->>'name' as name from fact_versions",
  );
  expect(rows).toEqual([
    {
      name: 'old',
      occurred_at: new Date('2026-03-01T12:00:00Z'),
      recorded_at: new Date('2026-06-01T12:00:00Z'),
    },
  ]);
});

test('several changes within one second: the one triggered last counts', async () => {
  const { pool, receive, drain } = await inboxServices();
  await receive(order(1, { name: 'second' }, '2026-03-01T10:00:00.900Z'));
  await receive(order(1, { name: 'first' }, '2026-03-01T10:00:00.100Z'));
  await drain();
  expect(await orderRow(pool, 1)).toMatchObject({ name: 'second' });
});

test('a shop that is held up holds up one worker, and the others are free for other shops', async () => {
  const { pool, shop, deps, receive } = await inboxServices();
  await receive(order(1), order(2));
  const holder = await pool.connect();
  await holder.query('begin');
  await lockShopFacts(holder, shop.shopId);
  const domain = { shopDomain: shop.domain };
  const first = processInbox(deps, domain);
  await waitFor('the first worker to wait for the lock', async () => {
    const { rows } = await pool.query(
      "select from pg_locks where locktype = 'advisory' and not granted and database = " +
        '(select oid from pg_database where datname = current_database())',
    );
    return rows.length === 1;
  });
  expect(await processInbox(deps, domain)).toEqual({ processed: 0, more: false });
  await holder.query('commit');
  holder.release();
  expect(await first).toEqual({ processed: 2, more: false });
});
