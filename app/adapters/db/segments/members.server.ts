import sql from 'sql-template-tag';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';
import type { MemberChange, OwnSegment } from '#app/domain/segments/own-segments.ts';
import { readRule } from '#app/domain/segments/rules/read-rule.ts';
import type { RuleMoment } from '#app/domain/segments/rules/rule.ts';
import type { Db } from '../recordset.ts';
import { compileRule } from './compile-rule.server.ts';
import { SET_FOR_SETS } from './settings.ts';

/** Those that can be read: of a rule that a newer version wrote, nobody enters or leaves. */
export async function listOwnSegments(db: Db, shopId: ShopId): Promise<OwnSegment[]> {
  const { rows } = await db.query<{ segmentId: string; name: string; rule: unknown }>(sql`
    select segment_id as "segmentId", name, rule from segments
    where shop_id = ${shopId}::bigint and archived_at is null order by lower(name)`);
  return rows.flatMap(({ segmentId, name, rule }) => {
    const read = readRule(rule);
    return read.ok ? [{ segmentId, name, rule: read.rule }] : [];
  });
}

export async function moveMembers(
  db: Db,
  shopId: ShopId,
  changes: MemberChange[],
  at: Date,
): Promise<void> {
  if (changes.length === 0) return;
  const moved = sql`json_to_recordset(${JSON.stringify(changes)}::json) as r(
    "segmentId" text, "customerId" bigint, kind text, cause text)`;
  await db.query(sql`
    update segment_memberships s set left_at = ${at}::timestamptz, left_cause = r.cause
    from ${moved}
    where r.kind = 'left' and s.shop_id = ${shopId}::bigint and s.segment_key = r."segmentId"
      and s.customer_id = r."customerId" and s.left_at is null`);
  // Who comes back in the instant in which he left has never been away.
  await db.query(sql`
    insert into segment_memberships (shop_id, segment_key, customer_id, entered_at, entered_cause)
    select ${shopId}::bigint, r."segmentId", r."customerId", ${at}::timestamptz, r.cause
    from ${moved} where r.kind = 'entered'
    on conflict (shop_id, segment_key, customer_id, entered_at)
      do update set left_at = null, left_cause = null`);
}

export async function removeMembers(
  db: Db,
  shopId: ShopId,
  customerIds: CustomerId[],
  { at, cause }: { at: Date; cause: string },
): Promise<void> {
  await db.query(sql`
    update segment_memberships s set left_at = ${at}::timestamptz, left_cause = ${cause}
    where s.shop_id = ${shopId}::bigint and s.customer_id = any(${customerIds}::bigint[])
      and s.left_at is null and s.segment_key in (
        select g.segment_id::text from segments g where g.shop_id = ${shopId}::bigint)`);
}

export async function refreshMembers(
  db: Db,
  shopId: ShopId,
  { segmentId, rule }: OwnSegment,
  moment: RuleMoment,
  cause: string,
): Promise<{ entered: number; left: number }> {
  const at = new Date(moment.asOf);
  await db.query(SET_FOR_SETS);
  const { rows } = await db.query<{ entered: number; left: number }>(sql`
    with wanted as materialized (${compileRule(rule, shopId, moment)}),
    current as materialized (
      select customer_id, entered_at from segment_memberships
      where shop_id = ${shopId}::bigint and segment_key = ${segmentId} and left_at is null),
    leaving as (
      update segment_memberships s set left_at = ${at}::timestamptz, left_cause = ${cause}
      from (select c.customer_id, c.entered_at from current c
        left join wanted w on w.customer_id = c.customer_id where w.customer_id is null) gone
      where s.shop_id = ${shopId}::bigint and s.segment_key = ${segmentId}
        and s.customer_id = gone.customer_id and s.entered_at = gone.entered_at
      returning 1),
    entering as (
      insert into segment_memberships
        (shop_id, segment_key, customer_id, entered_at, entered_cause)
      select ${shopId}::bigint, ${segmentId}, w.customer_id, ${at}::timestamptz, ${cause}
      from wanted w left join current c on c.customer_id = w.customer_id
      where c.customer_id is null
      on conflict (shop_id, segment_key, customer_id, entered_at)
        do update set left_at = null, left_cause = null
      returning 1),
    noted as (
      update segments set refreshed_at = ${at}::timestamptz, refreshed_day = ${moment.today}::date
      where shop_id = ${shopId}::bigint and segment_id = ${segmentId}::uuid)
    select (select count(*)::float8 from entering) as entered,
      (select count(*)::float8 from leaving) as left`);
  return rows[0] ?? { entered: 0, left: 0 };
}
