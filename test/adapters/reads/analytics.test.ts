import type { Pool } from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { createMetricsStore } from '#app/adapters/db/metrics-store.server.ts';
import { createAnalyticsReads } from '#app/adapters/db/reads/analytics.server.ts';
import { createCustomersReads } from '#app/adapters/db/reads/customers.server.ts';
import { createSegmentsStore } from '#app/adapters/db/segments-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { recomputeShop } from '#app/services/recompute-shop.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { aShop, insertCustomers, insertOrders, insertShop } from '#test/support/fact-rows.ts';

// In New York, where it is still the evening of 22 November.
const NOW = new Date('2026-11-23T03:30:00Z');
const shop = aShop({ timezone: 'America/New_York', metricsDay: '2026-11-22' });
const other = aShop({ shopId: '2', domain: 'other.myshopify.com' });
const clock = { now: () => NOW };
const REASONS = ['cancelled', 'test', 'not_paid'] as const;

/** Numbers that look random and are always the same. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

/** Ninety people with up to eight orders over two years, some without a customer or not counted. */
function ordersOf(offset: number) {
  const roll = dice(offset + 7);
  const start = Date.UTC(2024, 10, 10);
  return Array.from({ length: 90 }, (_, person) => {
    const first = start + roll(720) * 86_400_000 + roll(86_400) * 1000;
    return Array.from({ length: 1 + roll(3) * roll(4) }, (_, nth) => {
      const at = first + nth * roll(60) * 86_400_000 + roll(86_400) * 1000;
      const isCounted = roll(9) > 0;
      const netMinor = isCounted ? 500 + roll(9000) : 0;
      const costedNetMinor = roll(10) > 0 ? netMinor : 0;
      return {
        orderId: String(offset + person * 100 + nth),
        ownerId: roll(15) > 0 ? String(offset + person) : null,
        at: new Date(Math.min(at, NOW.getTime())).toISOString(),
        netMinor,
        refundedMinor: roll(5) === 0 ? roll(200) : 0,
        costedNetMinor,
        grossProfitMinor: Math.round(costedNetMinor * 0.4),
        excludedReason: isCounted ? null : (REASONS[roll(3)] ?? null),
        deletedAt: roll(40) === 0 ? NOW.toISOString() : null,
      };
    });
  }).flat();
}

let pool: Pool;

beforeAll(async () => {
  ({ pool } = await createTestDatabase());
  for (const each of [shop, other]) {
    await insertShop(pool, each);
    const offset = each === shop ? 1_000 : 1_000_000;
    const customers = Array.from({ length: 95 }, (_, person) => ({
      customerId: String(offset + person),
    }));
    await insertCustomers(pool, each, customers);
    await insertOrders(pool, each, ordersOf(offset));
    const transact = <Result>(work: (stores: ReturnType<typeof storesOf>) => Promise<Result>) =>
      inTransaction(pool, (client) => work(storesOf(client)));
    await recomputeShop({ clock, transact }, each);
  }
});

function storesOf(client: Parameters<typeof createMetricsStore>[0]) {
  return { metrics: createMetricsStore(client), segments: createSegmentsStore(client) };
}

const reads = () => createAnalyticsReads(pool, clock);

/** One number by a query that is as simple as the definition. `c` are the orders that count. */
async function plain(query: string, values: unknown[] = []): Promise<number | null> {
  const { rows } = await pool.query<{ value: number | null }>(
    `with c as (select *, (processed_at at time zone 'America/New_York')::date as day from orders
       where shop_id = 1 and excluded_reason is null and deleted_at is null)
     select (${query})::float8 as value`,
    values,
  );
  return rows[0]?.value ?? null;
}

const IN = 'day >= $1::date and day <= $2::date';
const BEFORE = `day < $1::date and day >= $1::date - ($2::date - $1::date + 1)`;
const KNOWN = `${IN} and owner_id is not null`;

