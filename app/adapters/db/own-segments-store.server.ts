import type { Pool, PoolClient } from 'pg';
import sql from 'sql-template-tag';
import type { OwnSegmentsStore } from '#app/services/ports/own-segments-store.ts';

export function createOwnSegmentsStore(db: Pool | PoolClient): OwnSegmentsStore {
  return {
    async findForChange(shopId, segmentId) {
      const { rows } = await db.query<{ name: string; updatedAt: Date }>(sql`
        select name, updated_at as "updatedAt" from segments
        where shop_id = ${shopId}::bigint and segment_id = ${segmentId}::uuid
          and archived_at is null
        for update`);
      return rows[0] ?? null;
    },
    async isNameTaken(shopId, name, exceptId) {
      const { rowCount } = await db.query(sql`
        select from segments where shop_id = ${shopId}::bigint and archived_at is null
          and lower(name) = lower(${name}) and segment_id is distinct from ${exceptId}::uuid`);
      return (rowCount ?? 0) > 0;
    },
    async insert(shopId, { segmentId, name, rule }, at) {
      await db.query(sql`
        insert into segments (shop_id, segment_id, name, rule, created_at, updated_at)
        values (${shopId}, ${segmentId}, ${name}, ${JSON.stringify(rule)}, ${at}, ${at})`);
    },
    async update(shopId, { segmentId, name, rule }, at) {
      await db.query(sql`
        update segments set name = ${name}, rule = ${JSON.stringify(rule)}, updated_at = ${at}
        where shop_id = ${shopId}::bigint and segment_id = ${segmentId}::uuid`);
    },
    async archive(shopId, segmentId, at) {
      await db.query(sql`
        update segments set archived_at = ${at}
        where shop_id = ${shopId}::bigint and segment_id = ${segmentId}::uuid`);
      await db.query(sql`
        update segment_memberships set left_at = ${at}, left_cause = 'archived'
        where shop_id = ${shopId}::bigint and segment_key = ${segmentId} and left_at is null`);
      await db.query(sql`
        update segment_tags set is_on = false, changed_at = ${at}
        where shop_id = ${shopId}::bigint and segment_key = ${segmentId} and is_on`);
    },
    async listUses(shopId, segmentId) {
      const { rows } = await db.query<{ name: string }>(sql`
        select k.name from campaigns k
        join campaign_versions v on v.shop_id = k.shop_id and v.campaign_id = k.campaign_id
          and v.version = k.version
        where k.shop_id = ${shopId}::bigint and k.status <> 'archived'
          and v.definition #> '{audience,keys}' ? ${segmentId}
        order by k.name`);
      return rows.map(({ name }) => name);
    },
  };
}
