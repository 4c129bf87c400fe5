import type { Pool } from 'pg';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { CampaignStatus, Play } from '#app/domain/campaigns/definition.ts';
import type { ShopId } from '#app/domain/ids.ts';
import type { Clock } from '#app/services/transact.ts';
import { type CampaignRow, campaignColumns, toCampaign } from '../campaigns-store.server.ts';

export interface CampaignListItem {
  campaignId: string;
  play: Play;
  name: string;
  status: CampaignStatus;
  activatedAt: string | null;
  /** Occasions are still being planned for all customers. */
  isPlanning: boolean;
  waiting: number;
  acted: number;
  heldBack: number;
  skipped: number;
  messagesSent: number;
  codesUsed: number;
  recent: RecentActivity;
}

/** The days that a campaign's recent activity covers. */
export const RECENT_DAYS = 30;

/** What a campaign did in the last days, and what came of its codes. */
export interface RecentActivity {
  /** Occasions whose time has come. */
  entered: number;
  acted: number;
  heldBack: number;
  messagesSent: number;
  codesUsed: number;
  /** Net value of the orders that used its codes, in minor units. */
  revenueMinor: number;
}

interface ListRow extends CampaignRow {
  planning: boolean;
  waiting: number;
  acted: number;
  held_back: number;
  skipped: number;
  messages_sent: number;
  codes_used: number;
  recent_entered: number;
  recent_acted: number;
  recent_held_back: number;
  recent_messages: number;
  recent_codes: number;
  recent_revenue: string;
}

/** The list of campaigns with what each has done. Archived ones come last. */
export function createCampaignsReads(db: Pool, clock: Clock) {
  return {
    async list(shopId: ShopId): Promise<CampaignListItem[]> {
      const now = clock.now();
      const { rows } = await db.query<ListRow>(sql`select ${campaignColumns}, c.planning,
          coalesce(d.waiting, 0)::int as waiting, coalesce(d.acted, 0)::int as acted,
          coalesce(d.held_back, 0)::int as held_back, coalesce(d.skipped, 0)::int as skipped,
          coalesce(d.recent_entered, 0)::int as recent_entered,
          coalesce(d.recent_acted, 0)::int as recent_acted,
          coalesce(d.recent_held_back, 0)::int as recent_held_back,
          coalesce(m.sent, 0)::int as messages_sent, coalesce(m.recent, 0)::int as recent_messages,
          coalesce(u.used, 0)::int as codes_used, coalesce(u.recent, 0)::int as recent_codes,
          coalesce(u.recent_revenue, 0) as recent_revenue
        from campaigns c
        left join (${decisionCounts(shopId, now)}) d using (campaign_id)
        left join (${messageCounts(shopId, now)}) m using (campaign_id)
        left join (${codeCounts(shopId, now)}) u using (campaign_id)
        where c.shop_id = ${shopId}
        order by c.status = 'archived', c.created_at desc, c.campaign_id`);
      return rows.map(toListItem);
    },
  };
}

function within(column: string, now: Date): Sql {
  return sql`(${raw(column)} <= ${now}
    and ${raw(column)} > ${now}::timestamptz - make_interval(days => ${RECENT_DAYS}))`;
}

function decisionCounts(shopId: ShopId, now: Date): Sql {
  const isRecent = within('occasion_at', now);
  return sql`select campaign_id, count(*) filter (where state = 'waiting') as waiting,
      count(*) filter (where outcome = 'act') as acted,
      count(*) filter (where outcome = 'hold-back') as held_back,
      count(*) filter (where outcome = 'skip') as skipped,
      count(*) filter (where ${isRecent}) as recent_entered,
      count(*) filter (where outcome = 'act' and ${isRecent}) as recent_acted,
      count(*) filter (where outcome = 'hold-back' and ${isRecent}) as recent_held_back
    from decisions where shop_id = ${shopId} group by campaign_id`;
}

function messageCounts(shopId: ShopId, now: Date): Sql {
  return sql`select campaign_id, count(*) as sent,
      count(*) filter (where ${within('sent_at', now)}) as recent
    from messages where shop_id = ${shopId} and state = 'sent' group by campaign_id`;
}

function codeCounts(shopId: ShopId, now: Date): Sql {
  const isRecent = within('k.used_at', now);
  return sql`select d.campaign_id, count(*) as used, count(*) filter (where ${isRecent}) as recent,
      sum(o.net_minor) filter (where ${isRecent} and o.excluded_reason is null) as recent_revenue
    from discount_codes k
    join effects e on e.shop_id = k.shop_id and e.effect_id = k.effect_id
    join decisions d on d.shop_id = e.shop_id and d.decision_id = e.decision_id
    left join orders o on o.shop_id = k.shop_id and o.order_id = k.used_order_id
    where k.shop_id = ${shopId} and k.used_order_id is not null
    group by d.campaign_id`;
}

function toListItem(row: ListRow): CampaignListItem {
  const { campaignId, play, name, status, activatedAt } = toCampaign(row);
  return {
    campaignId,
    play,
    name,
    status,
    activatedAt,
    isPlanning: row.planning,
    waiting: row.waiting,
    acted: row.acted,
    heldBack: row.held_back,
    skipped: row.skipped,
    messagesSent: row.messages_sent,
    codesUsed: row.codes_used,
    recent: {
      entered: row.recent_entered,
      acted: row.recent_acted,
      heldBack: row.recent_held_back,
      messagesSent: row.recent_messages,
      codesUsed: row.recent_codes,
      revenueMinor: Number(row.recent_revenue),
    },
  };
}
