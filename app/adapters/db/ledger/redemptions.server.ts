import sql, { empty, type Sql } from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import type { LotShare } from '#app/domain/loyalty/movements.ts';
import type { Redemption, RedemptionState } from '#app/domain/loyalty/redemption-plan.ts';
import type { LedgerStore } from '#app/services/ports/ledger-store.ts';
import type { Db } from '../recordset.ts';

type RedemptionRows = Pick<
  LedgerStore,
  | 'readRedemptions'
  | 'readReturns'
  | 'listReleasable'
  | 'openRedemption'
  | 'findRedemption'
  | 'closeRedemption'
>;

interface RedemptionRow {
  redemption_id: string;
  member_id: string;
  points: string;
  state: RedemptionState;
  ends_at: Date;
  used_order_id: string | null;
  code: string | null;
  code_failed: boolean;
  held: LotShare[] | null;
  redeemed: LotShare[] | null;
}

export function createRedemptionRows(db: Db): RedemptionRows {
  return {
    async readRedemptions(shopId, { orderIds, codes }) {
      const rows = await select(
        db,
        shopId,
        sql`r.used_order_id = any(${orderIds}::bigint[]) or d.code = any(${codes}::text[])`,
      );
      return rows.map((row) => ({
        ...toRedemption(row),
        code: row.code,
        usedOrderId: row.used_order_id,
      }));
    },

    async readReturns(shopId, redemptionId) {
      const { rows } = await db.query<{ idempotency_key: string; points: string }>(sql`
        select t.idempotency_key, sum(p.amount) as points
        from ledger_transactions t join ledger_postings p
          on p.shop_id = t.shop_id and p.idempotency_key = t.idempotency_key
        where t.shop_id = ${shopId} and t.reason = 'return_redeemed'
          and t.order_id = (select used_order_id from redemptions
            where shop_id = ${shopId} and redemption_id = ${redemptionId})
          and t.reverses_key = ${`redeem-reward-${redemptionId}`}
        group by 1`);
      return new Map(rows.map((row) => [row.idempotency_key, Number(row.points)]));
    },

    async listReleasable(shopId, before, limit) {
      const rows = await select(
        db,
        shopId,
        sql`r.state = 'held'
          and (r.ends_at <= ${before} or e.state in ('failed', 'cancelled', 'skipped'))`,
        sql`order by r.redemption_id limit ${limit}`,
      );
      return rows.map((row) => ({ ...toRedemption(row), codeFailed: row.code_failed }));
    },

    async openRedemption(shopId, redemption) {
      await db.query(sql`
        insert into redemptions (shop_id, redemption_id, member_id, reward_key, points, state,
          effect_id, requested_at, ends_at)
        values (${shopId}, ${redemption.redemptionId}, ${redemption.memberId},
          ${redemption.rewardKey}, ${redemption.points}, 'held', ${redemption.effectId},
          ${redemption.requestedAt}, ${redemption.endsAt})`);
    },

    async findRedemption(shopId, redemptionId) {
      const [row] = await select(db, shopId, sql`r.redemption_id = ${redemptionId}`);
      if (!row || row.code === null) return null;
      const endsAt = row.ends_at.toISOString();
      return { code: row.code, endsAt, points: Number(row.points) };
    },

    async closeRedemption(shopId, redemptionId, { state, at, usedOrderId }) {
      await db.query(sql`
        update redemptions
        set state = ${state}, closed_at = ${at}, used_order_id = ${usedOrderId}
        where shop_id = ${shopId} and redemption_id = ${redemptionId}`);
    },
  };
}

async function select(db: Db, shopId: ShopId, where: Sql, tail: Sql = empty) {
  const { rows } = await db.query<RedemptionRow>(sql`
    select r.redemption_id, r.member_id, r.points, r.state, r.ends_at, r.used_order_id, d.code,
      coalesce(e.state in ('failed', 'cancelled', 'skipped'), false) as code_failed,
      (select json_agg(json_build_object('lotId', p.lot_id, 'points', p.amount)
          order by p.position)
        from ledger_postings p where p.shop_id = r.shop_id
          and p.idempotency_key = 'hold-reward-' || r.redemption_id) as held,
      (select json_agg(json_build_object('lotId', s.lot_id, 'points', s.points)
          order by s.position)
        from (
          select p.lot_id, min(p.position) as position, sum(p.amount) - coalesce((
              select sum(b.amount) from ledger_transactions t join ledger_postings b
                on b.shop_id = t.shop_id and b.idempotency_key = t.idempotency_key
              where t.shop_id = r.shop_id and t.order_id = r.used_order_id
                and t.reverses_key = 'redeem-reward-' || r.redemption_id
                and b.lot_id = p.lot_id), 0) as points
          from ledger_postings p where p.shop_id = r.shop_id and p.lot_id is not null
            and p.idempotency_key = 'redeem-reward-' || r.redemption_id
          group by p.lot_id) s) as redeemed
    from redemptions r
    left join effects e on e.shop_id = r.shop_id and e.effect_id = r.effect_id
    left join discount_codes d on d.shop_id = r.shop_id and d.effect_id = r.effect_id
    where r.shop_id = ${shopId} and (${where}) ${tail}`);
  return rows;
}

function toRedemption(row: RedemptionRow): Redemption {
  return {
    redemptionId: row.redemption_id,
    memberId: row.member_id,
    points: Number(row.points),
    state: row.state,
    endsAt: row.ends_at.toISOString(),
    held: row.held ?? [],
    redeemed: row.redeemed ?? [],
  };
}
