import type { Pool, PoolClient } from 'pg';
import sql from 'sql-template-tag';
import type { AcquisitionCost } from '#app/domain/analytics/acquisition.ts';
import type { AcquisitionCostsStore } from '#app/services/ports/acquisition-costs-store.ts';

/** What the merchant spent to win customers, as entered. */
export function createAcquisitionCostsStore(db: Pool | PoolClient): AcquisitionCostsStore {
  return {
    async add(shopId, { costId, channel, from, to, costMinor }, at) {
      const { rowCount } = await db.query(sql`
        insert into acquisition_costs (shop_id, cost_id, channel, from_day, to_day, cost_minor,
          entered_at)
        values (${shopId}, ${costId}, ${channel}, ${from}, ${to}, ${costMinor}, ${at})
        on conflict do nothing`);
      return rowCount === 1;
    },
    async remove(shopId, costId) {
      const { rows } = await db.query<AcquisitionCost>(sql`
        delete from acquisition_costs where shop_id = ${shopId} and cost_id = ${costId}
        returning cost_id as "costId", channel, to_char(from_day, 'YYYY-MM-DD') as "from",
          to_char(to_day, 'YYYY-MM-DD') as "to", cost_minor::float8 as "costMinor"`);
      return rows[0] ?? null;
    },
  };
}
