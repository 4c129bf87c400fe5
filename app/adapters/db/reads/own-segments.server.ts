import sql from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import { READY_SEGMENT_KEYS } from '#app/domain/segments/ready-segments.ts';
import { readRule } from '#app/domain/segments/rules/read-rule.ts';
import type { Rule } from '#app/domain/segments/rules/rule.ts';
import type { Shop } from '#app/domain/shop.ts';
import { addDays, startOfDay } from '#app/domain/time.ts';
import type { Db } from '../recordset.ts';

export interface OwnSegmentFigures {
  segmentId: string;
  name: string;
  /** Null where a newer version of the app wrote it. */
  rule: Rule | null;
  updatedAt: Date;
  customers: number;
  revenueMinor: number;
  averageHistoricClvMinor: number | null;
}

export interface RuleOptions {
  products: { value: string; label: string }[];
  variants: { value: string; label: string }[];
  vendors: { value: string; label: string }[];
  productTypes: { value: string; label: string }[];
  campaigns: { value: string; label: string }[];
  /** Keys. */
  readySegments: string[];
}

const HISTORY_DAYS = 90;
const OPTIONS_AT_MOST = 1_000;

export function createOwnSegmentsReads(db: Db) {
  return {
    /** Names by id of those that are not archived. */
    async names(shopId: ShopId): Promise<Record<string, string>> {
      const { rows } = await db.query<{ id: string; name: string }>(sql`
        select segment_id as id, name from segments
        where shop_id = ${shopId}::bigint and archived_at is null order by lower(name)`);
      return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
    },

    /** Those that are not archived, with their sizes, by name. */
    list: (shopId: ShopId): Promise<OwnSegmentFigures[]> => readFigures(db, shopId, null),

    /** One that is not archived; null for an id that is unknown or none at all. */
    async find(shopId: ShopId, segmentId: string): Promise<OwnSegmentFigures | null> {
      if (!UUID.test(segmentId)) return null;
      const [found] = await readFigures(db, shopId, segmentId);
      return found ?? null;
    },

    /** Its size at the start of each of the last days it existed on, oldest first. */
    async history(shop: Shop, segmentId: string): Promise<{ day: string; customers: number }[]> {
      const today = shop.metricsDay;
      if (today === null) return [];
      const days = Array.from({ length: HISTORY_DAYS + 1 }, (_, index) =>
        addDays(today, index - HISTORY_DAYS),
      );
      const starts = days.map((day) => startOfDay(day, shop.timezone));
      // One pass: a move before the first day's start is in bucket 0, one on that day in bucket 1.
      const { rows } = await db.query<{ nth: number; change: number }>(sql`
        select width_bucket(at, ${starts}::timestamptz[]) as nth, sum(change)::float8 as change
        from (
          select entered_at as at, 1 as change from segment_memberships
          where shop_id = ${shop.shopId}::bigint and segment_key = ${segmentId}
          union all
          select left_at, -1 from segment_memberships
          where shop_id = ${shop.shopId}::bigint and segment_key = ${segmentId}
            and left_at is not null) moves
        group by 1`);
      const changes = new Map(rows.map(({ nth, change }) => [nth, change]));
      let size = 0;
      const sizes = days.map((day, index) => {
        size += changes.get(index) ?? 0;
        return { day, customers: size };
      });
      return sizes.slice(Math.min(...changes.keys(), HISTORY_DAYS));
    },

    /** What the store has that a condition can name. */
    async ruleOptions(shopId: ShopId): Promise<RuleOptions> {
      const { rows } = await db.query<Omit<RuleOptions, 'readySegments'>>(sql`
        with p as (select * from products where shop_id = ${shopId}::bigint and deleted_at is null)
        select
          coalesce((select jsonb_agg(x) from (
            select product_id::text as value, title as label from p
            order by title, product_id limit ${OPTIONS_AT_MOST}) x), '[]') as products,
          coalesce((select jsonb_agg(x) from (
            select v.variant_id::text as value, p.title || ' · ' || v.variant_id as label
            from product_variants v join p on p.product_id = v.product_id
            where v.shop_id = ${shopId}::bigint
            order by p.title, v.variant_id limit ${OPTIONS_AT_MOST}) x), '[]') as variants,
          coalesce((select jsonb_agg(x) from (
            select distinct vendor as value, vendor as label from p where vendor <> ''
            order by 1 limit ${OPTIONS_AT_MOST}) x), '[]') as vendors,
          coalesce((select jsonb_agg(x) from (
            select distinct product_type as value, product_type as label from p
            where product_type <> '' order by 1 limit ${OPTIONS_AT_MOST}) x), '[]')
            as "productTypes",
          coalesce((select jsonb_agg(x) from (
            select campaign_id as value, name as label from campaigns
            where shop_id = ${shopId}::bigint order by created_at desc) x), '[]') as campaigns`);
      const [row] = rows;
      if (!row) throw new Error('A select without from gives one row');
      return { ...row, readySegments: [...READY_SEGMENT_KEYS] };
    },
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface FigureRow {
  segmentId: string;
  name: string;
  rule: unknown;
  updatedAt: Date;
  customers: number;
  revenue: number;
}

async function readFigures(
  db: Db,
  shopId: ShopId,
  segmentId: string | null,
): Promise<OwnSegmentFigures[]> {
  const { rows } = await db.query<FigureRow>(sql`
    select g.segment_id as "segmentId", g.name, g.rule, g.updated_at as "updatedAt",
      f.customers, f.revenue
    from segments g cross join lateral (
      select count(*)::float8 as customers,
        coalesce(sum(m.historic_clv_minor), 0)::float8 as revenue
      from segment_memberships s
      left join customer_metrics m on m.shop_id = s.shop_id and m.customer_id = s.customer_id
      where s.shop_id = g.shop_id and s.segment_key = g.segment_id::text and s.left_at is null) f
    where g.shop_id = ${shopId}::bigint and g.archived_at is null
      and (${segmentId}::uuid is null or g.segment_id = ${segmentId}::uuid)
    order by lower(g.name)`);
  return rows.map(({ rule, revenue, ...row }) => {
    const read = readRule(rule);
    return {
      ...row,
      rule: read.ok ? read.rule : null,
      revenueMinor: revenue,
      averageHistoricClvMinor: row.customers > 0 ? revenue / row.customers : null,
    };
  });
}
