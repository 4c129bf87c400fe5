import type { Pool, PoolClient } from 'pg';
import sql, { raw } from 'sql-template-tag';
import { versionInstant } from '#app/domain/versions.ts';
import { RECONCILED_TYPES, type ReconcileStore } from '#app/services/ports/reconcile-store.ts';
import { tryLock } from './try-lock.server.ts';

const TABLES = {
  order: { table: 'orders', id: 'order_id' },
  customer: { table: 'customers', id: 'customer_id' },
  product: { table: 'products', id: 'product_id' },
  'unit-cost': { table: 'newest_costs', id: 'inventory_item_id' },
} as const;

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
        select ${shopId}::bigint, type, ${at}::timestamptz
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
