import type { Pool, PoolClient } from 'pg';
import sql, { type Sql } from 'sql-template-tag';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';
import type { DayCutoffs, Limits } from '#app/domain/rfm/cutoffs.ts';
import type {
  CustomerHistory,
  MetricsRow,
  MetricsStore,
} from '#app/services/ports/metrics-store.ts';
import { readHistories } from './customer-histories.server.ts';
import { lockShopFacts } from './shop-lock.server.ts';

interface DayRow {
  metrics_day: string | null;
  local_day: string | null;
  starts_at: Date;
  cutoffs: DayCutoffs;
}

interface DistributionRow {
  customers: string;
  orders: string;
  revenue: string | null;
  days_since: string[] | null;
  orders_each: string[] | null;
  spent: string[] | null;
  vip: string | null;
  big_spender: string | null;
}

export function createMetricsStore(db: Pool | PoolClient): MetricsStore {
  const run = (statement: Sql) => db.query(statement);
  return {
    lockShop: (shopId) => lockShopFacts(db, shopId),
    readDays: (shopId) => readDays(db, shopId),
    readHistories: (shopId, customerIds): Promise<CustomerHistory[]> =>
      readHistories(db, shopId, customerIds),
    async pageCustomerIds(shopId, after, limit) {
      const { rows } = await db.query<{ customer_id: CustomerId }>(sql`
        select customer_id from customers
        where shop_id = ${shopId} and (${after}::bigint is null or customer_id > ${after}::bigint)
        order by customer_id limit ${limit}`);
      return rows.map(({ customer_id }) => customer_id);
    },
    save: (shopId, rows, asOfDay, computedAt) => saveMetrics(db, shopId, rows, asOfDay, computedAt),
    async remove(shopId, customerIds) {
      await run(sql`
        delete from customer_metrics
        where shop_id = ${shopId} and customer_id = any(${customerIds}::bigint[])`);
    },
    async removeAbsent(shopId) {
      await run(sql`
        delete from customer_metrics m where m.shop_id = ${shopId} and not exists (
          select from customers c where c.shop_id = m.shop_id and c.customer_id = m.customer_id)`);
    },
    readDistribution: (shopId, beforeDay, shares) =>
      readDistribution(db, shopId, beforeDay, shares),
    async readCutoffs(shopId, day) {
      const { rows } = await db.query<{ cutoffs: DayCutoffs }>(sql`
        select cutoffs from day_cutoffs where shop_id = ${shopId} and local_day = ${day}`);
      return rows[0]?.cutoffs ?? null;
    },
    async saveCutoffs(shopId, day, cutoffs) {
      await run(sql`
        insert into day_cutoffs (shop_id, local_day, cutoffs)
        values (${shopId}, ${day}, ${JSON.stringify(cutoffs)})
        on conflict (shop_id, local_day) do update set cutoffs = excluded.cutoffs`);
    },
    async setMetricsDay(shopId, day, at) {
      await run(sql`update shops set metrics_day = ${day}, recompute_asked_at = ${at}
        where shop_id = ${shopId} and metrics_day is distinct from ${day}::date`);
    },
    async endRecompute(shopId, askedAt) {
      await run(sql`update shops set recompute_asked_at = null
        where shop_id = ${shopId} and recompute_asked_at = ${askedAt}`);
    },
  };
}

async function readDays(db: Pool | PoolClient, shopId: ShopId) {
  const { rows } = await db.query<DayRow>(sql`
    select s.metrics_day, d.local_day, d.cutoffs,
      d.local_day::timestamp at time zone s.timezone as starts_at
    from shops s left join day_cutoffs d on d.shop_id = s.shop_id
    where s.shop_id = ${shopId} order by d.local_day`);
  return {
    metricsDay: rows[0]?.metrics_day ?? null,
    days: rows.flatMap(({ local_day: day, starts_at: startsAt, cutoffs }) =>
      day === null ? [] : [{ day, startsAt: startsAt.getTime(), cutoffs }],
    ),
  };
}

