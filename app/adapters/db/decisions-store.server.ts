import type { Pool, PoolClient } from 'pg';
import sql from 'sql-template-tag';
import type { DecisionsStore } from '#app/services/ports/decisions-store.ts';
import { createDecisionSnapshots } from './decision-snapshots.server.ts';
import { createOccasionRows } from './occasion-rows.server.ts';
import { lockShopFacts } from './shop-lock.server.ts';

/** Decisions: the waiting rows, what they are decided from, and what came out. */
export function createDecisionsStore(db: Pool | PoolClient): DecisionsStore {
  return { ...createOccasionRows(db), ...createDecisionSnapshots(db), ...createDeciding(db) };
}

type Deciding = Pick<
  DecisionsStore,
  'listDueShops' | 'lockShop' | 'claimDue' | 'countActed' | 'writeDecided'
>;

function createDeciding(db: Pool | PoolClient): Deciding {
  return {
    async listDueShops(now) {
      const { rows } = await db.query<{ shop_id: string }>(sql`select d.shop_id
        from decisions d join shops s on s.shop_id = d.shop_id and s.status = 'active'
        where d.state = 'waiting' and d.due_at <= ${now}
        group by d.shop_id order by min(d.due_at)`);
      return rows.map((row) => row.shop_id);
    },
    lockShop: (shopId) => lockShopFacts(db, shopId),
    async claimDue(shopId, now, limit) {
      const { rows } = await db.query<WaitingRow>(sql`select decision_id, campaign_id, customer_id,
          occasion_key, occasion_at, due_at
        from decisions
        where shop_id = ${shopId} and state = 'waiting' and due_at <= ${now}
        order by occasion_at, decision_id limit ${limit} for update skip locked`);
      return rows.map((row) => ({
        decisionId: row.decision_id,
        campaignId: row.campaign_id,
        customerId: row.customer_id,
        occasionKey: row.occasion_key,
        occasionAt: row.occasion_at.toISOString(),
        dueAt: row.due_at.toISOString(),
      }));
    },
    async countActed(shopId, campaignId) {
      const { rows } = await db.query<{ acted: number }>(sql`select count(*)::int as acted
        from decisions where shop_id = ${shopId} and campaign_id = ${campaignId}
          and state = 'decided' and outcome = 'act'`);
      return rows[0]?.acted ?? 0;
    },
    async writeDecided(shopId, decided, at) {
      await db.query(sql`update decisions d set state = 'decided', decided_at = ${at},
          campaign_version = x."campaignVersion", assigned_group = x."assignedGroup",
          outcome = x.outcome, reason = x.reason, detail = x.detail
        from json_to_recordset(${JSON.stringify(decided)}::json) as x("decisionId" text,
          "campaignVersion" int, "assignedGroup" text, outcome text, reason text, detail jsonb)
        where d.shop_id = ${shopId} and d.decision_id = x."decisionId" and d.state = 'waiting'`);
    },
  };
}

interface WaitingRow {
  decision_id: string;
  campaign_id: string;
  customer_id: string;
  occasion_key: string;
  occasion_at: Date;
  due_at: Date;
}
