import sql from 'sql-template-tag';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';
import type { CustomerFacts, OrderedLine } from '#app/domain/segments/rules/customer-facts.ts';
import type { CampaignEvent } from '#app/domain/segments/rules/rule.ts';
import type { Db } from '../recordset.ts';
import { pointsOfMembers } from './joined-tables.ts';

type Scalars = Omit<CustomerFacts, 'createdAt' | 'orders' | 'campaigns' | 'memberships'> & {
  createdAt: Date | null;
};

/**
 * What rules ask of some customers, in a fixed number of queries; none for an id without metrics,
 * who is in no segment.
 */
export async function readCustomerFacts(
  db: Db,
  shopId: ShopId,
  customerIds: CustomerId[],
): Promise<CustomerFacts[]> {
  if (customerIds.length === 0) return [];
  const scalars = await readScalars(db, shopId, customerIds);
  const orders = groupById(await readOrders(db, shopId, customerIds));
  const campaigns = groupById(await readCampaigns(db, shopId, customerIds));
  const memberships = groupById(await readMemberships(db, shopId, customerIds));
  return scalars.map((row) => ({
    ...row,
    createdAt: row.createdAt?.getTime() ?? null,
    orders: orders.get(row.customerId) ?? [],
    campaigns: (campaigns.get(row.customerId) ?? []).map(({ campaignId, event, at }) => ({
      campaignId,
      event,
      at: at.getTime(),
    })),
    memberships: (memberships.get(row.customerId) ?? []).map((stretch) => ({
      segmentKey: stretch.segmentKey,
      enteredAt: stretch.enteredAt.getTime(),
      leftAt: stretch.leftAt?.getTime() ?? null,
    })),
  }));
}

function groupById<Row extends { customerId: CustomerId }>(rows: Row[]): Map<CustomerId, Row[]> {
  return Map.groupBy(rows, ({ customerId }) => customerId);
}

async function readScalars(db: Db, shopId: ShopId, ids: CustomerId[]): Promise<Scalars[]> {
  const { rows } = await db.query<Scalars>(sql`
    select m.customer_id as "customerId", m.orders_count as "ordersCount",
      m.historic_clv_minor::float8 as "spentMinor", m.discounted_orders as "discountedOrders",
      m.aov_minor as "aovMinor", m.largest_order_minor::float8 as "largestOrderMinor",
      m.first_day as "firstDay", m.last_day as "lastDay", m.recency_score as "recencyScore",
      m.frequency_score as "frequencyScore", m.monetary_score as "monetaryScore",
      m.rfm_group as "rfmGroup", p.predicted_clv_minor as "predictedClvMinor",
      p.probability_alive as "probabilityAlive", p.churn_probability as "churnProbability",
      p.expected_purchases as "expectedPurchases", l.available::float8 as "availablePoints",
      coalesce(c.email_consent, 'not_subscribed') as "emailConsent",
      coalesce(c.sms_consent, 'not_subscribed') as "smsConsent",
      coalesce(c.tags, '{}') as tags, c.country_code as "countryCode",
      c.birth_date as "birthDate", c.created_at as "createdAt"
    from customer_metrics m
    left join customers c on c.shop_id = m.shop_id and c.customer_id = m.customer_id
    left join customer_predictions p on p.shop_id = m.shop_id and p.customer_id = m.customer_id
    left join ${pointsOfMembers(shopId)} l on l.customer_id = m.customer_id
    where m.shop_id = ${shopId}::bigint and m.customer_id = any(${ids}::bigint[])`);
  return rows;
}

interface OrderRow {
  customerId: CustomerId;
  day: string;
  netMinor: number;
  lines: OrderedLine[];
}

async function readOrders(db: Db, shopId: ShopId, ids: CustomerId[]): Promise<OrderRow[]> {
  const { rows } = await db.query<OrderRow>(sql`
    select o.owner_id as "customerId", o.local_day as day, o.net_minor::float8 as "netMinor",
      coalesce((select json_agg(json_build_object('productId', i.product_id::text,
          'variantId', i.variant_id::text, 'vendor', g.vendor, 'productType', g.product_type))
        from order_lines i
        left join products g on g.shop_id = i.shop_id and g.product_id = i.product_id
        where i.shop_id = o.shop_id and i.order_id = o.order_id and i.current_quantity > 0),
        '[]') as lines
    from orders o where o.shop_id = ${shopId}::bigint and o.owner_id = any(${ids}::bigint[])
      and o.deleted_at is null and o.excluded_reason is null`);
  return rows;
}

interface CampaignRow {
  customerId: CustomerId;
  campaignId: string;
  event: CampaignEvent;
  at: Date;
}

async function readCampaigns(db: Db, shopId: ShopId, ids: CustomerId[]): Promise<CampaignRow[]> {
  const { rows } = await db.query<CampaignRow>(sql`
    with people as (
      select id as person, id from unnest(${ids}::bigint[]) as u(id)
      union
      select x.merged_into, x.customer_id from customers x
      where x.shop_id = ${shopId}::bigint and x.merged_into = any(${ids}::bigint[])),
    had as (
      select q.person, d.* from people q
      join decisions d on d.shop_id = ${shopId}::bigint and d.customer_id = q.id
      where d.state = 'decided')
    select person as "customerId", campaign_id as "campaignId", 'decided' as event,
      decided_at as at from had
    union all
    select person, campaign_id, case outcome when 'act' then 'treated' else 'held-out' end,
      decided_at from had where outcome in ('act', 'hold-back')
    union all
    select h.person, h.campaign_id, 'redeemed', k.used_at from had h
    join effects e on e.shop_id = h.shop_id and e.decision_id = h.decision_id
    join discount_codes k on k.shop_id = e.shop_id and k.effect_id = e.effect_id
    where k.used_at is not null`);
  return rows;
}

interface MembershipRow {
  customerId: CustomerId;
  segmentKey: string;
  enteredAt: Date;
  leftAt: Date | null;
}

async function readMemberships(
  db: Db,
  shopId: ShopId,
  ids: CustomerId[],
): Promise<MembershipRow[]> {
  const { rows } = await db.query<MembershipRow>(sql`
    select customer_id as "customerId", segment_key as "segmentKey", entered_at as "enteredAt",
      left_at as "leftAt"
    from segment_memberships
    where shop_id = ${shopId}::bigint and customer_id = any(${ids}::bigint[])`);
  return rows;
}
