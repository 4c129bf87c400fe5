import type { Pool } from 'pg';
import sql from 'sql-template-tag';
import type { CampaignStatus, Play } from '#app/domain/campaigns/definition.ts';
import type { ShopId } from '#app/domain/ids.ts';
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
}

interface ListRow extends CampaignRow {
  planning: boolean;
  waiting: number;
  acted: number;
  held_back: number;
  skipped: number;
  messages_sent: number;
  codes_used: number;
}

/** The list of campaigns with what each has done. Archived ones come last. */
export function createCampaignsReads(db: Pool) {
  return {
    async list(shopId: ShopId): Promise<CampaignListItem[]> {
      const { rows } = await db.query<ListRow>(sql`select ${campaignColumns}, c.planning,
          coalesce(d.waiting, 0)::int as waiting, coalesce(d.acted, 0)::int as acted,
          coalesce(d.held_back, 0)::int as held_back, coalesce(d.skipped, 0)::int as skipped,
          (select count(*)::int from messages m where m.shop_id = c.shop_id
            and m.campaign_id = c.campaign_id and m.state = 'sent') as messages_sent,
          coalesce(u.used, 0)::int as codes_used
        from campaigns c
        left join (select campaign_id, count(*) filter (where state = 'waiting') as waiting,
            count(*) filter (where outcome = 'act') as acted,
            count(*) filter (where outcome = 'hold-back') as held_back,
            count(*) filter (where outcome = 'skip') as skipped
          from decisions where shop_id = ${shopId} group by campaign_id) d using (campaign_id)
        left join (select d.campaign_id, count(*) as used from discount_codes k
          join effects e on e.shop_id = k.shop_id and e.effect_id = k.effect_id
          join decisions d on d.shop_id = e.shop_id and d.decision_id = e.decision_id
          where k.shop_id = ${shopId} and k.used_order_id is not null
          group by d.campaign_id) u using (campaign_id)
        where c.shop_id = ${shopId}
        order by c.status = 'archived', c.created_at desc, c.campaign_id`);
      return rows.map(toListItem);
    },
  };
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
  };
}