describe.each([
  ['30', '2026-10-24'],
  ['90', '2026-08-25'],
  ['365', '2025-11-23'],
] as const)('C13: the figures of the last %s days equal plain SQL', (choice, from) => {
  const dates = [from, '2026-11-22'];

  test.each([
    ['orders', `select count(*) from c where ${IN}`],
    ['revenueMinor', `select coalesce(sum(net_minor), 0) from c where ${IN}`],
    ['refundedMinor', `select coalesce(sum(refunded_minor), 0) from c where ${IN}`],
    ['grossProfitMinor', `select coalesce(sum(gross_profit_minor), 0) from c where ${IN}`],
    ['costedMinor', `select coalesce(sum(costed_net_minor), 0) from c where ${IN}`],
    ['customers', `select count(distinct owner_id) from c where ${IN}`],
    ['customersOrders', `select count(*) from c where ${KNOWN}`],
    [
      'newCustomers',
      `select count(distinct owner_id) from c where ${KNOWN} and not exists (
        select from c b where b.owner_id = c.owner_id and b.day < $1::date)`,
    ],
    [
      'repeatCustomers',
      `select count(distinct owner_id) from c where ${KNOWN} and
        (select count(*) from c b where b.owner_id = c.owner_id and b.day <= $2::date) > 1`,
    ],
    ['customersBefore', `select count(distinct owner_id) from c where ${BEFORE}`],
    [
      'retainedCustomers',
      `select count(distinct owner_id) from c where ${KNOWN} and owner_id in (
        select owner_id from c where ${BEFORE})`,
    ],
    [
      'medianDaysBetweenOrders',
      `select percentile_cont(0.5) within group (order by day - (
          select b.day from c b where b.owner_id = c.owner_id
            and (b.processed_at, b.order_id) < (c.processed_at, c.order_id)
          order by b.processed_at desc, b.order_id desc limit 1)) from c where ${KNOWN}`,
    ],
  ])('%s', async (name, query) => {
    const { figures } = await reads().overview(shop, { choice });
    const found: Record<string, unknown> = { ...figures };
    expect(found[name]).toBe(await plain(query, query.includes('$1') ? dates : []));
  });

  test('what does not count is counted by its reason', async () => {
    const { figures } = await reads().overview(shop, { choice });
    const { rows } = await pool.query(
      `select excluded_reason as reason, count(*)::int as orders from orders
       where shop_id = 1 and excluded_reason is not null and local_day between $1 and $2
       group by 1`,
      dates,
    );
    const byReason = (a: { reason: string }, b: { reason: string }) =>
      a.reason < b.reason ? -1 : 1;
    expect(figures.excluded.toSorted(byReason)).toEqual(rows.toSorted(byReason));
  });

  test('the period before is summed in the same way', async () => {
    const { figures } = await reads().overview(shop, { choice });
    expect(figures.before).toMatchObject({
      orders: await plain(`select count(*) from c where ${BEFORE}`, dates),
      revenueMinor: await plain(`select coalesce(sum(net_minor), 0) from c where ${BEFORE}`, dates),
    });
  });
});

test('C13: all begins with the first order that counts, and nobody was there before', async () => {
  const { period, figures } = await reads().overview(shop, { choice: 'all' });
  const { rows } = await pool.query(
    `select min(local_day)::text as day from orders
     where shop_id = 1 and excluded_reason is null and deleted_at is null`,
  );
  expect(period).toEqual({ from: rows[0].day, to: '2026-11-22' });
  expect(figures).toMatchObject({
    orders: await plain('select count(*) from c'),
    customersBefore: 0,
  });
});

test('C13: classic CLV, its margin and the cost of a new customer equal plain SQL', async () => {
  const enter = `insert into acquisition_costs values
    (1, gen_random_uuid(), 'Ads', '2026-10-01', '2026-10-31', 310000, now()),
    (1, gen_random_uuid(), 'Fair', '2026-09-01', '2026-09-10', 5000, now()),
    (2, gen_random_uuid(), 'Ads', '2026-10-01', '2026-10-31', 999999, now())`;
  await pool.query(enter);
  const { acquisition } = await reads().overview(shop, { choice: '90' });
  const year = `owner_id is not null and day > date '2026-11-22' - 365`;
  const clv = await plain(
    `select 3 * sum(net_minor) / count(distinct owner_id) from c where ${year}`,
  );
  const share = await plain(
    `select sum(gross_profit_minor) / sum(costed_net_minor) from c where ${year}`,
  );
  expect(acquisition.classicClvMinor).toBeCloseTo(clv ?? 0, 6);
  expect(acquisition.marginClvMinor).toBeCloseTo((clv ?? 0) * (share ?? 0), 6);
  const costDays = `(f.day between '2026-10-01' and '2026-10-31'
    or f.day between '2026-09-01' and '2026-09-10')`;
  expect(acquisition).toMatchObject({
    costMinor: 315_000,
    days: 41,
    channels: [
      { channel: 'Ads', costMinor: 310_000 },
      { channel: 'Fair', costMinor: 5000 },
    ],
    newCustomers: await plain(`select count(*) from (
      select min(day) as day from c where owner_id is not null group by owner_id) f
      where ${costDays}`),
  });
});

