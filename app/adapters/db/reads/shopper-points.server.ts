import type { Pool } from 'pg';
import sql from 'sql-template-tag';
import type { CustomerId } from '#app/domain/ids.ts';
import { readSettings } from '../settings-shape.ts';

/** What a shopper sees of his points in the online store. */
export interface ShopperPoints {
  pointsName: string;
  currency: string;
  available: number;
  pending: number;
  rewards: { points: number; valueMinor: number }[];
}

interface Row {
  settings: unknown;
  currency: string;
  available: string;
  pending: string;
}

/** For the storefront: one customer of one active shop, found together so that none meets another's. */
export function createShopperPointsReads(db: Pool) {
  return {
    /** Null where the shop is not active, its programme is off, or the customer is none of its own. */
    async find(shopDomain: string, customerId: CustomerId): Promise<ShopperPoints | null> {
      const { rows } = await db.query<Row>(sql`select s.settings, s.currency,
          coalesce(sum(l.available), 0) as available, coalesce(sum(l.maturing), 0) as pending
        from shops s
        join customers c on c.shop_id = s.shop_id and c.customer_id = ${customerId}
          and c.deleted_at is null and c.redacted_at is null
        left join members m on m.shop_id = s.shop_id
          and m.customer_id = coalesce(c.merged_into, c.customer_id)
        left join ledger_lots l on l.shop_id = s.shop_id and l.member_id = m.member_id
        where s.domain = ${shopDomain} and s.status = 'active'
        group by s.shop_id, s.settings, s.currency`);
      const [row] = rows;
      if (!row) return null;
      const { loyalty } = readSettings(row.settings);
      if (!loyalty.enabled) return null;
      return {
        pointsName: loyalty.pointsName,
        currency: row.currency,
        available: Number(row.available),
        pending: Number(row.pending),
        rewards: loyalty.rewards.map(({ points, valueMinor }) => ({ points, valueMinor })),
      };
    },
  };
}
