import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { importShop } from '#app/services/import-shop.ts';
import { installShop } from '#app/services/install-shop.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { shopServices } from './shop-services.ts';

type Services = Awaited<ReturnType<typeof shopServices>>;

function sampleStore() {
  return generateStore({ seed: 3, customers: 120, endsAt: new Date('2026-06-15T12:00:00Z') });
}

async function importOnce(services: Services, shopId: string) {
  for (;;) {
    const outcome = await importShop(services.deps, { shopId });
    if (outcome.outcome !== 'waiting') return outcome;
    await sleep(outcome.retryAfterMs);
  }
}

/** All facts, without when we learnt them. */
async function readState({ pool }: Services) {
  const { rows: orders } = await pool.query(
    `select order_id, owner_id, version_key, net_minor, refunded_minor, current_total_minor
     from orders order by order_id`,
  );
  const { rows: customers } = await pool.query(
    `select customer_id, email, email_consent, birth_date from customers order by customer_id`,
  );
  const { rows: refunds } = await pool.query(
    'select refund_id, order_id, paid_back_minor, lines from refunds order by refund_id',
  );
  const { rows: lines } = await pool.query(
    'select order_id, line_id, quantity, price_minor from order_lines order by order_id, line_id',
  );
  return { orders, customers, refunds, lines };
}

class Killed extends Error {}

test('an import that dies after any batch, and within one, ends as one that ran through', async () => {
  const whole = await shopServices({ loadContents: sampleStore });
  const wholeShop = await installShop(whole.deps, whole.address.domain);
  await importOnce(whole, wholeShop.shopId);

  const broken = await shopServices({ loadContents: sampleStore });
  let batches = 0;
  const apply = broken.deps.applyChanges;
  // Every second batch dies: before it is written, or written but not committed.
  broken.deps.applyChanges = async (...call) => {
    batches += 1;
    if (batches % 4 === 1) throw new Killed('before');
    const touched = await apply(...call);
    if (batches % 4 === 3) throw new Killed('after');
    return touched;
  };
  const shop = await installShop(broken.deps, broken.address.domain);
  let deaths = 0;
  for (;;) {
    try {
      expect(await importOnce(broken, shop.shopId)).toEqual({ outcome: 'done' });
      break;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      deaths += 1;
    }
  }
  expect(deaths).toBeGreaterThan(2);
  expect(await readState(broken)).toEqual(await readState(whole));
});

test('a file that breaks off is read on from the last batch, not from its beginning', async () => {
  let breaks = 2;
  const requested: string[] = [];
  const services = await shopServices({
    loadContents: sampleStore,
    wrapFetch: (fetch) => async (url, init) => {
      const response = await fetch(url, init);
      if (init?.method === 'POST' || !response.body) return response;
      requested.push(String(url));
      if (breaks === 0) return response;
      breaks -= 1;
      return new Response(breakOff(response.body, 60_000), { status: response.status });
    },
  });
  const shop = await installShop(services.deps, services.address.domain);
  const progress: number[] = [];
  for (;;) {
    try {
      await importOnce(services, shop.shopId);
      break;
    } catch (error) {
      expect(String(error)).toContain('the connection broke');
      const { rows } = await services.pool.query(
        'select sum(lines_read)::int as n from import_steps',
      );
      progress.push(rows[0].n);
    }
  }
  expect(progress.length).toBeGreaterThan(0);
  const { rows } = await services.pool.query('select count(*)::int as n from orders');
  expect(rows[0].n).toBe([...services.local.store.state.tables.orders.values()].length);
});

function breakOff(body: ReadableStream<Uint8Array>, afterBytes: number) {
  let bytes = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.length;
        if (bytes > afterBytes) controller.error(new Error('the connection broke'));
        else controller.enqueue(chunk);
      },
    }),
  );
}

test('a webhook that comes while the import runs is neither lost nor overwritten', async () => {
  const services = await shopServices({ loadContents: sampleStore });
  const shop = await installShop(services.deps, services.address.domain);
  const [order] = [...services.local.store.state.tables.orders.values()].filter(
    ({ financialStatus, refunds }) => financialStatus === 'PAID' && refunds.length === 0,
  );
  if (!order) throw new Error('no paid order');
  // GIVEN files that Shopify has written
  await importShop(services.deps, { shopId: shop.shopId });
  // WHEN the order is refunded afterwards and its webhook is processed before the file is read
  services.clock.advance(60_000);
  const [line] = order.lines;
  if (!line) throw new Error('no line');
  services.local.store.refundOrder(order.id, {
    lines: [{ lineItemId: line.id, quantity: 1 }],
  });
  const [live] = await services.reader.readOrders(shop, [order.id]);
  if (!live) throw new Error('no order');
  await services.deps.transact((stores) =>
    services.deps.applyChanges(
      stores,
      shop,
      [
        {
          change: { type: 'order', fact: live },
          occurredAt: services.local.store.now().toISOString(),
        },
      ],
      { source: 'webhook', recordedAt: services.local.store.now() },
    ),
  );
  // THEN the older version in the file changes nothing
  await importOnce(services, shop.shopId);
  const { rows } = await services.pool.query(
    'select version_key, current_total_minor::int as total from orders where order_id = $1',
    [order.id],
  );
  expect(rows[0].version_key).toBe(live.versionKey);
  expect(rows[0].total).toBe(live.currentTotalMinor);
});
