import sql from 'sql-template-tag';
import type { CohortRow } from '#app/domain/analytics/cohort-table.ts';
import type { Period } from '#app/domain/analytics/period.ts';
import type { RepeatRow } from '#app/domain/analytics/repeat-curve.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { Db } from '../recordset.ts';
import { counted, isKnownBefore, within } from './shop-figures.server.ts';

/** What each cohort did in each calendar month of the shop (C9), from the counted orders. */
export async function readCohortRows(db: Db, shop: Shop): Promise<CohortRow[]> {
  const { rows } = await db.query<CohortRow>(sql`
    with by_month as (
      select o.owner_id, o.local_day - extract(day from o.local_day)::int + 1 as month,
        sum(o.net_minor)::bigint as revenue, sum(o.gross_profit_minor)::bigint as profit,
        sum(o.costed_net_minor)::bigint as costed
      from orders o where ${counted(shop)} group by 1, 2),
    of_cohorts as (
      select *, case when owner_id is not null
        then min(month) over (partition by owner_id) end as cohort
      from by_month)
    select to_char(cohort, 'YYYY-MM') as cohort, to_char(month, 'YYYY-MM') as month,
      count(owner_id)::float8 as customers, sum(revenue)::float8 as "revenueMinor",
      sum(profit)::float8 as "grossProfitMinor", sum(costed)::float8 as "costedMinor"
    from of_cohorts group by of_cohorts.cohort, of_cohorts.month`);
  return rows;
}

/**
 * Customers whose first counted order lies in the period, by the days from it to their second one
 * or, without one yet, to today.
 */
export async function readRepeatRows(
  db: Db,
  shop: Shop,
  { period, today }: { period: Period; today: string },
): Promise<RepeatRow[]> {
  const { rows } = await db.query<RepeatRow>(sql`
    with ranked as (
        select o.owner_id, o.local_day, row_number() over (
          partition by o.owner_id order by o.processed_at, o.order_id) as nth
        from orders o
        where ${counted(shop)} and o.owner_id is not null
          and ${within({ from: period.from, to: today })}),
      each as (
        select owner_id, min(local_day) filter (where nth = 1) as first_day,
          min(local_day) filter (where nth = 2) as second_day
        from ranked where nth <= 2 group by owner_id),
      fresh as (
        select * from each e
        where first_day <= ${period.to}::date
          and not ${isKnownBefore(shop, period, sql`e.owner_id`)})
    select greatest(0, coalesce(second_day, ${today}::date) - first_day)::int as days,
      count(second_day)::float8 as repeated,
      count(*) filter (where second_day is null)::float8 as waiting
    from fresh group by 1 order by 1`);
  return rows;
}
