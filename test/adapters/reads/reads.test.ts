import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { createLedgerStore } from '#app/adapters/db/ledger-store.server.ts';
import { createMetricsStore } from '#app/adapters/db/metrics-store.server.ts';
import { createCustomerReads } from '#app/adapters/db/reads/customer.server.ts';
import {
  type CustomerListQuery,
  createCustomersReads,
} from '#app/adapters/db/reads/customers.server.ts';
import { createHomeReads } from '#app/adapters/db/reads/home.server.ts';
import { createLoyaltyReads } from '#app/adapters/db/reads/loyalty.server.ts';
import { createSegmentsReads } from '#app/adapters/db/reads/segments.server.ts';
import { createSegmentsStore } from '#app/adapters/db/segments-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { memberIdOf } from '#app/domain/loyalty/member-id.ts';
import { adjustPoints } from '#app/services/adjust-points.ts';
import { recomputeShop } from '#app/services/recompute-shop.ts';
import { createTestDatabase } from '#test/support/database.ts';
import {
  aShop,
  insertCheckout,
  insertCustomers,
  insertOrders,
  insertRefund,
  insertShop,
} from '#test/support/fact-rows.ts';

const shop = aShop({ metricsDay: '2026-11-22' });
const other = aShop({ shopId: '2', domain: 'other.myshopify.com', metricsDay: '2026-11-22' });
const clock = { now: () => new Date('2026-11-22T10:00:00Z') };

function depsOf(pool: Pool) {
  return {
    clock,
    transact: <Result>(work: (stores: ReturnType<typeof storesOf>) => Promise<Result>) =>
      inTransaction(pool, (client) => work(storesOf(client))),
  };
}

function storesOf(client: Parameters<typeof createLedgerStore>[0]) {
  return {
    ledger: createLedgerStore(client),
    metrics: createMetricsStore(client),
    segments: createSegmentsStore(client),
  };
}

/** Eighty customers with nought to four orders each, some of which do not count. */
async function aFilledShop() {
  const { pool } = await createTestDatabase();
  for (const each of [shop, other]) {
    await insertShop(pool, each);
    const offset = each === shop ? 0 : 1_000_000;
    const customers = Array.from({ length: 80 }, (_, index) => ({
      customerId: String(1000 + index + offset),
      email: `person${index}@example.com`,
      firstName: index % 2 ? 'Ada' : 'Grace',
      lastName: `Number ${index}%`,
    }));
    await insertCustomers(pool, each, customers);
    const orders = customers.flatMap(({ customerId }, index) =>
      Array.from({ length: index % 5 }, (_, nth) => {
        const isExcluded = (index + nth) % 11 === 0;
        return {
          orderId: String(100_000 + index * 10 + nth + offset),
          ownerId: customerId,
          at: new Date(Date.UTC(2025, 10 + ((index + nth * 3) % 12), 3, 12)).toISOString(),
          netMinor: isExcluded ? 0 : 1500 + ((index * 311 + nth * 17) % 7000),
          isDiscounted: nth % 2 === 0,
          excludedReason: isExcluded ? 'cancelled' : null,
        };
      }),
    );
    await insertOrders(pool, each, orders);
    await recomputeShop(depsOf(pool), each);
  }
  return pool;
}

test('C13: home figures equal a plain SQL over the orders, and are one shop’s alone', async () => {
  const pool = await aFilledShop();
  const figures = await createHomeReads(pool).figures(shop);
  const { rows } = await pool.query(`
    with o as (select * from orders where shop_id = 1 and excluded_reason is null),
      w as (select * from o where local_day > date '2026-11-22' - 365)
    select count(*)::int as orders, sum(net_minor)::float8 as revenue,
      count(distinct owner_id)::int as buyers,
      (select count(*) from (select owner_id from o group by 1 having count(*) > 1) r)::int
        as repeaters,
      (select sum(net_minor)::float8 / count(*) * count(*) / count(distinct owner_id) from w)
        as year_value
    from o`);
  const [plain] = rows;
  expect(figures).toMatchObject({
    customers: 80,
    buyers: plain.buyers,
    orders: plain.orders,
    revenueMinor: plain.revenue,
    asOf: { day: '2026-11-22' },
  });
  expect(figures.aovMinor).toBeCloseTo(plain.revenue / plain.orders, 9);
  expect(figures.repeatRate).toBeCloseTo(plain.repeaters / plain.buyers, 12);
  expect(figures.classic?.clv12MonthsMinor).toBeCloseTo(plain.year_value, 6);
  expect(figures.classic?.classicClvMinor).toBeCloseTo(3 * plain.year_value, 6);
  const months = figures.months.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0);
  expect(months).toBe(plain.revenue);
  const groups = figures.rfmGroups.reduce((sum, { customers }) => sum + customers, 0);
  expect(groups).toBe(80);
  expect(figures.segments.find(({ key }) => key === 'repeat')?.customers).toBe(plain.repeaters);
});

