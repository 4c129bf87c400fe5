import sql from 'sql-template-tag';
import { type ClassicClv, classicClvOfGroup } from '#app/domain/clv/classic.ts';
import { RFM_GROUPS, type RfmGroup } from '#app/domain/rfm/groups.ts';
import { READY_SEGMENT_KEYS, type ReadySegmentKey } from '#app/domain/segments/ready-segments.ts';
import type { Shop } from '#app/domain/shop.ts';
import { addDays } from '#app/domain/time.ts';
import type { Db } from '../recordset.ts';

/** A shop's figures. Money in minor units of its currency; averages are null without orders. */
export interface HomeFigures {
  /** The local day and the moment the figures of customers are as of; null before the first. */
  asOf: { day: string; computedAt: Date } | null;
  /** Customers with a counted order, and all of them. */
  buyers: number;
  customers: number;
  /** Counted orders, their net value, and what was refunded of them. */
  orders: number;
  excludedOrders: number;
  revenueMinor: number;
  refundedMinor: number;
  aovMinor: number | null;
  /** Orders per buyer of the last period (a setting, one year by default). */
  purchaseFrequency: number | null;
  /** Share of buyers with more than one order. */
  repeatRate: number | null;
  averageHistoricClvMinor: number | null;
  medianDaysBetweenOrders: number | null;
  /** From the orders of the last period. */
  classic: ClassicClv | null;
  months: { month: string; orders: number; revenueMinor: number }[];
  rfmGroups: { group: RfmGroup; customers: number; revenueMinor: number }[];
  segments: { key: ReadySegmentKey; customers: number }[];
}

const MONTHS_SHOWN = 24;

export function createHomeReads(db: Db) {
  return {
    async figures(shop: Shop): Promise<HomeFigures> {
      const [totals, window, people, months, rfmGroups, segments] = await Promise.all([
        readTotals(db, shop),
        readWindow(db, shop),
        readPeople(db, shop),
        readMonths(db, shop),
        readRfmGroups(db, shop),
        readSegmentSizes(db, shop),
      ]);
      return { ...totals, ...window, ...people, months, rfmGroups, segments };
    },
  };
}

async function readTotals(db: Db, shop: Shop) {
  const { rows } = await db.query<Record<'orders' | 'excluded' | 'revenue' | 'refunded', number>>(
    sql`select count(*) filter (where excluded_reason is null)::float8 as orders,
        count(*) filter (where excluded_reason is not null)::float8 as excluded,
        coalesce(sum(net_minor) filter (where excluded_reason is null), 0)::float8 as revenue,
        coalesce(sum(refunded_minor) filter (where excluded_reason is null), 0)::float8 as refunded
      from orders where shop_id = ${shop.shopId} and deleted_at is null`,
  );
  const { orders = 0, excluded = 0, revenue = 0, refunded = 0 } = rows[0] ?? {};
  return {
    orders,
    excludedOrders: excluded,
    revenueMinor: revenue,
    refundedMinor: refunded,
    aovMinor: orders > 0 ? revenue / orders : null,
  };
}

/** Orders and buyers of the last period, up to the day in force. */
async function readWindow(db: Db, shop: Shop) {
  const { periodDays } = shop.settings.classicClv;
  const { rows } = await db.query<{ orders: number; revenue: number; customers: number }>(sql`
    select count(*)::float8 as orders, coalesce(sum(net_minor), 0)::float8 as revenue,
      count(distinct owner_id)::float8 as customers
    from orders
    where shop_id = ${shop.shopId} and deleted_at is null and excluded_reason is null
      and owner_id is not null and (${firstDayOf(shop)}::date is null
        or local_day > ${firstDayOf(shop)}::date)`);
  const { orders = 0, revenue = 0, customers = 0 } = rows[0] ?? {};
  const group = { orders, revenueMinor: revenue, customers, windowDays: periodDays };
  const classic = classicClvOfGroup(group, shop.settings.classicClv);
  return { classic, purchaseFrequency: classic?.purchaseFrequency ?? null };
}

/** The day before the last period; null before the shop's first day. */
export function firstDayOf(shop: Shop): string | null {
  return shop.metricsDay === null
    ? null
    : addDays(shop.metricsDay, -shop.settings.classicClv.periodDays);
}

async function readPeople(db: Db, shop: Shop) {
  const { rows } = await db.query<{
    customers: number;
    buyers: number;
    repeaters: number;
    average: number | null;
    day: string | null;
    computed_at: Date | null;
    median_gap: number | null;
  }>(sql`
    select count(*)::float8 as customers,
      count(*) filter (where orders_count > 0)::float8 as buyers,
      count(*) filter (where orders_count > 1)::float8 as repeaters,
      (avg(historic_clv_minor) filter (where orders_count > 0))::float8 as average,
      max(as_of_day) as day, max(computed_at) as computed_at,
      (select percentile_cont(0.5) within group (order by gap)
        from (select local_day - lag(local_day) over (
            partition by owner_id order by processed_at, order_id) as gap
          from orders where shop_id = ${shop.shopId} and deleted_at is null
            and excluded_reason is null and owner_id is not null) g
        where gap is not null) as median_gap
    from customer_metrics where shop_id = ${shop.shopId}`);
  const [row] = rows;
  const buyers = row?.buyers ?? 0;
  return {
    asOf: row?.day && row.computed_at ? { day: row.day, computedAt: row.computed_at } : null,
    customers: row?.customers ?? 0,
    buyers,
    repeatRate: row && buyers > 0 ? row.repeaters / buyers : null,
    averageHistoricClvMinor: row?.average ?? null,
    medianDaysBetweenOrders: row?.median_gap ?? null,
  };
}

async function readMonths(db: Db, shop: Shop) {
  const { rows } = await db.query<{ month: string; orders: number; revenue: number }>(sql`
    select to_char(date_trunc('month', local_day), 'YYYY-MM') as month,
      count(*)::float8 as orders, sum(net_minor)::float8 as revenue
    from orders
    where shop_id = ${shop.shopId} and deleted_at is null and excluded_reason is null
    group by 1 order by 1 desc limit ${MONTHS_SHOWN}`);
  return rows
    .map(({ month, orders, revenue }) => ({ month, orders, revenueMinor: revenue }))
    .reverse();
}

async function readRfmGroups(db: Db, shop: Shop) {
  const { rows } = await db.query<{ rfm_group: string; customers: number; revenue: number }>(sql`
    select rfm_group, count(*)::float8 as customers,
      sum(historic_clv_minor)::float8 as revenue
    from customer_metrics where shop_id = ${shop.shopId} group by rfm_group`);
  const found = new Map(rows.map((row) => [row.rfm_group, row]));
  return RFM_GROUPS.map((group) => ({
    group,
    customers: found.get(group)?.customers ?? 0,
    revenueMinor: found.get(group)?.revenue ?? 0,
  }));
}

async function readSegmentSizes(db: Db, shop: Shop) {
  const { rows } = await db.query<{ segment_key: string; customers: number }>(sql`
    select segment_key, count(*)::float8 as customers from segment_memberships
    where shop_id = ${shop.shopId} and left_at is null group by segment_key`);
  const found = new Map(rows.map((row) => [row.segment_key, row.customers]));
  return READY_SEGMENT_KEYS.map((key) => ({ key, customers: found.get(key) ?? 0 }));
}
