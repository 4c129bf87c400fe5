import type { Pool } from 'pg';
import sql, { type Sql } from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';

/** How long after its occasion an order counts to it. */
export const ATTRIBUTION_WINDOW_DAYS = 30;

/** Both groups went through the same checks, so their orders can be compared. */
export interface GroupResult {
  customers: number;
  /** Customers with at least one order within the window after an occasion. */
  buyers: number;
  orders: number;
  revenueMinor: number;
}

export interface CampaignResults {
  attributionWindowDays: number;
  waiting: number;
  outcomes: { outcome: string; reason: string; count: number }[];
  treatment: GroupResult;
  holdoutGroup: GroupResult;
  messages: Record<'sent' | 'sending' | 'failed' | 'uncertain', number>;
  codes: { issued: number; active: number; used: number; expired: number };
  /** Messages and codes that did not leave the building, by reason. */
  effectProblems: { kind: string; state: string; reason: string; count: number }[];
}

/** What a campaign did and what came of it. */
export async function readResults(
  db: Pool,
  shopId: ShopId,
  campaignId: string,
): Promise<CampaignResults> {
  const [outcomes, groups, messages, codes, effectProblems] = await Promise.all([
    readOutcomes(db, shopId, campaignId),
    readGroups(db, shopId, campaignId),
    readMessages(db, shopId, campaignId),
    readCodes(db, shopId, campaignId),
    readProblems(db, shopId, campaignId),
  ]);
  const nobody = { customers: 0, buyers: 0, orders: 0, revenueMinor: 0 };
  return {
    attributionWindowDays: ATTRIBUTION_WINDOW_DAYS,
    waiting: outcomes.find(({ outcome }) => outcome === 'waiting')?.count ?? 0,
    outcomes: outcomes.filter(({ outcome }) => outcome !== 'waiting'),
    treatment: groups.get('act') ?? nobody,
    holdoutGroup: groups.get('hold-back') ?? nobody,
    messages,
    codes,
    effectProblems,
  };
}

async function readOutcomes(db: Pool, shopId: ShopId, campaignId: string) {
  const { rows } = await db.query<{ outcome: string; reason: string; count: number }>(sql`
    select coalesce(outcome, 'waiting') as outcome, coalesce(reason, '') as reason,
      count(*)::int as count
    from decisions where shop_id = ${shopId} and campaign_id = ${campaignId}
    group by 1, 2 order by count desc, 1, 2`);
  return rows;
}

/** An order counts once, however many occasions of the customer it follows. */
async function readGroups(
  db: Pool,
  shopId: ShopId,
  campaignId: string,
): Promise<Map<string, GroupResult>> {
  const { rows } = await db.query<{
    outcome: string;
    customers: number;
    buyers: number;
    orders: number;
    revenue: string;
  }>(sql`
    with occasions as (select outcome, customer_id, occasion_at from decisions
      where shop_id = ${shopId} and campaign_id = ${campaignId}
        and outcome in ('act', 'hold-back')),
    bought as (select distinct d.outcome, d.customer_id, o.order_id, o.net_minor
      from occasions d join orders o on o.shop_id = ${shopId} and o.owner_id = d.customer_id
        and o.processed_at > d.occasion_at
        and o.processed_at <= d.occasion_at + make_interval(days => ${ATTRIBUTION_WINDOW_DAYS})
      where o.excluded_reason is null and o.deleted_at is null),
    sums as (select outcome, count(distinct customer_id)::int as buyers, count(*)::int as orders,
        sum(net_minor) as revenue from bought group by outcome)
    select g.outcome, g.customers, coalesce(s.buyers, 0) as buyers,
      coalesce(s.orders, 0) as orders, coalesce(s.revenue, 0) as revenue
    from (select outcome, count(distinct customer_id)::int as customers
      from occasions group by outcome) g left join sums s using (outcome)`);
  return new Map(
    rows.map(({ outcome, customers, buyers, orders, revenue }) => [
      outcome,
      { customers, buyers, orders, revenueMinor: Number(revenue) },
    ]),
  );
}

async function readMessages(
  db: Pool,
  shopId: ShopId,
  campaignId: string,
): Promise<CampaignResults['messages']> {
  const { rows } = await db.query<CampaignResults['messages']>(sql`select
      count(*) filter (where state = 'sent')::int as sent,
      count(*) filter (where state = 'sending')::int as sending,
      count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'uncertain')::int as uncertain
    from messages where shop_id = ${shopId} and campaign_id = ${campaignId}`);
  return rows[0] ?? { sent: 0, sending: 0, failed: 0, uncertain: 0 };
}

function effectsOf(shopId: ShopId, campaignId: string): Sql {
  return sql`effects e join decisions d on d.shop_id = e.shop_id
    and d.decision_id = e.decision_id and d.shop_id = ${shopId}
    and d.campaign_id = ${campaignId}`;
}

async function readCodes(
  db: Pool,
  shopId: ShopId,
  campaignId: string,
): Promise<CampaignResults['codes']> {
  const { rows } = await db.query<CampaignResults['codes']>(sql`select
      count(*) filter (where k.discount_gid is not null)::int as issued,
      count(*) filter (where k.state = 'active')::int as active,
      count(*) filter (where k.used_order_id is not null)::int as used,
      count(*) filter (where k.state = 'expired')::int as expired
    from ${effectsOf(shopId, campaignId)}
    join discount_codes k on k.shop_id = e.shop_id and k.effect_id = e.effect_id`);
  return rows[0] ?? { issued: 0, active: 0, used: 0, expired: 0 };
}

async function readProblems(
  db: Pool,
  shopId: ShopId,
  campaignId: string,
): Promise<CampaignResults['effectProblems']> {
  const { rows } = await db.query<CampaignResults['effectProblems'][number]>(sql`select e.kind,
      e.state, coalesce(e.reason, '') as reason, count(*)::int as count
    from ${effectsOf(shopId, campaignId)}
    where e.state in ('failed', 'skipped', 'uncertain', 'cancelled')
    group by 1, 2, 3 order by count desc, 1, 2, 3`);
  return rows;
}