test('an empty shop has figures, none of them a division by nothing', async () => {
  const { pool } = await createTestDatabase();
  await insertShop(pool, shop);
  const figures = await createHomeReads(pool).figures(aShop());
  expect(figures).toMatchObject({ orders: 0, aovMinor: null, classic: null, asOf: null });
  const segments = await createSegmentsReads(pool).list(aShop());
  expect(segments).toHaveLength(8);
  expect(segments.every(({ averageOrders }) => averageOrders === null)).toBe(true);
  expect(await createLoyaltyReads(pool).totals(shop)).toMatchObject({ balance: 0, members: 0 });
});

const all: CustomerListQuery = { filters: {}, sort: 'spent', descending: true, limit: 7 };

test.each(['spent', 'clv', 'orders', 'last-order', 'name'] as const)(
  'customers by %s: pages forwards and backwards show everyone once, in order',
  async (sort) => {
    const pool = await aFilledShop();
    const reads = createCustomersReads(pool);
    for (const descending of [true, false]) {
      const whole = await reads.list('1', { ...all, sort, descending, limit: 200 });
      const ids = whole.rows.map(({ customerId }) => customerId);
      expect(new Set(ids).size).toBe(80);
      let page = await reads.list('1', { ...all, sort, descending });
      const forwards = page.rows.map(({ customerId }) => customerId);
      expect(page.previous).toBeNull();
      while (page.next) {
        page = await reads.list('1', { ...all, sort, descending, cursor: page.next });
        forwards.push(...page.rows.map(({ customerId }) => customerId));
      }
      expect(forwards).toEqual(ids);
      const backwards = page.rows.map(({ customerId }) => customerId);
      while (page.previous) {
        page = await reads.list('1', { ...all, sort, descending, cursor: page.previous });
        backwards.unshift(...page.rows.map(({ customerId }) => customerId));
      }
      expect(backwards).toEqual(ids);
    }
  },
);

test('customers are narrowed by every filter, and the count says how many there are', async () => {
  const pool = await aFilledShop();
  const list = (filters: CustomerListQuery['filters']) =>
    createCustomersReads(pool).list('1', { ...all, filters, limit: 200 });
  const count = async (condition: string) => {
    const { rows } = await pool.query(
      `select count(*)::int as count from customer_metrics m where shop_id = 1 and ${condition}`,
    );
    return rows[0].count;
  };
  expect((await list({ search: 'PERSON12@' })).total).toBe(1);
  expect((await list({ search: 'ada number' })).total).toBe(40);
  expect((await list({ search: '7%' })).total).toBe(8);
  expect((await list({ search: "o'x_" })).total).toBe(0);
  expect((await list({ minOrders: 2, maxOrders: 3 })).total).toBe(
    await count('orders_count between 2 and 3'),
  );
  expect((await list({ minSpentMinor: 5000 })).total).toBe(
    await count('historic_clv_minor >= 5000'),
  );
  expect((await list({ lastOrderFrom: '2026-03-03', lastOrderTo: '2026-05-03' })).total).toBe(
    await count("last_day between '2026-03-03' and '2026-05-03'"),
  );
  expect((await list({ rfmGroup: 'prospects' })).total).toBe(await count('orders_count = 0'));
  const repeat = await list({ segment: 'repeat' });
  expect(repeat.total).toBe(await count('orders_count > 1'));
  expect(repeat.rows.every(({ segments }) => segments.includes('repeat'))).toBe(true);
  expect((await list({ minSpentMinor: 5000 })).rows).toHaveLength(
    await count('historic_clv_minor >= 5000'),
  );
});

test('a cursor that is none of ours begins the list anew', async () => {
  const pool = await aFilledShop();
  const reads = createCustomersReads(pool);
  const first = await reads.list('1', all);
  expect(await reads.list('1', { ...all, cursor: 'not-a-cursor' })).toEqual(first);
});

