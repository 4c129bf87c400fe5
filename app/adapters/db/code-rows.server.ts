import type { Pool, PoolClient } from 'pg';
import sql from 'sql-template-tag';
import type { EffectsStore } from '#app/services/ports/effects-store.ts';

type CodeRows = Pick<
  EffectsStore,
  | 'markCodeActive'
  | 'markCodesUsed'
  | 'listExpiredCodes'
  | 'markCodeExpired'
  | 'listShopsWithExpiredCodes'
>;

/** Discount codes from creation to use or expiry. */
export function createCodeRows(db: Pool | PoolClient): CodeRows {
  return {
    async markCodeActive(shopId, effectId, discountGid) {
      await db.query(sql`update discount_codes set discount_gid = ${discountGid},
          state = case when state = 'creating' then 'active' else state end
        where shop_id = ${shopId} and effect_id = ${effectId}`);
    },
    async markCodesUsed(shopId, orderIds) {
      // The first order with the code counts, whichever of them is told of first.
      await db.query(sql`update discount_codes c set state = 'used', used_order_id = f.order_id,
          used_at = f.processed_at
        from (select distinct on (x.code) x.code, o.order_id, o.processed_at
          from orders o, unnest(o.discount_codes) as u(code),
            lateral (select upper(u.code) as code) x
          where o.shop_id = ${shopId} and o.deleted_at is null
            and o.discount_codes && (select array_agg(distinct t.code) from orders r,
              unnest(r.discount_codes) as t(code)
              where r.shop_id = ${shopId} and r.order_id = any(${orderIds}::bigint[]))
          order by x.code, o.processed_at, o.order_id) f
        where c.shop_id = ${shopId} and c.code = f.code
          and c.used_order_id is distinct from f.order_id`);
    },
    async listShopsWithExpiredCodes(now) {
      const { rows } = await db.query<{ shop_id: string }>(sql`select distinct c.shop_id
        from discount_codes c join shops s on s.shop_id = c.shop_id and s.status = 'active'
        where c.state = 'active' and c.ends_at < ${now} and c.discount_gid is not null`);
      return rows.map((row) => row.shop_id);
    },
    async listExpiredCodes(shopId, now, limit) {
      const { rows } = await db.query<{ code: string; discount_gid: string }>(
        sql`select code, discount_gid from discount_codes
          where shop_id = ${shopId} and state = 'active' and ends_at < ${now}
            and discount_gid is not null
          order by ends_at, code limit ${limit}`,
      );
      return rows.map((row) => ({ code: row.code, discountGid: row.discount_gid }));
    },
    async markCodeExpired(shopId, code) {
      await db.query(sql`update discount_codes set state = 'expired'
        where shop_id = ${shopId} and code = ${code} and state = 'active'`);
    },
  };
}
