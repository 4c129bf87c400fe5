import type { Pool } from 'pg';
import sql, { type Sql } from 'sql-template-tag';
import type { Period } from '#app/domain/analytics/period.ts';
import { cutoffsOf, type DayCutoffs, type Limits } from '#app/domain/rfm/cutoffs.ts';
import { type GroupMovement, groupMovement } from '#app/domain/rfm/movement.ts';
import type { Shop } from '#app/domain/shop.ts';
import { createMetricsStore } from '../metrics-store.server.ts';
import { counted } from './shop-figures.server.ts';

interface Row {
  recency_before: number | null;
  frequency_before: number;
  monetary_before: number;
  recency: number;
  frequency: number;
  monetary: number;
  customers: number;
}

/**
 * How customers moved between RFM groups from the end of one day to the end of another (S6): scored
 * by the limits of each day, from the orders up to it as they stand now.
 */
export async function readMovement(db: Pool, shop: Shop, days: Period): Promise<GroupMovement> {
  const [before, after] = await Promise.all([
    cutoffsOn(db, shop, days.from),
    cutoffsOn(db, shop, days.to),
  ]);
  const { rows } = await db.query<Row>(sql`
    with each as (
      select count(*) filter (where ${until(days.from)}) as orders_before,
        sum(o.net_minor) filter (where ${until(days.from)}) as spent_before,
        ${days.from}::date - max(o.local_day) filter (where ${until(days.from)}) as days_before,
        count(*) as orders, sum(o.net_minor) as spent, ${days.to}::date - max(o.local_day) as days
      from orders o
      where ${counted(shop)} and o.owner_id is not null and ${until(days.to)}
      group by o.owner_id)
    select 5 - ${exceeded(sql`days_before`, before.daysSinceLastOrder)} as recency_before,
      ${frequency(sql`orders_before`, before)} as frequency_before,
      ${monetary({ spent: sql`spent_before`, orders: sql`orders_before` }, before)}
        as monetary_before,
      5 - ${exceeded(sql`days`, after.daysSinceLastOrder)} as recency,
      ${frequency(sql`orders`, after)} as frequency,
      ${monetary({ spent: sql`spent`, orders: sql`orders` }, after)} as monetary,
      count(*)::float8 as customers
    from each group by 1, 2, 3, 4, 5, 6`);
  return groupMovement(
    rows.map((row) => ({
      from:
        row.recency_before === null
          ? null
          : {
              recency: row.recency_before,
              frequency: row.frequency_before,
              monetary: row.monetary_before,
            },
      to: { recency: row.recency, frequency: row.frequency, monetary: row.monetary },
      customers: row.customers,
    })),
  );
}

/** The limits that a day had; measured now where it had none, as before the app was there. */
async function cutoffsOn(db: Pool, shop: Shop, day: string): Promise<DayCutoffs> {
  const metrics = createMetricsStore(db);
  const known = await metrics.readCutoffs(shop.shopId, day);
  if (known) return known;
  const { rfm, segments } = shop.settings;
  const shares = { vip: segments.vipTopShare, bigSpender: segments.bigSpenderTopShare };
  const distribution = await metrics.readDistribution(shop.shopId, day, shares);
  return cutoffsOf(distribution, segments.highAovFactor, rfm);
}

function until(day: string): Sql {
  return sql`o.local_day <= ${day}::date`;
}

/** As scoreRfm counts; null where the value is. */
function exceeded(value: Sql, [first, second, third, fourth]: Limits): Sql {
  return sql`((${value} > ${first}::float8)::int + (${value} > ${second}::float8)::int
    + (${value} > ${third}::float8)::int + (${value} > ${fourth}::float8)::int)`;
}

function frequency(orders: Sql, { orders: limits }: DayCutoffs): Sql {
  return sql`1 + ${exceeded(orders, limits)}`;
}

function monetary({ spent, orders }: { spent: Sql; orders: Sql }, cutoffs: DayCutoffs): Sql {
  const { spentMinor } = cutoffs;
  return spentMinor ? sql`1 + ${exceeded(spent, spentMinor)}` : frequency(orders, cutoffs);
}
