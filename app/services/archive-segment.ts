import type { Shop } from '#app/domain/shop.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { MetricsStore } from './ports/metrics-store.ts';
import type { OwnSegmentsStore } from './ports/own-segments-store.ts';
import type { SegmentTagsStore } from './ports/segment-tags-store.ts';
import type { Clock, Transact } from './transact.ts';

export interface ArchiveSegmentDeps {
  transact: Transact<{
    metrics: Pick<MetricsStore, 'lockShop'>;
    ownSegments: OwnSegmentsStore;
    segmentTags: Pick<SegmentTagsStore, 'turnOff'>;
    campaigns: Pick<CampaignsStore, 'recordAudit'>;
  }>;
  clock: Clock;
}

export type ArchiveSegmentResult =
  | { outcome: 'archived' }
  | { outcome: 'not_found' }
  /** Names of the campaigns whose audience it is. */
  | { outcome: 'in_use'; campaigns: string[] };

/**
 * Takes a segment out of use: everybody leaves it and loses its tag, its history stays. One that a campaign's audience
 * is made of is refused, for its customers would silently get nothing any more.
 */
export async function archiveSegment(
  { transact, clock }: ArchiveSegmentDeps,
  input: { shop: Shop; segmentId: string; actor: string },
): Promise<ArchiveSegmentResult> {
  const { shopId } = input.shop;
  return transact(async ({ metrics, ownSegments, segmentTags, campaigns }) => {
    await metrics.lockShop(shopId);
    const segment = await ownSegments.findForChange(shopId, input.segmentId);
    if (!segment) return { outcome: 'not_found' };
    const uses = await ownSegments.listUses(shopId, input.segmentId);
    if (uses.length > 0) return { outcome: 'in_use', campaigns: uses };
    const at = clock.now();
    await ownSegments.archive(shopId, input.segmentId, at);
    await segmentTags.turnOff(shopId, input.segmentId, at);
    const subject = `segment ${input.segmentId}`;
    const detail = { name: segment.name };
    const entry = { actor: input.actor, action: 'archive_segment', subject, detail };
    await campaigns.recordAudit(shopId, entry, at);
    return { outcome: 'archived' };
  });
}