test('segments: averages and classic CLV equal a plain SQL over their customers', async () => {
  const pool = await aFilledShop();
  const segments = await createSegmentsReads(pool).list(shop);
  const { rows } = await pool.query(`
    with members as (select customer_id from customer_metrics
      where shop_id = 1 and orders_count > 1),
    o as (select o.* from orders o join members m on m.customer_id = o.owner_id
      where o.shop_id = 1 and excluded_reason is null)
    select (select count(*) from members)::int as customers, sum(net_minor)::float8 as revenue,
      count(*)::float8 / (select count(*) from members) as orders_each,
      (select sum(net_minor)::float8 / count(distinct owner_id) from o
        where local_day > date '2026-11-22' - 365) as year_value
    from o`);
  const repeat = segments.find(({ key }) => key === 'repeat');
  expect(repeat).toMatchObject({
    customers: rows[0].customers,
    revenueMinor: rows[0].revenue,
    thresholds: { minOrders: 2 },
  });
  expect(repeat?.averageOrders).toBeCloseTo(rows[0].orders_each, 9);
  expect(repeat?.classic?.clv12MonthsMinor).toBeCloseTo(rows[0].year_value, 6);

  const history = await createSegmentsReads(pool).history(shop, 'repeat');
  expect(history).toHaveLength(27);
  expect(history.at(-1)).toEqual({ day: '2026-11-22', customers: rows[0].customers });
  expect(history[0]?.customers).toBeLessThan(rows[0].customers);
  const [latest] = await createSegmentsReads(pool).movements('1', 'repeat', 5);
  expect(latest).toMatchObject({ kind: 'entered', cause: expect.stringMatching(/^order:/) });
});

test('C12, A3: a customer’s page has his figures, orders with reasons and one timeline', async () => {
  const pool = await aFilledShop();
  const at = '2026-11-02T09:00:00Z';
  await insertRefund(pool, shop, { refundId: '77', orderId: '100330', at, minor: 300 });
  await insertCheckout(pool, shop, { checkoutId: '51', customerId: '1033', at });
  await adjustPoints(depsOf(pool), shop, {
    customerId: '1033',
    points: 50,
    author: 'owner@fern.example',
    reason: 'Sorry',
    requestKey: 'a',
  });
  const reads = createCustomerReads(pool);
  const page = await reads.page(shop, '1033');
  expect(page?.profile).toMatchObject({ name: 'Ada Number 33%', isGuest: false });
  const orders = await reads.orders(shop, '1033', 50);
  const counted = orders.filter(({ excludedReason }) => excludedReason === null);
  expect(page?.figures).toMatchObject({
    ordersCount: counted.length,
    excludedCount: orders.length - counted.length,
    historicClvMinor: counted.reduce((sum, { netMinor }) => sum + netMinor, 0),
  });
  expect(orders.length - counted.length).toBe(1);

  const timeline = await reads.timeline(shop, '1033', { limit: 50 });
  const kinds = new Set(timeline.rows.map(({ kind }) => kind));
  for (const kind of ['order', 'refund', 'checkout', 'points', 'segment-entered']) {
    expect(kinds).toContain(kind);
  }
  const times = timeline.rows.map((entry) => entry.at.getTime());
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(timeline.rows.find(({ kind }) => kind === 'points')?.detail).toEqual({
    reason: 'manual_adjustment',
    points: 50,
    orderId: null,
  });
  const first = await reads.timeline(shop, '1033', { limit: 2 });
  const second = await reads.timeline(shop, '1033', { limit: 2, cursor: first.next });
  expect([...first.rows, ...second.rows]).toEqual(timeline.rows.slice(0, 4));

  expect(await reads.page(other, '1033')).toBeNull();
  expect((await reads.timeline(other, '1033', { limit: 5 })).rows).toEqual([]);
  expect(await reads.orders(other, '1033', 5)).toEqual([]);
});

test('L12: totals and liability tie to the ledger, balances and entries page through', async () => {
  const pool = await aFilledShop();
  for (let index = 1; index <= 9; index += 1) {
    await adjustPoints(depsOf(pool), shop, {
      customerId: String(1000 + index),
      points: index * 100,
      author: 'owner@fern.example',
      reason: 'Start',
      requestKey: `start-${index}`,
    });
  }
  const reads = createLoyaltyReads(pool);
  expect(await reads.totals(shop)).toMatchObject({
    members: 9,
    adjusted: 4500,
    available: 4500,
    balance: 4500,
    // 1,000 points buy 12.00, the best of the rewards.
    liabilityMinor: 5400,
  });
  const first = await reads.balances('1', { limit: 4 });
  expect(first.rows.map(({ available }) => available)).toEqual([900, 800, 700, 600]);
  const second = await reads.balances('1', { limit: 4, cursor: first.next });
  expect(second.rows[0]).toMatchObject({ customerId: '1005', available: 500, shortfall: 0 });
  expect(await reads.member('1', '1005')).toMatchObject({ memberId: memberIdOf('1', '1005') });
  expect(await reads.member('2', '1005')).toBeNull();
  const entries = await reads.entries('1', { customerId: '1005', limit: 10 });
  expect(entries.rows).toHaveLength(1);
  expect(entries.rows[0]).toMatchObject({
    key: 'adjust-start-5',
    reason: 'manual_adjustment',
    points: 500,
    availablePoints: 500,
  });
  expect((await reads.entries('1', { limit: 100 })).rows).toHaveLength(9);
  expect((await reads.entries('2', { limit: 100 })).rows).toEqual([]);
});
