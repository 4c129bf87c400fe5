import sql, { type Sql } from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import type { SegmentTagsStore, TagChange } from '#app/services/ports/segment-tags-store.ts';
import { type Columns, type Db, recordset } from './recordset.ts';
import { tryLock } from './try-lock.server.ts';

const CHANGE: Columns<TagChange> = { segmentKey: 'text', customerId: 'id', tag: 'text' };

/** Who should carry a tag: members of a segment that is written, guests left out. */
const WANTED = sql`select g.shop_id, g.segment_key, s.customer_id, g.tag
  from segment_tags g
  join segment_memberships s on s.shop_id = g.shop_id and s.segment_key = g.segment_key
    and s.left_at is null and s.customer_id > 0
  where g.is_on`;

const missing = (shop: Sql) => sql`select w.* from (${WANTED}) w
  left join tagged_customers t using (shop_id, segment_key, customer_id, tag)
  where ${shop} and (t.shop_id is null or not (t.is_written or t.is_gone))`;

const surplus = (shop: Sql) => sql`select t.* from tagged_customers t
  where ${shop} and not exists (select from (${WANTED}) w
    where (w.shop_id, w.segment_key, w.customer_id, w.tag)
      = (t.shop_id, t.segment_key, t.customer_id, t.tag))`;

/** Which segments are written as tags and who carries them, bound to one transaction. */
export function createSegmentTagsStore(db: Db): SegmentTagsStore {
  const list = async (changes: Sql, limit: number): Promise<TagChange[]> => {
    const { rows } = await db.query<TagChange>(sql`
      select segment_key as "segmentKey", customer_id::text as "customerId", tag
      from (${changes}) c order by segment_key, customer_id, tag limit ${limit}`);
    return rows;
  };
  return {
    async turnOn(shopId, segmentKey, tag, at) {
      const { rowCount } = await db.query(sql`
        insert into segment_tags (shop_id, segment_key, tag, is_on, changed_at)
        select ${shopId}::bigint, ${segmentKey}, ${tag}, true, ${at}
        where not exists (select from segment_tags g where g.shop_id = ${shopId}
          and g.segment_key <> ${segmentKey} and lower(g.tag) = lower(${tag}))
        on conflict (shop_id, segment_key) do update set tag = excluded.tag, is_on = true,
          changed_at = excluded.changed_at, checked_at = null, error = null`);
      return rowCount === 1;
    },
    async turnOff(shopId, segmentKey, at) {
      await db.query(sql`update segment_tags set is_on = false, changed_at = ${at},
          checked_at = null, error = null
        where shop_id = ${shopId} and segment_key = ${segmentKey} and is_on`);
    },
    tryLock: (shopId) => tryLock(db, 'segment-tags', shopId),
    async listShopsToWrite() {
      const { rows } = await db.query<{ shop_id: ShopId }>(sql`
        select s.shop_id::text as shop_id from shops s
        where s.status = 'active' and (
          exists (${missing(sql`w.shop_id = s.shop_id`)})
          or exists (${surplus(sql`t.shop_id = s.shop_id`)})
          or exists (select from segment_tags g where g.shop_id = s.shop_id
            and g.checked_at is null))
        order by s.shop_id`);
      return rows.map(({ shop_id }) => shop_id);
    },
    listToRemove: (shopId, limit) => list(surplus(sql`t.shop_id = ${shopId}::bigint`), limit),
    listToAdd: (shopId, limit) => list(missing(sql`w.shop_id = ${shopId}::bigint`), limit),
    noteIntended: (shopId, changes) => note(db, shopId, changes, { isWritten: false }),
    noteAdded: (shopId, changes) => note(db, shopId, changes, { isWritten: true }),
    noteGone: (shopId, changes) => note(db, shopId, changes, { isWritten: false, isGone: true }),
    async noteRemoved(shopId, changes) {
      await db.query(sql`delete from tagged_customers t using ${recordset(CHANGE, changes)}
        where t.shop_id = ${shopId} and (t.segment_key, t.customer_id, t.tag)
          = (r.segment_key, r.customer_id, r.tag)`);
    },
    async finish(shopId, at) {
      await db.query(sql`delete from segment_tags g where g.shop_id = ${shopId} and not g.is_on
        and not exists (select from tagged_customers t
          where t.shop_id = g.shop_id and t.segment_key = g.segment_key)`);
      await db.query(sql`update segment_tags set checked_at = ${at}, error = null
        where shop_id = ${shopId}`);
    },
    async saveError(shopId, error) {
      await db.query(sql`update segment_tags set error = ${error} where shop_id = ${shopId}`);
    },
  };
}

async function note(
  db: Db,
  shopId: ShopId,
  changes: TagChange[],
  { isWritten, isGone = false }: { isWritten: boolean; isGone?: boolean },
): Promise<void> {
  await db.query(sql`
    insert into tagged_customers (shop_id, segment_key, customer_id, tag, is_written, is_gone)
    select ${shopId}::bigint, segment_key, customer_id, tag, ${isWritten}::boolean,
      ${isGone}::boolean
    from ${recordset(CHANGE, changes)}
    on conflict (shop_id, segment_key, customer_id, tag) do update
      set is_written = excluded.is_written, is_gone = excluded.is_gone`);
}
