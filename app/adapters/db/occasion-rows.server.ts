import type { Pool, PoolClient } from 'pg';
import sql, { type Sql } from 'sql-template-tag';
import type { Outcome } from '#app/domain/campaigns/decision.ts';
import type { DecisionsStore, DecisionTrace } from '#app/services/ports/decisions-store.ts';

type OccasionRows = Pick<
  DecisionsStore,
  | 'loadDatedSubjects'
  | 'listCustomerIds'
  | 'loadOrderSubjects'
  | 'listFulfilledOrderIds'
  | 'listDatedTraces'
  | 'listTracesByKey'
  | 'upsertWaiting'
  | 'deleteWaiting'
>;

interface TraceRow {
  decision_id: string;
  campaign_id: string;
  customer_id: string;
  owner_id: string;
  occasion_key: string;
  occasion_at: Date;
  state: string;
  outcome: Outcome | null;
}

/** What occasions are planned from, and the waiting rows they become. */
export function createOccasionRows(db: Pool | PoolClient): OccasionRows {
  return { ...subjects(db), ...traces(db), ...waitingRows(db) };
}

type Subjects = Pick<
  OccasionRows,
  'loadDatedSubjects' | 'listCustomerIds' | 'loadOrderSubjects' | 'listFulfilledOrderIds'
>;

function subjects(db: Pool | PoolClient): Subjects {
  return {
    async loadDatedSubjects(shop, customerIds) {
      const { rows } = await db.query<{
        customer_id: string;
        zone: string | null;
        birth_date: string | null;
        birth_date_at: Date | null;
        first_order_at: Date | null;
        gone: boolean;
      }>(sql`select c.customer_id, c.timezone as zone, c.birth_date, c.birth_date_at,
          m.first_order_at, (c.deleted_at is not null or c.redacted_at is not null
            or c.merged_into is not null) as gone
        from customers c
        left join customer_metrics m on m.shop_id = c.shop_id and m.customer_id = c.customer_id
        where c.shop_id = ${shop.shopId} and c.customer_id = any(${customerIds}::bigint[])`);
      return rows.map((row) => ({
        customerId: row.customer_id,
        zone: row.zone ?? shop.timezone,
        birthDate: row.birth_date,
        birthDateAt: row.birth_date_at?.toISOString() ?? null,
        firstOrderAt: row.first_order_at?.toISOString() ?? null,
        gone: row.gone,
      }));
    },
    async listCustomerIds(shopId, after, limit) {
      const { rows } = await db.query<{ customer_id: string }>(sql`select customer_id
        from customers where shop_id = ${shopId}
          and (${after}::bigint is null or customer_id > ${after})
        order by customer_id limit ${limit}`);
      return rows.map((row) => row.customer_id);
    },
    async loadOrderSubjects(shopId, orderIds) {
      const { rows } = await db.query<{
        order_id: string;
        owner_id: string | null;
        created_at: Date;
        fulfilled_at: Date | null;
        gone: boolean;
      }>(sql`select order_id, owner_id, created_at, fulfilled_at,
          (deleted_at is not null or test) as gone
        from orders where shop_id = ${shopId} and order_id = any(${orderIds}::bigint[])`);
      return rows.map((row) => ({
        orderId: row.order_id,
        ownerId: row.owner_id,
        createdAt: row.created_at.toISOString(),
        fulfilledAt: row.fulfilled_at?.toISOString() ?? null,
        gone: row.gone,
      }));
    },
    async listFulfilledOrderIds(shopId, since) {
      const { rows } = await db.query<{ order_id: string }>(sql`select order_id from orders
        where shop_id = ${shopId} and created_at >= ${since.created}
          and fulfilled_at >= ${since.fulfilled}
        order by order_id`);
      return rows.map((row) => row.order_id);
    },
  };
}

type Traces = Pick<OccasionRows, 'listDatedTraces' | 'listTracesByKey'>;

function traces(db: Pool | PoolClient): Traces {
  const select = async (shopId: string, campaignIds: string[], where: Sql) => {
    const { rows } = await db.query<TraceRow>(sql`select d.decision_id, d.campaign_id,
        d.customer_id, coalesce(c.merged_into, d.customer_id) as owner_id, d.occasion_key,
        d.occasion_at, d.state, d.outcome
      from decisions d
      left join customers c on c.shop_id = d.shop_id and c.customer_id = d.customer_id
      where d.shop_id = ${shopId} and d.campaign_id = any(${campaignIds}::uuid[]) and ${where}`);
    return rows.map(toTrace);
  };
  return {
    listDatedTraces: (shopId, campaignIds, customerIds) =>
      select(
        shopId,
        campaignIds,
        sql`d.occasion_key not like 'order:%' and d.customer_id in (
          select unnest(${customerIds}::bigint[]) union all
          select customer_id from customers
          where shop_id = ${shopId} and merged_into = any(${customerIds}::bigint[]))`,
      ),
    listTracesByKey: (shopId, campaignIds, occasionKeys) =>
      select(shopId, campaignIds, sql`d.occasion_key = any(${occasionKeys}::text[])`),
  };
}

function toTrace(row: TraceRow): DecisionTrace {
  return {
    decisionId: row.decision_id,
    campaignId: row.campaign_id,
    customerId: row.customer_id,
    // A merged customer's waiting row goes with him, only what was decided counts for the other.
    ownerId: row.state === 'waiting' ? row.customer_id : row.owner_id,
    occasionKey: row.occasion_key,
    occasionAt: row.occasion_at.toISOString(),
    state: row.state === 'waiting' ? 'waiting' : 'decided',
    outcome: row.outcome,
  };
}

type WaitingRows = Pick<OccasionRows, 'upsertWaiting' | 'deleteWaiting'>;

function waitingRows(db: Pool | PoolClient): WaitingRows {
  return {
    async upsertWaiting(shopId, rows) {
      if (rows.length === 0) return;
      await db.query(sql`insert into decisions (shop_id, decision_id, campaign_id, customer_id,
          occasion_key, occasion_at, due_at)
        select ${shopId}, "decisionId", "campaignId", "customerId", "occasionKey", "occasionAt",
          "dueAt"
        from json_to_recordset(${JSON.stringify(rows)}::json) as x("decisionId" text,
          "campaignId" uuid, "customerId" bigint, "occasionKey" text, "occasionAt" timestamptz,
          "dueAt" timestamptz)
        order by "decisionId"
        on conflict (shop_id, campaign_id, customer_id, occasion_key) do update
          set occasion_at = excluded.occasion_at, due_at = excluded.due_at
          where decisions.state = 'waiting'`);
    },
    async deleteWaiting(shopId, decisionIds) {
      if (decisionIds.length === 0) return;
      await db.query(sql`delete from decisions where shop_id = ${shopId} and state = 'waiting'
        and decision_id = any(${[...decisionIds].sort()}::text[])`);
    },
  };
}