test('C9: cohorts equal plain SQL cell by cell and sum to the net sales of the months', async () => {
  const table = await reads().cohorts(shop, 12);
  const month = `to_char(day, 'YYYY-MM')`;
  const cohortOf = `(select ${month} from c f where f.owner_id = c.owner_id
    order by day limit 1)`;
  expect(table.cohorts.length).toBeGreaterThan(6);
  for (const cohort of table.cohorts) {
    for (const cell of cohort.cells) {
      const where = `owner_id is not null and ${cohortOf} = $1 and ${month} = $2`;
      const key = [cohort.month, cell.month];
      expect([cell.customers, cell.revenueMinor, cell.grossProfitMinor]).toEqual([
        await plain(`select count(distinct owner_id) from c where ${where}`, key),
        await plain(`select coalesce(sum(net_minor), 0) from c where ${where}`, key),
        await plain(`select coalesce(sum(gross_profit_minor), 0) from c where ${where}`, key),
      ]);
    }
    expect(cohort.cells.map(({ isComplete }) => isComplete)).toEqual(
      cohort.cells.map(({ month: each }) => each !== '2026-11'),
    );
  }
  const { cohortsMinor, earlierMinor, withoutCustomerMinor, totalMinor } = table.sums;
  expect(cohortsMinor + earlierMinor + withoutCustomerMinor).toBe(totalMinor);
  expect(totalMinor).toBe(await plain(`select sum(net_minor) from c where day >= '2025-12-01'`));
  expect(withoutCustomerMinor).toBeGreaterThan(0);
  expect(earlierMinor).toBeGreaterThan(0);

  const all = await reads().cohorts(shop, null);
  expect(all.sums.totalMinor).toBe(await plain('select sum(net_minor) from c'));
  expect(all.sums.earlierMinor).toBe(0);
});

test('the curve of second orders counts every new customer of the period once', async () => {
  const { curve } = await reads().overview(shop, { choice: '365' });
  const isNew = `owner_id is not null and not exists (
    select from c b where b.owner_id = c.owner_id and b.day < '2025-11-23') and day >= '2025-11-23'`;
  expect(curve.customers).toBe(
    await plain(`select count(distinct owner_id) from c where ${isNew}`),
  );
  expect(curve.repeated).toBe(
    await plain(`select count(*) from (select from c where ${isNew}
      group by owner_id having count(*) > 1) r`),
  );
  expect(curve.medianDaysOfRepeaters).toBe(
    await plain(`select percentile_cont(0.5) within group (order by d) from (
      select (array_agg(day order by processed_at, order_id))[2]
        - (array_agg(day order by processed_at, order_id))[1] as d
      from c where ${isNew} group by owner_id having count(*) > 1) g`),
  );
});

