import type { Pool } from 'pg';
import sql from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import type { Rule, RuleMoment } from '#app/domain/segments/rules/rule.ts';
import type { Shop } from '#app/domain/shop.ts';
import { localDay } from '#app/domain/time.ts';
import type { Clock } from '#app/services/transact.ts';
import { compileRule } from '../segments/compile-rule.server.ts';
import { SET_FOR_SETS } from '../segments/settings.ts';

export interface SegmentSample {
  customerId: string;
  name: string | null;
  email: string | null;
  ordersCount: number;
  historicClvMinor: number;
}

export interface SegmentPreview {
  customers: number;
  /** Of all customers, buyers or not. */
  share: number | null;
  sample: SegmentSample[];
}

const SAMPLE_SIZE = 5;

export function createSegmentPreviewReads(pool: Pool, clock: Clock) {
  return {
    /** How many customers satisfy a rule as of the day in force, and those who spent most. */
    async preview(shop: Shop, rule: Rule): Promise<SegmentPreview> {
      const moment = momentOf(shop, clock.now());
      const { customers, total, ids } = await countAndPick(pool, shop.shopId, rule, moment);
      return {
        customers,
        share: total > 0 ? customers / total : null,
        sample: await readSample(pool, shop.shopId, ids),
      };
    },
  };
}

function momentOf(shop: Shop, now: Date): RuleMoment {
  const today = shop.metricsDay ?? localDay(now, shop.timezone);
  return { asOf: now.getTime(), today, zone: shop.timezone };
}

async function countAndPick(pool: Pool, shopId: ShopId, rule: Rule, moment: RuleMoment) {
  const { rows } = await querySet<{ customers: number; total: number; ids: string[] | null }>(
    pool,
    sql`with s as materialized (${compileRule(rule, shopId, moment)})
      select (select count(*)::float8 from s) as customers,
        (select count(*)::float8 from customer_metrics where shop_id = ${shopId}::bigint) as total,
        (select array_agg(customer_id::text) from
          (select customer_id from s limit ${SAMPLE_SIZE}) few) as ids`,
  );
  const [row] = rows;
  return { customers: row?.customers ?? 0, total: row?.total ?? 0, ids: row?.ids ?? [] };
}

async function readSample(pool: Pool, shopId: ShopId, ids: string[]): Promise<SegmentSample[]> {
  const { rows } = await pool.query<SegmentSample & { name: string }>(sql`
    select m.customer_id as "customerId", concat_ws(' ', c.first_name, c.last_name) as name,
      c.email, m.orders_count as "ordersCount", m.historic_clv_minor::float8 as "historicClvMinor"
    from customer_metrics m
    join customers c on c.shop_id = m.shop_id and c.customer_id = m.customer_id
    where m.shop_id = ${shopId}::bigint and m.customer_id = any(${ids}::bigint[])
    order by m.historic_clv_minor desc, m.customer_id`);
  return rows.map((row) => ({ ...row, name: row.name || null }));
}

/** How many customers satisfy a rule at a moment. */
export async function countSegment(
  pool: Pool,
  shopId: ShopId,
  rule: Rule,
  moment: RuleMoment,
): Promise<number> {
  const { rows } = await querySet<{ customers: number }>(
    pool,
    sql`select count(*)::float8 as customers from (${compileRule(rule, shopId, moment)}) s`,
  );
  return rows[0]?.customers ?? 0;
}

async function querySet<Row extends object>(pool: Pool, statement: ReturnType<typeof sql>) {
  const client = await pool.connect();
  try {
    await client.query('begin read only');
    await client.query(SET_FOR_SETS);
    return await client.query<Row>(statement);
  } finally {
    await client.query('rollback');
    client.release();
  }
}