async function saveMetrics(
  db: Pool | PoolClient,
  shopId: ShopId,
  rows: MetricsRow[],
  asOfDay: string,
  computedAt: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const records = rows.map(toRecord);
  await db.query(sql`
    insert into customer_metrics (
      shop_id, customer_id, orders_count, excluded_count, purchase_days, historic_clv_minor,
      refunded_minor, aov_minor, largest_order_minor, purchase_frequency, classic_clv_minor,
      clv_12_months_minor, clv_24_months_minor, first_order_at, last_order_at, first_day,
      last_day, discounted_orders, recency_score, frequency_score, monetary_score, rfm_group,
      as_of_day, computed_at)
    select ${shopId}, r.*, ${asOfDay}::date, ${computedAt}::timestamptz
    from json_to_recordset(${JSON.stringify(records)}::json) as r(
      customer_id bigint, orders_count int, excluded_count int, purchase_days int,
      historic_clv_minor bigint, refunded_minor bigint, aov_minor float8,
      largest_order_minor bigint, purchase_frequency float8, classic_clv_minor float8,
      clv_12_months_minor float8, clv_24_months_minor float8, first_order_at timestamptz,
      last_order_at timestamptz, first_day date, last_day date, discounted_orders int,
      recency_score int, frequency_score int, monetary_score int, rfm_group text)
    order by r.customer_id
    on conflict (shop_id, customer_id) do update set
      orders_count = excluded.orders_count, excluded_count = excluded.excluded_count,
      purchase_days = excluded.purchase_days, historic_clv_minor = excluded.historic_clv_minor,
      refunded_minor = excluded.refunded_minor, aov_minor = excluded.aov_minor,
      largest_order_minor = excluded.largest_order_minor,
      purchase_frequency = excluded.purchase_frequency,
      classic_clv_minor = excluded.classic_clv_minor,
      clv_12_months_minor = excluded.clv_12_months_minor,
      clv_24_months_minor = excluded.clv_24_months_minor,
      first_order_at = excluded.first_order_at, last_order_at = excluded.last_order_at,
      first_day = excluded.first_day, last_day = excluded.last_day,
      discounted_orders = excluded.discounted_orders, recency_score = excluded.recency_score,
      frequency_score = excluded.frequency_score, monetary_score = excluded.monetary_score,
      rfm_group = excluded.rfm_group, as_of_day = excluded.as_of_day,
      computed_at = excluded.computed_at`);
}

function toRecord({ customerId, metrics }: MetricsRow) {
  const { classic, scores } = metrics;
  return {
    customer_id: customerId,
    orders_count: metrics.ordersCount,
    excluded_count: metrics.excludedCount,
    purchase_days: metrics.purchaseDays,
    historic_clv_minor: metrics.historicClvMinor,
    refunded_minor: metrics.refundedMinor,
    aov_minor: classic?.aovMinor ?? null,
    largest_order_minor: metrics.largestOrderMinor,
    purchase_frequency: classic?.purchaseFrequency ?? null,
    classic_clv_minor: classic?.classicClvMinor ?? null,
    clv_12_months_minor: classic?.clv12MonthsMinor ?? null,
    clv_24_months_minor: classic?.clv24MonthsMinor ?? null,
    first_order_at: toIso(metrics.firstOrderAt),
    last_order_at: toIso(metrics.lastOrderAt),
    first_day: metrics.firstDay,
    last_day: metrics.lastDay,
    discounted_orders: metrics.discountedOrders,
    recency_score: scores?.recency ?? null,
    frequency_score: scores?.frequency ?? null,
    monetary_score: scores?.monetary ?? null,
    rfm_group: metrics.rfmGroup,
  };
}

function toIso(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString();
}

async function readDistribution(
  db: Pool | PoolClient,
  shopId: ShopId,
  beforeDay: string,
  shares: { vip: number; bigSpender: number },
) {
  const fifths = '{0.2,0.4,0.6,0.8}';
  const { rows } = await db.query<DistributionRow>(sql`
    with each as (
      select count(*) as orders, sum(net_minor)::bigint as spent,
        ${beforeDay}::date - max(local_day) as days_since
      from orders
      where shop_id = ${shopId} and owner_id is not null and deleted_at is null
        and excluded_reason is null and local_day < ${beforeDay}
      group by owner_id)
    select count(*) as customers, coalesce(sum(orders), 0) as orders, sum(spent) as revenue,
      percentile_disc(${fifths}::float8[]) within group (order by days_since)::text[] as days_since,
      percentile_disc(${fifths}::float8[]) within group (order by orders)::text[] as orders_each,
      percentile_disc(${fifths}::float8[]) within group (order by spent)::text[] as spent,
      percentile_disc(1 - ${shares.vip}::float8) within group (order by spent) as vip,
      percentile_disc(1 - ${shares.bigSpender}::float8) within group (order by spent)
        as big_spender
    from each`);
  const [row] = rows;
  if (!row) throw new Error('An aggregate without a row');
  return {
    customers: Number(row.customers),
    orders: Number(row.orders),
    revenueMinor: Number(row.revenue ?? 0),
    daysSinceLastOrder: toLimits(row.days_since),
    ordersPerCustomer: toLimits(row.orders_each),
    spentMinor: toLimits(row.spent),
    vipAboveMinor: row.vip === null ? null : Number(row.vip),
    bigSpenderAboveMinor: row.big_spender === null ? null : Number(row.big_spender),
  };
}

function toLimits(texts: string[] | null): Limits | null {
  if (!texts) return null;
  const [first, second, third, fourth] = texts.map(Number);
  if (first === undefined || second === undefined) return null;
  if (third === undefined || fourth === undefined) return null;
  return [first, second, third, fourth];
}