describe('C7: RFM scores of a whole shop', () => {
  test('every customer with a counted order is in exactly one group, and scores alike if alike', async () => {
    const { rows } = await pool.query<{ wrong: number; split: number }>(`
      with facts as (
        select m.*, (select count(*) from orders o where o.shop_id = 1 and o.owner_id = m.customer_id
          and o.excluded_reason is null and o.deleted_at is null) as counted
        from customer_metrics m where m.shop_id = 1)
      select count(*) filter (where (counted > 0) <> (rfm_group <> 'prospects'
          and recency_score is not null))::int as wrong,
        (select count(*) from (select from facts where counted > 0
          group by last_day, orders_count, historic_clv_minor
          having count(distinct (recency_score, frequency_score, monetary_score)) > 1) s)::int
          as split
      from facts`);
    expect(rows[0]).toEqual({ wrong: 0, split: 0 });
  });

  test('scores are the fifths of the shop’s own customers, and the grid holds each once', async () => {
    // A limit is the smallest value that so many fifths of the customers do not exceed, by the
    // orders of earlier days.
    const { rows } = await pool.query<{ wrong: number; customers: number }>(`
      with earlier as (select owner_id, count(*) as orders, sum(net_minor) as spent from orders
          where shop_id = 1 and excluded_reason is null and deleted_at is null
            and owner_id is not null and local_day < '2026-11-22' group by 1),
        base as (select 'f' as kind, orders as value from earlier
          union all select 'm', spent from earlier),
        limits as (select kind, (select min(a.value) from base a where a.kind = b.kind
            and (select count(*) from base c where c.kind = a.kind and c.value <= a.value) * 5
              >= fifth * (select count(*) from earlier)) as at
          from (values ('f'), ('m')) b (kind) cross join generate_series(1, 4) fifth),
        scored as (select 'f' as kind, frequency_score as score, orders_count as value
            from customer_metrics where shop_id = 1 and orders_count > 0
          union all select 'm', monetary_score, historic_clv_minor
            from customer_metrics where shop_id = 1 and orders_count > 0)
      select count(*) filter (where score <> 1 + (select count(*) from limits
          where limits.kind = scored.kind and scored.value > at))::int as wrong,
        (count(*) / 2)::int as customers
      from scored`);
    expect(rows[0]?.wrong).toBe(0);
    for (const axis of ['value', 'frequency', 'monetary'] as const) {
      const { grid } = await reads().rfm(shop, axis);
      const total = grid.flat().reduce((sum, { customers }) => sum + customers, 0);
      expect(total).toBe(rows[0]?.customers);
    }
  });

  test.each([
    ['value', 'valueScore'],
    ['frequency', 'frequencyScore'],
    ['monetary', 'monetaryScore'],
  ] as const)('every cell over %s lists as many customers as it says', async (axis, filter) => {
    const { grid } = await reads().rfm(shop, axis);
    const query = { sort: 'spent', descending: true, limit: 1 } as const;
    for (const { recency, score, customers } of grid.flat()) {
      const filters = { recencyScore: recency, [filter]: score };
      const { total } = await createCustomersReads(pool).list(shop.shopId, { ...query, filters });
      expect({ recency, score, total }).toEqual({ recency, score, total: customers });
    }
  });
});

describe('S6: movement between RFM groups', () => {
  const move = (from: string, to: string) => reads().movement(shop, { choice: 'custom', from, to });

  test('the second day’s groups are those of the customers, and both sides add up', async () => {
    const { before, after, customers, moved } = await move('2026-05-01', '2026-11-22');
    const { rows } = await pool.query<{ group: string; customers: number }>(`
      select rfm_group as "group", count(*)::int as customers from customer_metrics
      where shop_id = 1 and recency_score is not null group by 1`);
    const byName = (groups: { group: string }[]) =>
      groups.toSorted((a, b) => (a.group < b.group ? -1 : 1));
    expect(byName(after)).toEqual(byName(rows));
    expect(before.reduce((sum, each) => sum + each.customers, 0)).toBe(customers);
    const known = `select count(distinct owner_id) from c where owner_id is not null and day <= $1`;
    expect(customers).toBe(await plain(known, ['2026-11-22']));
    const fresh = before.find(({ group }) => group === 'prospects')?.customers;
    expect(customers - (fresh ?? 0)).toBe(await plain(known, ['2026-05-01']));
    expect(moved).toBeGreaterThan(5);
  });

  test('where one span ends the next begins, group by group', async () => {
    const first = await move('2026-03-01', '2026-07-15');
    const second = await move('2026-07-15', '2026-11-01');
    const ordered = second.before.filter(({ group }) => group !== 'prospects');
    expect(first.after).toEqual(ordered);
    expect(ordered.length).toBeGreaterThan(3);
  });

  test('within a day nobody moves', async () => {
    const { moves, moved } = await move('2026-07-15', '2026-07-15');
    expect(moved).toBe(0);
    expect(moves.every(({ from, to }) => from === to)).toBe(true);
    expect(moves.length).toBeGreaterThan(3);
  });
});
