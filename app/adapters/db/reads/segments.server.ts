import sql from 'sql-template-tag';
import { type ClassicClv, classicClvOfGroup } from '#app/domain/clv/classic.ts';
import type { ShopId } from '#app/domain/ids.ts';
import { type DayCutoffs, UNKNOWN_CUTOFFS } from '#app/domain/rfm/cutoffs.ts';
import {
  READY_SEGMENT_KEYS,
  type ReadySegmentKey,
  type SegmentThresholds,
  thresholdsOf,
} from '#app/domain/segments/ready-segments.ts';
import type { Shop } from '#app/domain/shop.ts';
import { addDays, startOfDay } from '#app/domain/time.ts';
import type { Db } from '../recordset.ts';
import { firstDayOf } from './home.server.ts';

export interface SegmentFigures {
  key: ReadySegmentKey;
  /** The numbers of its one-sentence definition, as of the day in force. */
  thresholds: SegmentThresholds;
  customers: number;
  /** Share of all customers with a counted order. */
  share: number | null;
  /** Averages over its customers; null while it is empty. */
  averageOrders: number | null;
  averageHistoricClvMinor: number | null;
  aovMinor: number | null;
  revenueMinor: number;
  /** From the orders of its customers in the last period. */
  classic: ClassicClv | null;
}

export interface SegmentHistoryPoint {
  /** ISO date; the size is that at the start of the shop's day. */
  day: string;
  customers: number;
}

export interface SegmentMovement {
  customerId: string;
  name: string | null;
  email: string | null;
  kind: 'entered' | 'left';
  at: Date;
  cause: string;
}

const HISTORY_WEEKS = 26;

interface FigureRow {
  segment_key: string;
  customers: number;
  orders: number;
  revenue: number;
  window_orders: number;
  window_revenue: number;
  window_customers: number;
}

export function createSegmentsReads(db: Db) {
  return {
    /** All ready segments with their sizes and averages. */
    async list(shop: Shop): Promise<SegmentFigures[]> {
      const [figures, cutoffs, buyers] = await Promise.all([
        readFigures(db, shop),
        readCutoffs(db, shop),
        countBuyers(db, shop.shopId),
      ]);
      return READY_SEGMENT_KEYS.map((key) =>
        toFigures(key, shop, cutoffs, buyers, figures.get(key)),
      );
    },

    /** The cut-offs of the day in force, for the pages that show thresholds. */
    cutoffs: (shop: Shop): Promise<DayCutoffs> => readCutoffs(db, shop),

    /** Its size at the start of each of the last weeks and today, oldest first. */
    async history(shop: Shop, key: ReadySegmentKey): Promise<SegmentHistoryPoint[]> {
      const today = shop.metricsDay;
      if (today === null) return [];
      const days = Array.from({ length: HISTORY_WEEKS + 1 }, (_, index) =>
        addDays(today, (index - HISTORY_WEEKS) * 7),
      );
      const starts = days.map((day) => startOfDay(day, shop.timezone));
      const { rows } = await db.query<{ customers: number }>(sql`
        select count(s.customer_id)::float8 as customers
        from unnest(${starts}::timestamptz[]) with ordinality as d(starts_at, nth)
        left join segment_memberships s on s.shop_id = ${shop.shopId} and s.segment_key = ${key}
          and s.entered_at <= d.starts_at and (s.left_at is null or s.left_at > d.starts_at)
        group by d.nth order by d.nth`);
      return days.map((day, index) => ({ day, customers: rows[index]?.customers ?? 0 }));
    },

    /** Who entered and left last, with the cause. */
    async movements(shopId: ShopId, key: string, limit: number): Promise<SegmentMovement[]> {
      const { rows } = await db.query<SegmentMovement & { name: string }>(sql`
        select s.customer_id as "customerId", c.email, s.kind, s.at, s.cause,
          concat_ws(' ', c.first_name, c.last_name) as name
        from (
          select customer_id, 'entered' as kind, entered_at as at, entered_cause as cause
          from segment_memberships where shop_id = ${shopId} and segment_key = ${key}
          union all
          select customer_id, 'left', left_at, left_cause from segment_memberships
          where shop_id = ${shopId} and segment_key = ${key} and left_at is not null) s
        left join customers c on c.shop_id = ${shopId} and c.customer_id = s.customer_id
        order by s.at desc, s.customer_id, s.kind limit ${limit}`);
      return rows.map((row) => ({ ...row, name: row.name || null }));
    },
  };
}

async function readFigures(db: Db, shop: Shop): Promise<Map<string, FigureRow>> {
  const since = firstDayOf(shop);
  // One look-up per membership: a join of two groupings goes wrong by orders of magnitude where
  // the planner knows nothing of the tables yet, as right after an import.
  const { rows } = await db.query<FigureRow>(sql`
    select s.segment_key, count(*)::float8 as customers,
      coalesce(sum(m.orders_count), 0)::float8 as orders,
      coalesce(sum(m.historic_clv_minor), 0)::float8 as revenue,
      coalesce(sum(r.orders), 0)::float8 as window_orders,
      coalesce(sum(r.revenue), 0)::float8 as window_revenue,
      count(r.owner_id)::float8 as window_customers
    from segment_memberships s
    left join customer_metrics m on m.shop_id = s.shop_id and m.customer_id = s.customer_id
    left join lateral (
      select o.owner_id, count(*) as orders, sum(o.net_minor) as revenue from orders o
      where o.shop_id = s.shop_id and o.owner_id = s.customer_id and o.deleted_at is null
        and o.excluded_reason is null and (${since}::date is null or o.local_day > ${since}::date)
      group by o.owner_id) r on true
    where s.shop_id = ${shop.shopId} and s.left_at is null
      and s.segment_key = any(${[...READY_SEGMENT_KEYS]}::text[])
    group by s.segment_key`);
  return new Map(rows.map((row) => [row.segment_key, row]));
}

async function readCutoffs(db: Db, shop: Shop): Promise<DayCutoffs> {
  const { rows } = await db.query<{ cutoffs: DayCutoffs }>(sql`
    select cutoffs from day_cutoffs
    where shop_id = ${shop.shopId} and local_day = ${shop.metricsDay}::date`);
  return rows[0]?.cutoffs ?? UNKNOWN_CUTOFFS;
}

async function countBuyers(db: Db, shopId: ShopId): Promise<number> {
  const { rows } = await db.query<{ buyers: number }>(sql`
    select count(*)::float8 as buyers from customer_metrics
    where shop_id = ${shopId} and orders_count > 0`);
  return rows[0]?.buyers ?? 0;
}

function toFigures(
  key: ReadySegmentKey,
  shop: Shop,
  cutoffs: DayCutoffs,
  buyers: number,
  row: FigureRow | undefined,
): SegmentFigures {
  const { segments, classicClv } = shop.settings;
  const customers = row?.customers ?? 0;
  const perCustomer = (sum: number) => (customers > 0 ? sum / customers : null);
  return {
    key,
    thresholds: thresholdsOf(key, segments, cutoffs),
    customers,
    share: buyers > 0 ? customers / buyers : null,
    averageOrders: perCustomer(row?.orders ?? 0),
    averageHistoricClvMinor: perCustomer(row?.revenue ?? 0),
    aovMinor: row && row.orders > 0 ? row.revenue / row.orders : null,
    revenueMinor: row?.revenue ?? 0,
    classic: classicClvOfGroup(
      {
        orders: row?.window_orders ?? 0,
        revenueMinor: row?.window_revenue ?? 0,
        customers: row?.window_customers ?? 0,
        windowDays: classicClv.periodDays,
      },
      classicClv,
    ),
  };
}
