import type { Pool, PoolClient } from 'pg';
import sql, { raw, type Sql } from 'sql-template-tag';
import { versionInstant } from '#app/domain/versions.ts';
import { RECONCILED_TYPES, type ReconcileStore } from '#app/services/ports/reconcile-store.ts';
import type { CountableType, IdRange } from '#app/services/ports/shopify-reader.ts';
import { tryLock } from './try-lock.server.ts';

const TABLES = {
  order: { table: 'orders', id: 'order_id' },
  customer: { table: 'customers', id: 'customer_id' },
  product: { table: 'products', id: 'product_id' },
  'unit-cost': { table: 'newest_costs', id: 'inventory_item_id' },
  checkout: { table: 'checkouts', id: 'checkout_id' },
} as const;

/** A checkout that began so long before an installation still matters. */
const CHECKOUTS_BEFORE_INSTALL = sql`interval '30 days'`;

/** Rows that say an object exists in Shopify: not deleted, not merged away, no guest. */
const PRESENT: Record<CountableType, Sql> = {
  order: sql`deleted_at is null`,
  customer: sql`deleted_at is null and merged_into is null`,
  product: sql`deleted_at is null`,
};

function presentIn(shopId: string, type: CountableType, range: IdRange): Sql {
  const { table, id } = TABLES[type];
  const { from, to, createdSince } = range;
  const since = createdSince === null ? sql`` : sql`and created_at >= ${createdSince}::timestamptz`;
  return sql`select ${raw(id)} as id from ${raw(table)}
    where shop_id = ${shopId} and ${PRESENT[type]}
      and ${raw(id)} between ${from}::bigint and ${to}::bigint ${since}`;
}

export function createReconcileStore(db: Pool | PoolClient): ReconcileStore {
  return {
    tryLock: (shopId) => tryLock(db, 'reconcile', shopId),

    async findMark(shopId, type) {
      const { rows } = await db.query<{ mark_at: Date }>(sql`select mark_at from reconcile_marks
        where shop_id = ${shopId} and object_type = ${type}`);
      return rows[0]?.mark_at ?? null;
    },

    async resetMarks(shopId, at) {
      await db.query(sql`insert into reconcile_marks (shop_id, object_type, mark_at)
        select ${shopId}::bigint, type, ${at}::timestamptz - case type
          when 'checkout' then ${CHECKOUTS_BEFORE_INSTALL} else interval '0' end
        from unnest(${[...RECONCILED_TYPES]}::text[]) as type
        on conflict (shop_id, object_type) do update
          set mark_at = excluded.mark_at, last_run_at = null, error = null`);
    },

    async countOutdated(shopId, type, versions) {
      const { table, id } = TABLES[type];
      const rows = versions.map((version) => ({
        id: version.id,
        instant: versionInstant(version.versionKey),
      }));
      const { rows: counted } = await db.query<{ count: number }>(sql`
        with newest_costs as (
          select shop_id, inventory_item_id, max(version_key collate "C") as version_key
          from unit_costs where shop_id = ${shopId} group by shop_id, inventory_item_id)
        select count(*)::int as count
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v(id bigint, instant text)
        left join ${raw(table)} t on t.shop_id = ${shopId} and t.${raw(id)} = v.id
        where t.${raw(id)} is null or split_part(t.version_key, '|', 1) collate "C" < v.instant`);
      return counted[0]?.count ?? 0;
    },

    async countPresent(shopId, type, range) {
      const { rows } = await db.query<{ count: number; middle: string | null }>(sql`
        select count(*)::int as count,
          percentile_disc(0.5) within group (order by id)::text as middle
        from (${presentIn(shopId, type, range)}) present`);
      return { count: rows[0]?.count ?? 0, middle: rows[0]?.middle ?? range.from };
    },

    async listPresent(shopId, type, range) {
      const { rows } = await db.query<{ id: string }>(presentIn(shopId, type, range));
      return rows.map(({ id }) => id);
    },

    async listOrdersOf(shopId, customerId) {
      const { rows } = await db.query<{ id: string }>(sql`select order_id as id from orders
        where shop_id = ${shopId} and customer_id = ${customerId} and deleted_at is null`);
      return rows.map(({ id }) => id);
    },

    async addRepaired(shopId, type, repaired) {
      await db.query(sql`update reconcile_marks set last_repaired = last_repaired + ${repaired},
          total_repaired = total_repaired + ${repaired}
        where shop_id = ${shopId} and object_type = ${type}`);
    },

    async saveProgress(shopId, type, progress) {
      const { markAt, repaired, isFirstPage, at } = progress;
      await db.query(sql`
        insert into reconcile_marks (shop_id, object_type, mark_at, last_run_at, last_repaired,
          total_repaired)
        values (${shopId}, ${type}, ${markAt}, ${at}, ${repaired}, ${repaired})
        on conflict (shop_id, object_type) do update set
          mark_at = greatest(reconcile_marks.mark_at, excluded.mark_at),
          last_run_at = excluded.last_run_at,
          last_repaired =
            case when ${isFirstPage} then 0 else reconcile_marks.last_repaired end + ${repaired},
          total_repaired = reconcile_marks.total_repaired + ${repaired},
          error = null`);
    },

    async saveError(shopId, error, at) {
      await db.query(sql`update reconcile_marks set error = ${error}, last_run_at = ${at}
        where shop_id = ${shopId}`);
    },

    async listDue(before) {
      const { rows } = await db.query<{ shop_id: string }>(sql`
        select s.shop_id from shops s
        where s.status = 'active'
          and not exists (select from import_steps i where i.shop_id = s.shop_id
            and i.state in ('waiting', 'running', 'reading'))
          and coalesce((select min(coalesce(m.last_run_at, '-infinity')) from reconcile_marks m
            where m.shop_id = s.shop_id), '-infinity') < ${before}
        order by s.shop_id`);
      return rows.map((row) => row.shop_id);
    },
  };
}
