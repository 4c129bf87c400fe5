import type { Pool, PoolClient } from 'pg';
import sql from 'sql-template-tag';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';
import type { Membership } from '#app/domain/segments/memberships.ts';
import { READY_SEGMENT_KEYS } from '#app/domain/segments/ready-segments.ts';
import type { SegmentsStore } from '#app/services/ports/segments-store.ts';
import { readCustomerFacts } from './segments/customer-facts.server.ts';
import {
  listOwnSegments,
  moveMembers,
  refreshMembers,
  removeMembers,
} from './segments/members.server.ts';

export function createSegmentsStore(db: Pool | PoolClient): SegmentsStore {
  return {
    replaceMemberships: (shopId, customerIds, memberships) =>
      replaceMemberships(db, shopId, customerIds, memberships),
    findAbandonmentChanges: (shopId, limits) => findAbandonmentChanges(db, shopId, limits),
    listOwn: (shopId) => listOwnSegments(db, shopId),
    readFacts: (shopId, customerIds) => readCustomerFacts(db, shopId, customerIds),
    moveMembers: (shopId, changes, at) => moveMembers(db, shopId, changes, at),
    removeMembers: (shopId, customerIds, leaving) =>
      removeMembers(db, shopId, customerIds, leaving),
    refreshMembers: (shopId, segment, moment, cause) =>
      refreshMembers(db, shopId, segment, moment, cause),
  };
}

async function replaceMemberships(
  db: Pool | PoolClient,
  shopId: ShopId,
  customerIds: CustomerId[],
  memberships: (Membership & { customerId: CustomerId })[],
): Promise<void> {
  const wanted = JSON.stringify(
    memberships.map((membership) => ({
      segment_key: membership.segmentKey,
      customer_id: membership.customerId,
      entered_at: new Date(membership.enteredAt).toISOString(),
      entered_cause: membership.enteredCause,
      left_at: membership.leftAt === null ? null : new Date(membership.leftAt).toISOString(),
      left_cause: membership.leftCause,
    })),
  );
  await db.query(sql`
    delete from segment_memberships s
    where s.shop_id = ${shopId} and s.customer_id = any(${customerIds}::bigint[])
      and s.segment_key = any(${[...READY_SEGMENT_KEYS]}::text[])
      and (s.segment_key, s.customer_id, s.entered_at) not in (
        select w.segment_key, w.customer_id, w.entered_at
        from json_to_recordset(${wanted}::json) as w(
          segment_key text, customer_id bigint, entered_at timestamptz))`);
  // In order of entering, so that an earlier stretch is closed before a later one opens: a
  // customer is in a segment once at a time.
  await db.query(sql`
    insert into segment_memberships
      (shop_id, segment_key, customer_id, entered_at, entered_cause, left_at, left_cause)
    select ${shopId}, w.* from json_to_recordset(${wanted}::json) as w(
      segment_key text, customer_id bigint, entered_at timestamptz, entered_cause text,
      left_at timestamptz, left_cause text)
    left join segment_memberships s on s.shop_id = ${shopId}
      and s.segment_key = w.segment_key and s.customer_id = w.customer_id
      and s.entered_at = w.entered_at
    where s.shop_id is null or (s.entered_cause, s.left_at, s.left_cause)
      is distinct from (w.entered_cause, w.left_at, w.left_cause)
    order by w.entered_at, w.customer_id
    on conflict (shop_id, segment_key, customer_id, entered_at) do update set
      entered_cause = excluded.entered_cause, left_at = excluded.left_at,
      left_cause = excluded.left_cause`);
}

async function findAbandonmentChanges(
  db: Pool | PoolClient,
  shopId: ShopId,
  { afterHours, withinDays, now }: { afterHours: number; withinDays: number; now: Date },
): Promise<CustomerId[]> {
  const { rows } = await db.query<{ customer_id: CustomerId }>(sql`
    with aged as (
      select k.created_at, k.customer_id, k.email_key, k.phone_key from checkouts k
      where k.shop_id = ${shopId} and k.completed_at is null and k.deleted_at is null
        and k.created_at <= ${now}::timestamptz - ${afterHours} * interval '1 hour'
        and k.created_at > ${now}::timestamptz - ${withinDays} * interval '1 day'),
    people as (
      select coalesce(c.merged_into, c.customer_id) as customer_id, a.created_at
      from aged a join customers c on c.shop_id = ${shopId} and c.customer_id = a.customer_id
      union
      select c.customer_id, a.created_at from aged a
      join customers c on c.shop_id = ${shopId} and c.email_key = a.email_key
        and c.merged_into is null
      where a.customer_id is null
      union
      select c.customer_id, a.created_at from aged a
      join customers c on c.shop_id = ${shopId} and c.phone_key = a.phone_key
        and c.merged_into is null
      where a.customer_id is null),
    entering as (
      select p.customer_id from people p
      where not exists (select from segment_memberships s
          where s.shop_id = ${shopId} and s.segment_key = 'checkout-abandoner'
            and s.customer_id = p.customer_id and s.left_at is null)
        and not exists (select from orders o
          where o.shop_id = ${shopId} and o.owner_id = p.customer_id
            and o.deleted_at is null and o.excluded_reason is null
            and o.processed_at >= p.created_at)),
    leaving as (
      select s.customer_id from segment_memberships s
      where s.shop_id = ${shopId} and s.segment_key = 'checkout-abandoner'
        and s.left_at is null
        and not exists (select from people p where p.customer_id = s.customer_id))
    select customer_id from entering union select customer_id from leaving
    order by customer_id`);
  return rows.map(({ customer_id }) => customer_id);
}
