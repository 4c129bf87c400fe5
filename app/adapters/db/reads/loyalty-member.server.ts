import sql from 'sql-template-tag';
import type { CustomerId, OrderId, ShopId } from '#app/domain/ids.ts';
import type { RedemptionState } from '#app/domain/loyalty/redemption-plan.ts';
import type { Db } from '../recordset.ts';

/** One earning of which something is left. */
export interface MemberLot {
  lotId: string;
  orderId: OrderId | null;
  orderName: string | null;
  earnedAt: Date;
  maturesAt: Date;
  maturing: number;
  available: number;
  held: number;
}

export interface MemberReward {
  redemptionId: string;
  points: number;
  state: RedemptionState;
  requestedAt: Date;
  endsAt: Date;
  /** Null until its discount exists in Shopify. */
  code: string | null;
}

const SHOWN = 50;

/** What a member's page shows besides balance and entries. */
export function createLoyaltyMemberReads(db: Db) {
  return {
    /** Null where this shop has no such customer, or had one that was erased. */
    async person(
      shopId: ShopId,
      customerId: CustomerId,
    ): Promise<{ name: string | null; email: string | null } | null> {
      const { rows } = await db.query<{ name: string | null; email: string | null }>(sql`
        select nullif(trim(concat_ws(' ', first_name, last_name)), '') as name, email
        from customers where shop_id = ${shopId} and customer_id = ${customerId}
          and redacted_at is null`);
      return rows[0] ?? null;
    },

    /** Lots with points, oldest first. */
    async lots(shopId: ShopId, customerId: CustomerId): Promise<MemberLot[]> {
      const { rows } = await db.query<MemberLot>(sql`
        select l.lot_id as "lotId", l.order_id as "orderId", o.name as "orderName",
          l.earned_at as "earnedAt", l.matures_at as "maturesAt", l.maturing::float8 as maturing,
          l.available::float8 as available, l.held::float8 as held
        from ledger_lots l
        join members m on m.shop_id = l.shop_id and m.member_id = l.member_id
        left join orders o on o.shop_id = l.shop_id and o.order_id = l.order_id
        where l.shop_id = ${shopId} and m.customer_id = ${customerId}
          and l.maturing + l.available + l.held > 0
        order by l.earned_at, l.lot_id limit ${SHOWN}`);
      return rows;
    },

    /** Rewards, the latest first. */
    async rewards(shopId: ShopId, customerId: CustomerId): Promise<MemberReward[]> {
      const { rows } = await db.query<MemberReward>(sql`
        select r.redemption_id as "redemptionId", r.points::float8 as points, r.state,
          r.requested_at as "requestedAt", r.ends_at as "endsAt", k.code
        from redemptions r
        join members m on m.shop_id = r.shop_id and m.member_id = r.member_id
        left join discount_codes k on k.shop_id = r.shop_id and k.effect_id = r.effect_id
          and k.discount_gid is not null
        where r.shop_id = ${shopId} and m.customer_id = ${customerId}
        order by r.requested_at desc, r.redemption_id limit ${SHOWN}`);
      return rows;
    },
  };
}
