import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import sql, { empty, type Sql } from 'sql-template-tag';
import {
  type Campaign,
  type CampaignStatus,
  type CampaignVersion,
  PLAYS,
  type Play,
} from '#app/domain/campaigns/definition.ts';
import { readDefinition } from '#app/domain/campaigns/read-definition.ts';
import type { CampaignsStore } from '#app/services/ports/campaigns-store.ts';

export interface CampaignRow {
  campaign_id: string;
  play: string;
  name: string;
  status: string;
  activated_at: Date | null;
  paused_at: Date | null;
  versions: { version: number; validFrom: string; definition: unknown }[];
}

const STATUSES: readonly CampaignStatus[] = ['draft', 'active', 'paused', 'archived'];

/** The columns of a campaign with all its versions, oldest first. */
export const campaignColumns = sql`c.campaign_id, c.play, c.name, c.status, c.activated_at,
  c.paused_at, (
    select json_agg(json_build_object('version', v.version, 'definition', v.definition,
      'validFrom', to_char(v.valid_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      order by v.version)
    from campaign_versions v
    where v.shop_id = c.shop_id and v.campaign_id = c.campaign_id) as versions`;

/** @throws where the row holds what no version of this app has written */
export function toCampaign(row: CampaignRow): Campaign {
  const play = PLAYS.find((known) => known === row.play);
  const status = STATUSES.find((known) => known === row.status);
  if (!play || !status) throw new Error(`Campaign ${row.campaign_id}: ${row.play}, ${row.status}`);
  return {
    campaignId: row.campaign_id,
    play,
    name: row.name,
    status,
    activatedAt: row.activated_at?.toISOString() ?? null,
    pausedAt: row.paused_at?.toISOString() ?? null,
    versions: row.versions.map((version) => toVersion(play, version)),
  };
}

function toVersion(play: Play, row: CampaignRow['versions'][number]): CampaignVersion {
  const read = readDefinition(play, row.definition);
  if (!read.ok) throw new Error(`Unreadable campaign definition: ${JSON.stringify(read.errors)}`);
  return { version: row.version, validFrom: row.validFrom, definition: read.definition };
}

/** Campaigns with their versions, and the log of who changed them. */
export function createCampaignsStore(db: Pool | PoolClient): CampaignsStore {
  const select = async (where: Sql, lock: Sql = empty): Promise<Campaign[]> => {
    const { rows } = await db.query<CampaignRow>(
      sql`select ${campaignColumns} from campaigns c where ${where}
        order by c.created_at, c.campaign_id ${lock}`,
    );
    return rows.map(toCampaign);
  };
  return {
    listActive: (shopId) => select(sql`c.shop_id = ${shopId} and c.status = 'active'`),
    findMany: (shopId, campaignIds) =>
      select(sql`c.shop_id = ${shopId} and c.campaign_id = any(${campaignIds}::uuid[])`),
    async find(shopId, campaignId) {
      return (
        (await select(sql`c.shop_id = ${shopId} and c.campaign_id = ${campaignId}`))[0] ?? null
      );
    },
    async findForChange(shopId, campaignId) {
      const where = sql`c.shop_id = ${shopId} and c.campaign_id = ${campaignId}`;
      return (await select(where, sql`for update of c`))[0] ?? null;
    },
    ...changes(db),
    ...planning(db),
  };
}

type Changes = Pick<
  CampaignsStore,
  'insert' | 'rename' | 'addVersion' | 'setStatus' | 'recordAudit'
>;

function changes(db: Pool | PoolClient): Changes {
  return {
    async insert(shopId, campaign, at) {
      await db.query(sql`insert into campaigns
        (shop_id, campaign_id, play, name, status, version, created_at, updated_at)
        values (${shopId}, ${campaign.campaignId}, ${campaign.play}, ${campaign.name}, 'draft', 1,
          ${at}, ${at})`);
      await db.query(sql`insert into campaign_versions
        (shop_id, campaign_id, version, definition, valid_from)
        values (${shopId}, ${campaign.campaignId}, 1, ${JSON.stringify(campaign.definition)},
          ${at})`);
    },
    async rename(shopId, campaignId, name, at) {
      await db.query(sql`update campaigns set name = ${name}, updated_at = ${at}
        where shop_id = ${shopId} and campaign_id = ${campaignId}`);
    },
    async addVersion(shopId, campaignId, { version, definition }, at) {
      await db.query(sql`insert into campaign_versions
        (shop_id, campaign_id, version, definition, valid_from)
        values (${shopId}, ${campaignId}, ${version}, ${JSON.stringify(definition)}, ${at})`);
      await db.query(sql`update campaigns set version = ${version}, updated_at = ${at}
        where shop_id = ${shopId} and campaign_id = ${campaignId}`);
    },
    async setStatus(shopId, campaignId, status, at) {
      await db.query(sql`update campaigns set status = ${status}, updated_at = ${at},
          activated_at = case when ${status} = 'active' then coalesce(activated_at, ${at})
            else activated_at end,
          paused_at = case when ${status} = 'paused' then ${at} else paused_at end
        where shop_id = ${shopId} and campaign_id = ${campaignId}`);
    },
    async recordAudit(shopId, entry, at) {
      await db.query(sql`insert into audit_log
        (shop_id, entry_id, at, actor, action, subject, detail)
        values (${shopId}, ${randomUUID()}, ${at}, ${entry.actor}, ${entry.action},
          ${entry.subject}, ${JSON.stringify(entry.detail)})`);
    },
  };
}

type Planning = Pick<
  CampaignsStore,
  'startPlanning' | 'savePlanning' | 'listShopsToPlan' | 'claimUnplanned'
>;

function planning(db: Pool | PoolClient): Planning {
  return {
    async startPlanning(shopId, campaignId) {
      await db.query(sql`update campaigns set planning = true, planned_to = null
        where shop_id = ${shopId} and campaign_id = ${campaignId}`);
    },
    async savePlanning(shopId, campaignId, progress) {
      await db.query(sql`update campaigns
        set planning = ${progress.planning}, planned_to = ${progress.plannedTo}
        where shop_id = ${shopId} and campaign_id = ${campaignId}`);
    },
    async listShopsToPlan() {
      const { rows } = await db.query<{ shop_id: string }>(sql`select c.shop_id
        from campaigns c join shops s on s.shop_id = c.shop_id and s.status = 'active'
        where c.planning group by c.shop_id order by min(c.updated_at), c.shop_id`);
      return rows.map(({ shop_id }) => shop_id);
    },
    async claimUnplanned(shopId) {
      const { rows } = await db.query<{
        campaign_id: string;
        planned_to: string | null;
      }>(sql`select c.campaign_id, c.planned_to
        from campaigns c join shops s on s.shop_id = c.shop_id and s.status = 'active'
        where c.planning and c.shop_id = ${shopId}
        order by c.updated_at limit 1 for update of c skip locked`);
      const row = rows[0];
      if (!row) return null;
      return { campaignId: row.campaign_id, plannedTo: row.planned_to };
    },
  };
}
