import type { Pool } from 'pg';
import sql from 'sql-template-tag';
import type { Campaign } from '#app/domain/campaigns/definition.ts';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';
import { type CampaignRow, campaignColumns, toCampaign } from '../campaigns-store.server.ts';
import {
  type DecisionPage,
  type DecisionQuery,
  listDecisions,
} from './campaign-decisions.server.ts';
import { type CampaignResults, readResults } from './campaign-results.server.ts';

/** One campaign: its definition for the editor, its results, its decisions. */
export function createCampaignReads(db: Pool) {
  return {
    /** Null where this shop has no such campaign. */
    async find(shopId: ShopId, campaignId: string): Promise<Campaign | null> {
      if (!UUID.test(campaignId)) return null;
      const { rows } = await db.query<CampaignRow>(sql`select ${campaignColumns} from campaigns c
        where c.shop_id = ${shopId} and c.campaign_id = ${campaignId}`);
      return rows[0] ? toCampaign(rows[0]) : null;
    },
    /** Whether the occasions of all customers are still being planned. */
    async isPlanning(shopId: ShopId, campaignId: string): Promise<boolean> {
      const { rows } = await db.query<{ planning: boolean }>(sql`select planning from campaigns
        where shop_id = ${shopId} and campaign_id = ${campaignId}`);
      return rows[0]?.planning ?? false;
    },
    results: (shopId: ShopId, campaignId: string): Promise<CampaignResults> =>
      readResults(db, shopId, campaignId),
    decisions: (shopId: ShopId, campaignId: string, query: DecisionQuery): Promise<DecisionPage> =>
      listDecisions(db, shopId, campaignId, query),
    /** Names, else addresses, by customer; those without either are left out. */
    async customerNames(
      shopId: ShopId,
      customerIds: CustomerId[],
    ): Promise<Map<CustomerId, string>> {
      const { rows } = await db.query<{ customer_id: CustomerId; name: string }>(sql`
        select customer_id,
          coalesce(nullif(trim(concat_ws(' ', first_name, last_name)), ''), email) as name
        from customers where shop_id = ${shopId} and customer_id = any(${customerIds}::bigint[])
          and coalesce(first_name, last_name, email) is not null`);
      return new Map(rows.map(({ customer_id, name }) => [customer_id, name]));
    },
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
