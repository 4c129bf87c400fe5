import { expect, test } from 'vitest';
import {
  inventoryItemBody,
  lineBody,
  orderBody,
  productBody,
} from '#test/support/webhook-bodies.ts';
import { inboxServices } from './inbox-services.ts';

type Services = Awaited<ReturnType<typeof inboxServices>>;

function sold(id: number, at: string, variantId: number, price = '10.00', quantity = 1) {
  const line = { id: id * 10, price, quantity, productId: variantId, variantId };
  return {
    topic: 'orders/create',
    triggeredAt: at,
    body: orderBody(id, { processed_at: at, updated_at: at, line_items: [lineBody(line)] }),
  };
}

function costs(variantId: number, cost: string | null, at: string) {
  const body = inventoryItemBody(variantId + 1000, cost, at);
  return { topic: 'inventory_items/update', triggeredAt: at, body };
}

const product = (id: number) => ({
  topic: 'products/create',
  triggeredAt: '2026-01-05T08:00:00Z',
  body: productBody(id),
});

async function readMargins({ pool }: Services) {
  const { rows } = await pool.query<{ id: number; covered: number; profit: number }>(
    `select order_id::int as id, costed_net_minor::int as covered,
       gross_profit_minor::int as profit from orders order by order_id`,
  );
  return Object.fromEntries(rows.map(({ id, ...margin }) => [id, margin]));
}

/**
 * The same by plain SQL over lines and costs, for orders of one line: the last cost at the time of
 * the order, before the first that one.
 */
const NAIVE = `
  select o.order_id::int as id,
    (case when c.cost_minor is null then 0 else o.net_minor end)::int as covered,
    (case when c.cost_minor is null then 0
      else o.net_minor - c.cost_minor * l.current_quantity end)::int as profit
  from orders o join order_lines l using (shop_id, order_id)
  left join product_variants v using (shop_id, variant_id)
  left join lateral (select cost_minor from unit_costs u
    where u.shop_id = o.shop_id and u.inventory_item_id = v.inventory_item_id
    order by u.effective_from > o.processed_at,
      case when u.effective_from <= o.processed_at then u.effective_from end desc,
      u.effective_from limit 1) c on true
  order by o.order_id`;

async function naiveMargins({ pool }: Services) {
  const { rows } = await pool.query<{ id: number; covered: number; profit: number }>(NAIVE);
  return Object.fromEntries(rows.map(({ id, ...margin }) => [id, margin]));
}

test('D11: a later cost never changes what earlier orders earned', async () => {
  const services = await inboxServices();
  await services.receive(
    product(1),
    costs(1, '4.00', '2026-02-01T00:00:00Z'),
    sold(1, '2026-01-15T00:00:00Z', 1),
    sold(2, '2026-02-15T00:00:00Z', 1),
  );
  await services.drain();
  const before = await readMargins(services);
  expect(before).toEqual({
    1: { covered: 1000, profit: 600 },
    2: { covered: 1000, profit: 600 },
  });
  await services.receive(
    costs(1, '7.00', '2026-03-01T00:00:00Z'),
    sold(3, '2026-03-15T00:00:00Z', 1),
    costs(1, null, '2026-04-01T00:00:00Z'),
    sold(4, '2026-04-15T00:00:00Z', 1),
  );
  await services.drain();
  expect(await readMargins(services)).toEqual({
    ...before,
    3: { covered: 1000, profit: 300 },
    4: { covered: 0, profit: 0 },
  });
  expect(await readMargins(services)).toEqual(await naiveMargins(services));
});

test('D11: a cost entered late stays missing for the sales before it', async () => {
  const services = await inboxServices();
  await services.receive(
    product(1),
    costs(1, null, '2026-01-05T08:00:00Z'),
    sold(1, '2026-02-01T00:00:00Z', 1),
    costs(1, '4.00', '2026-03-01T00:00:00Z'),
    sold(2, '2026-03-02T00:00:00Z', 1, '12.00', 2),
    sold(3, '2026-03-02T00:00:00Z', 9),
  );
  await services.drain();
  expect(await readMargins(services)).toEqual({
    1: { covered: 0, profit: 0 },
    2: { covered: 2400, profit: 1600 },
    3: { covered: 0, profit: 0 },
  });
  expect(await readMargins(services)).toEqual(await naiveMargins(services));
});

test('D11: costs and items learnt after their orders reach these orders', async () => {
  const services = await inboxServices();
  await services.receive(
    sold(1, '2026-02-01T00:00:00Z', 1),
    costs(1, '9.00', '2026-03-01T00:00:00Z'),
    sold(2, '2026-03-02T00:00:00Z', 1),
    sold(3, '2026-03-02T00:00:00Z', 2),
  );
  await services.drain();
  expect(Object.values(await readMargins(services)).map(({ covered }) => covered)).toEqual([
    0, 0, 0,
  ]);
  await services.receive(product(1), product(2));
  await services.drain();
  await services.receive(costs(2, '1.00', '2026-01-01T00:00:00Z'));
  await services.drain();
  // A cost that held before the first one known: the order of February is one of its time.
  await services.receive(costs(1, '4.00', '2026-01-01T00:00:00Z'));
  await services.drain();
  expect(await readMargins(services)).toEqual({
    1: { covered: 1000, profit: 600 },
    2: { covered: 1000, profit: 100 },
    3: { covered: 1000, profit: 900 },
  });
  expect(await readMargins(services)).toEqual(await naiveMargins(services));
});
