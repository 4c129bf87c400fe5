import type { Pool, PoolClient } from 'pg';
import sql, { type Sql } from 'sql-template-tag';
import type { AssignedGroup } from '#app/domain/campaigns/decision.ts';
import type { ConsentState } from '#app/domain/facts.ts';
import type { DecisionsStore, SnapshotRequest } from '#app/services/ports/decisions-store.ts';

type Snapshots = Pick<DecisionsStore, 'loadSnapshots' | 'loadOrders'>;

/** The longest period that a limit or condition looks back, see read-definition. */
const LOOK_BACK_DAYS = 3_650;

interface SnapshotRow {
  decision_id: string;
  customer_id: string;
  zone: string | null;
  gone: boolean;
  has_email: boolean;
  email_consent: ConsentState;
  email_consent_at: Date | null;
  rfm_group: string | null;
  counted_orders: number;
  segment_keys: string[];
  messaged_at: string[];
  acted_at: string[];
  assigned_group: AssignedGroup | null;
}

/**
 * Customers and orders as the facts dated up to each occasion say. Consent and RFM group are given
 * as they are now: the evaluation turns later consent back, groups are fixed for the day.
 */
export function createDecisionSnapshots(db: Pool | PoolClient): Snapshots {
  return {
    async loadSnapshots(shopId, requests) {
      const { rows } = await db.query<SnapshotRow>(snapshotQuery(shopId, requests));
      return rows.map((row) => ({
        decisionId: row.decision_id,
        customerId: row.customer_id,
        zone: row.zone,
        gone: row.gone,
        hasEmail: row.has_email,
        emailConsent: row.email_consent,
        emailConsentAt: row.email_consent_at?.toISOString() ?? null,
        rfmGroup: row.rfm_group,
        countedOrders: row.counted_orders,
        segmentKeys: row.segment_keys,
        messagedAt: row.messaged_at,
        actedAt: row.acted_at,
        assignedGroup: row.assigned_group,
      }));
    },
    async loadOrders(shopId, requests) {
      const { rows } = await db.query<{
        decision_id: string;
        order_id: string;
        cancelled: boolean;
        returned: boolean;
        product_ids: string[];
        owned_product_ids: string[];
      }>(orderQuery(shopId, requests));
      return rows.map((row) => ({
        decisionId: row.decision_id,
        orderId: row.order_id,
        cancelled: row.cancelled,
        returned: row.returned,
        productIds: row.product_ids,
        ownedProductIds: row.owned_product_ids,
      }));
    },
  };
}

/** Paid by then, and where it does not count any more, only because it was cancelled later. */
const countedAsOf = sql`o.deleted_at is null and coalesce(o.paid_at, o.processed_at) <= r.at
  and o.processed_at <= r.at and (o.excluded_reason is null or (o.excluded_reason = 'cancelled'
    and o.cancelled_at > r.at and o.paid_at is not null))`;

function requestRows(requests: (SnapshotRequest & { orderId?: string })[]): Sql {
  return sql`json_to_recordset(${JSON.stringify(requests)}::json) as q("decisionId" text,
    "campaignId" uuid, "customerId" bigint, "occasionAt" timestamptz, "orderId" bigint)`;
}

function snapshotQuery(shopId: string, requests: SnapshotRequest[]): Sql {
  return sql`with r as (select "decisionId" as decision_id, "campaignId" as campaign_id,
      "customerId" as customer_id, "occasionAt" as at from ${requestRows(requests)})
    select r.decision_id, c.customer_id, c.timezone as zone, c.email_consent, c.email_consent_at,
      (c.deleted_at is not null or c.redacted_at is not null or c.merged_into is not null) as gone,
      coalesce(c.email, '') <> '' as has_email, m.rfm_group,
      (select count(*)::int from orders o where o.shop_id = ${shopId}
        and o.owner_id = c.customer_id and ${countedAsOf}) as counted_orders,
      array(select s.segment_key from segment_memberships s where s.shop_id = ${shopId}
        and s.customer_id = c.customer_id and s.entered_at <= r.at
        and (s.left_at is null or s.left_at > r.at)) as segment_keys,
      ${actedInstants(shopId, sql`k.play in ('anniversary-discount', 'cross-sell-offer')`)}
        as messaged_at,
      ${actedInstants(shopId, sql`a.campaign_id = r.campaign_id`)} as acted_at,
      (select a.assigned_group from decisions a
        where a.shop_id = ${shopId} and a.campaign_id = r.campaign_id and a.state = 'decided'
          and a.customer_id in (select c.customer_id union all select x.customer_id
            from customers x where x.shop_id = ${shopId} and x.merged_into = c.customer_id)
        order by a.occasion_at, a.decision_id limit 1) as assigned_group
    from r join customers c on c.shop_id = ${shopId} and c.customer_id = r.customer_id
    left join customer_metrics m on m.shop_id = c.shop_id and m.customer_id = c.customer_id`;
}

function actedInstants(shopId: string, which: Sql): Sql {
  return sql`array(select to_char(a.occasion_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    from decisions a join campaigns k on k.shop_id = a.shop_id and k.campaign_id = a.campaign_id
    where a.shop_id = ${shopId} and a.customer_id = c.customer_id and a.outcome = 'act'
      and a.occasion_at <= r.at
      and a.occasion_at > r.at - make_interval(days => ${LOOK_BACK_DAYS}) and ${which}
    order by a.occasion_at)`;
}

function orderQuery(shopId: string, requests: (SnapshotRequest & { orderId: string })[]): Sql {
  return sql`with r as (select "decisionId" as decision_id, "customerId" as customer_id,
      "occasionAt" as at, "orderId" as order_id from ${requestRows(requests)})
    select r.decision_id, p.order_id,
      (p.deleted_at is not null or coalesce(p.cancelled_at <= r.at, false)) as cancelled,
      ${returnedUnits(shopId)} >= (select coalesce(sum(l.quantity), 0) from order_lines l
        where l.shop_id = ${shopId} and l.order_id = p.order_id) as returned,
      array(select l.product_id from order_lines l where l.shop_id = ${shopId}
        and l.order_id = p.order_id and l.product_id is not null and not l.is_gift_card
        order by l.price_minor * l.quantity desc, l.line_id) as product_ids,
      array(select distinct l.product_id from orders o
        join order_lines l on l.shop_id = o.shop_id and l.order_id = o.order_id
        where o.shop_id = ${shopId} and o.owner_id = r.customer_id and ${countedAsOf}
          and l.product_id is not null) as owned_product_ids
    from r join orders p on p.shop_id = ${shopId} and p.order_id = r.order_id`;
}

function returnedUnits(shopId: string): Sql {
  return sql`(select coalesce(sum(x.quantity), 0) from refunds f,
    json_to_recordset(f.lines::json) as x(quantity int)
    where f.shop_id = ${shopId} and f.order_id = p.order_id and f.processed_at <= r.at)`;
}
