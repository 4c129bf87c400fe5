import sql from 'sql-template-tag';
import type { MemberSplitsStore } from '#app/services/ports/member-splits-store.ts';
import type { Db } from './recordset.ts';

/** What goes back to a customer whose merge is undone, bound to one transaction. */
export function createMemberSplitsStore(db: Db): MemberSplitsStore {
  return {
    async readLeaving(shopId, leaving) {
      const { fromMemberId, memberIds } = leaving;
      const lotIds = await readLots(db, shopId, leaving);
      const { rows: owed } = await db.query<{ owed: string }>(sql`
        select coalesce(sum(p.amount), 0) as owed
        from ledger_transactions t join ledger_postings p
          on p.shop_id = t.shop_id and p.idempotency_key = t.idempotency_key
        where t.shop_id = ${shopId} and t.member_id = ${fromMemberId}
          and t.reason = 'merge_members' and t.detail->>'from' = any(${memberIds}::text[])
          and p.lot_id is null and p.source = 'shortfall:' || ${fromMemberId}::text`);
      const { rows: rewards } = await db.query<{ id: string; state: string; theirs: boolean[] }>(
        sql`select r.redemption_id as id, r.state,
            array_agg(distinct p.lot_id = any(${lotIds}::text[])) as theirs
          from redemptions r join ledger_postings p on p.shop_id = r.shop_id
            and p.idempotency_key = 'hold-reward-' || r.redemption_id and p.lot_id is not null
          where r.shop_id = ${shopId} and r.member_id = ${fromMemberId}
          group by r.redemption_id, r.state`,
      );
      return {
        lotIds,
        owed: Number(owed[0]?.owed ?? 0),
        redemptionIds: rewards.filter(({ theirs }) => !theirs.includes(false)).map(({ id }) => id),
        isShared: rewards.some(
          ({ state, theirs }) => theirs.length > 1 && (state === 'held' || state === 'posted'),
        ),
      };
    },

    async restoreMember(shopId, { memberId, customerId, lotIds, redemptionIds }) {
      await db.query(sql`update ledger_lots set member_id = ${memberId}
        where shop_id = ${shopId} and lot_id = any(${lotIds}::text[])`);
      await db.query(sql`update redemptions set member_id = ${memberId}
        where shop_id = ${shopId} and redemption_id = any(${redemptionIds}::text[])`);
      await db.query(sql`update members set customer_id = ${customerId}
        where shop_id = ${shopId} and member_id = ${memberId}`);
    },
  };
}

async function readLots(
  db: Db,
  shopId: string,
  leaving: { fromMemberId: string; customerId: string; memberIds: string[] },
): Promise<string[]> {
  const { fromMemberId, customerId, memberIds } = leaving;
  const { rows } = await db.query<{ lot_id: string }>(sql`
    select lot_id from ledger_lots
    where shop_id = ${shopId} and member_id = ${fromMemberId} and (
      order_id in (select order_id from orders
        where shop_id = ${shopId} and owner_id = ${customerId})
      or lot_id in (select p.lot_id from ledger_transactions t join ledger_postings p
          on p.shop_id = t.shop_id and p.idempotency_key = t.idempotency_key
        where t.shop_id = ${shopId} and t.member_id = ${fromMemberId}
          and t.reason = 'merge_members' and t.detail->>'from' = any(${memberIds}::text[])
          and p.lot_id is not null))
    order by lot_id`);
  return rows.map((lot) => lot.lot_id);
}
