import sql from 'sql-template-tag';
import type { AcquisitionCost } from '#app/domain/analytics/acquisition.ts';
import type { Period } from '#app/domain/analytics/period.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { Db } from '../recordset.ts';
import { counted } from './shop-figures.server.ts';

/** The costs that were entered, latest days first. */
export async function readAcquisitionCosts(db: Db, shop: Shop): Promise<AcquisitionCost[]> {
  const { rows } = await db.query<AcquisitionCost>(sql`
    select cost_id as "costId", channel, to_char(from_day, 'YYYY-MM-DD') as "from",
      to_char(to_day, 'YYYY-MM-DD') as "to", cost_minor::float8 as "costMinor"
    from acquisition_costs where shop_id = ${shop.shopId}
    order by to_day desc, from_day desc, entered_at desc`);
  return rows;
}

/** How many customers placed their first counted order on a day of these spans. */
export async function countNewCustomers(db: Db, shop: Shop, spans: Period[]): Promise<number> {
  if (spans.length === 0) return 0;
  const { rows } = await db.query<{ customers: number }>(sql`
    select count(*)::float8 as customers
    from (select min(o.local_day) as first_day from orders o
      where ${counted(shop)} and o.owner_id is not null group by o.owner_id) f
    where exists (
      select from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) as s("from" date, "to" date)
      where f.first_day between s."from" and s."to")`);
  return rows[0]?.customers ?? 0;
}
