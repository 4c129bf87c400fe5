import type { Pool } from 'pg';
import sql from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import type { Clock } from '#app/services/transact.ts';

/** What the ready plays would have to work with in this shop. */
export interface PlayFigures {
  customers: number;
  /** Subscribed to marketing mail. */
  subscribed: number;
  birthdays: number;
  subscribedBirthdays: number;
  /** Bought at least once, so that there is a day to celebrate. */
  buyers: number;
  /** Products with at least one other that is bought together with them often enough. */
  pairedProducts: number;
  pairs: number;
  /** Of the last 30 days. */
  ordersPerMonth: number;
}

/** Orders in which two products must have met to count here; the default of the play. */
const PAIR_SUPPORT = 3;

/** The gallery's figures, from the shop's own history. */
export function createPlaysReads(db: Pool, clock: Clock) {
  return {
    async figures(shopId: ShopId): Promise<PlayFigures> {
      const now = clock.now();
      const { rows } = await db.query<PlayFigures>(sql`select p.*, q.*, o.*
        from (select count(*)::int as customers,
            count(*) filter (where email_consent = 'subscribed')::int as subscribed,
            count(*) filter (where birth_date is not null)::int as birthdays,
            count(*) filter (where birth_date is not null and email_consent = 'subscribed')::int
              as "subscribedBirthdays",
            count(*) filter (where m.orders_count > 0)::int as buyers
          from customers c
          left join customer_metrics m on m.shop_id = c.shop_id and m.customer_id = c.customer_id
          where c.shop_id = ${shopId} and c.deleted_at is null and c.redacted_at is null
            and c.merged_into is null) p
        cross join (select count(*)::int as pairs,
            count(distinct product_id)::int as "pairedProducts"
          from product_pairs
          where shop_id = ${shopId} and orders_together >= ${PAIR_SUPPORT}) q
        cross join (select count(*)::int as "ordersPerMonth" from orders
          where shop_id = ${shopId} and excluded_reason is null and deleted_at is null
            and processed_at <= ${now}
            and processed_at > ${now}::timestamptz - interval '30 days') o`);
      const [figures] = rows;
      if (!figures) throw new Error('An aggregate without a row');
      return figures;
    },
  };
}
