import sql from 'sql-template-tag';
import type { LedgerStore } from '#app/services/ports/ledger-store.ts';
import { findDifferences } from './ledger/differences.server.ts';
import {
  claimOrders,
  queueOrders,
  readBooked,
  readLotOwners,
  readOrders,
  valueOrders,
} from './ledger/orders.server.ts';
import { appendTransactions, lockMembers } from './ledger/postings.server.ts';
import { readProgramme } from './ledger/programme.server.ts';
import { createRedemptionRows } from './ledger/redemptions.server.ts';
import type { Db } from './recordset.ts';

export function createLedgerStore(db: Db): LedgerStore {
  return {
    queueOrders: (shopId, orderIds, dueAt) => queueOrders(db, shopId, orderIds, dueAt),
    claimOrders: (shopId, now, limit) => claimOrders(db, shopId, now, limit),
    readOrders: (shopId, orderIds) => readOrders(db, shopId, orderIds),
    valueOrders: (shop, orders) => valueOrders(db, shop, orders),
    readBooked: (shopId, orderIds) => readBooked(db, shopId, orderIds),
    readLotOwners: (shopId, orderIds) => readLotOwners(db, shopId, orderIds),
    readProgramme: (shopId) => readProgramme(db, shopId),
    lockMembers: (shopId, memberIds) => lockMembers(db, shopId, memberIds),
    append: (shopId, transactions, lots, recordedAt) =>
      appendTransactions(db, shopId, transactions, lots, recordedAt),
    findDifferences: (shopId) => findDifferences(db, shopId),
    ...createRedemptionRows(db),
    ...createMemberRows(db),

    async listShopsWithWork(now) {
      const { rows } = await db.query<{ shop_id: string }>(sql`
        select shop_id from ledger_due where due_at <= ${now}
        union select shop_id from ledger_lots where maturing > 0 and matures_at <= ${now}
        union select r.shop_id from redemptions r where r.state = 'held' and r.ends_at <= ${now}
        union select r.shop_id from redemptions r
          where r.state = 'held' and (select e.state from effects e
            where e.shop_id = r.shop_id and e.effect_id = r.effect_id)
            in ('failed', 'cancelled', 'skipped')
        union select g.shop_id from customer_merges g
          join members m on m.shop_id = g.shop_id and m.customer_id = g.merged_id
        order by shop_id`);
      return rows.map(({ shop_id }) => shop_id);
    },

    async hasKey(shopId, idempotencyKey) {
      const { rowCount } = await db.query(sql`
        select from ledger_transactions
        where shop_id = ${shopId} and idempotency_key = ${idempotencyKey}`);
      return rowCount === 1;
    },

    async listMaturing(shopId, before, limit) {
      const { rows } = await db.query<{ member_id: string }>(sql`
        select distinct member_id from ledger_lots
        where shop_id = ${shopId} and maturing > 0 and matures_at <= ${before}
        order by member_id limit ${limit}`);
      return rows.map(({ member_id }) => member_id);
    },

    async countMaturings(shopId, lotIds) {
      if (lotIds.length === 0) return new Map();
      const { rows } = await db.query<{ lot_id: string; maturings: number }>(sql`
        select p.lot_id, count(distinct t.idempotency_key)::int as maturings
        from ledger_postings p join ledger_transactions t
          on t.shop_id = p.shop_id and t.idempotency_key = p.idempotency_key
        where p.shop_id = ${shopId} and p.lot_id = any(${lotIds}::text[])
          and t.reason = 'mature_lot'
        group by p.lot_id`);
      return new Map(rows.map(({ lot_id, maturings }) => [lot_id, maturings]));
    },
  };
}

type MemberRows = Pick<
  LedgerStore,
  'enrol' | 'findMember' | 'forgetMember' | 'listMergedMembers' | 'retireMember'
>;

function createMemberRows(db: Db): MemberRows {
  return {
    async enrol(shopId, members) {
      if (members.length === 0) return;
      await db.query(sql`
        insert into members as m (shop_id, member_id, customer_id, joined_at)
        select ${shopId}, n."memberId", n."customerId", min(n."joinedAt")
        from json_to_recordset(${JSON.stringify(members)}::json)
          as n("memberId" text, "customerId" bigint, "joinedAt" timestamptz)
        group by n."memberId", n."customerId" order by n."memberId"
        on conflict (shop_id, member_id) do update set joined_at = excluded.joined_at
        where excluded.joined_at < m.joined_at`);
    },

    async findMember(shopId, customerId) {
      const { rows } = await db.query<{ member_id: string }>(sql`
        select member_id from members
        where shop_id = ${shopId} and customer_id = ${customerId}`);
      return rows[0]?.member_id ?? null;
    },

    async forgetMember(shopId, customerId) {
      await db.query(sql`
        update members set customer_id = null
        where shop_id = ${shopId} and customer_id = ${customerId}`);
    },

    async listMergedMembers(shopId) {
      const { rows } = await db.query<{
        member_id: string;
        kept_id: string;
        merged_at: Date;
      }>(sql`
        with recursive chain as (
          select g.merged_id as first_id, g.kept_id, g.merged_at, 1 as depth
          from customer_merges g where g.shop_id = ${shopId}
          union all
          select c.first_id, g.kept_id, g.merged_at, c.depth + 1
          from chain c join customer_merges g
            on g.shop_id = ${shopId} and g.merged_id = c.kept_id
          where c.depth < 20)
        select distinct on (m.member_id) m.member_id, c.kept_id, c.merged_at
        from chain c join members m
          on m.shop_id = ${shopId} and m.customer_id = c.first_id
        order by m.member_id, c.depth desc`);
      return rows.map(({ member_id, kept_id, merged_at }) => ({
        memberId: member_id,
        keptCustomerId: kept_id,
        mergedAt: merged_at.toISOString(),
      }));
    },

    async retireMember(shopId, memberId, keptMemberId) {
      await db.query(sql`
        update ledger_lots set member_id = ${keptMemberId}
        where shop_id = ${shopId} and member_id = ${memberId}`);
      await db.query(sql`
        update redemptions set member_id = ${keptMemberId}
        where shop_id = ${shopId} and member_id = ${memberId}`);
      await db.query(sql`
        update members set customer_id = null
        where shop_id = ${shopId} and member_id = ${memberId}`);
    },
  };
}
