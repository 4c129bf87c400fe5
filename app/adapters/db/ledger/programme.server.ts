import sql from 'sql-template-tag';
import { readDefinition } from '#app/domain/campaigns/read-definition.ts';
import type { ShopId } from '#app/domain/ids.ts';
import type { PointsProgramme } from '#app/domain/loyalty/programme.ts';
import type { Db } from '../recordset.ts';

interface VersionRow {
  campaign_id: string;
  status: string;
  activated_at: Date;
  paused_at: Date | null;
  version: number;
  valid_from: Date;
  definition: unknown;
}

/** The shop's points campaign: the active one, else the one that ran last. */
export async function readProgramme(db: Db, shopId: ShopId): Promise<PointsProgramme | null> {
  const { rows } = await db.query<VersionRow>(sql`
    select c.campaign_id, c.status, c.activated_at, c.paused_at, v.version, v.valid_from,
      v.definition
    from campaigns c join campaign_versions v
      on v.shop_id = c.shop_id and v.campaign_id = c.campaign_id
    where c.shop_id = ${shopId} and c.play = 'loyalty-points' and c.activated_at is not null
    order by c.status = 'active' desc, c.activated_at desc, c.campaign_id, v.version`);
  const [first] = rows;
  if (!first) return null;
  const versions = rows
    .filter(({ campaign_id }) => campaign_id === first.campaign_id)
    .map(toVersion);
  const endedAt = first.status === 'active' ? null : (first.paused_at ?? first.activated_at);
  return {
    activatedAt: first.activated_at.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    versions,
  };
}

function toVersion({ version, valid_from, definition }: VersionRow) {
  const read = readDefinition('loyalty-points', definition);
  if (!read.ok || read.definition.action.type !== 'points') {
    throw new Error(`Version ${version} of the points campaign cannot be read`);
  }
  return { version, validFrom: valid_from.toISOString(), rule: read.definition.action.rule };
}
