import type { Shop } from '#app/domain/shop.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { SegmentTagsStore } from './ports/segment-tags-store.ts';
import type { Clock, Transact } from './transact.ts';

export interface SaveSegmentTagDeps {
  transact: Transact<{
    segmentTags: SegmentTagsStore;
    campaigns: Pick<CampaignsStore, 'recordAudit'>;
  }>;
  clock: Clock;
  /** Asks for the tags to be written now; the sweep does it where that is lost. */
  startWriting(shopId: string): Promise<void>;
}

export interface SegmentTagInput {
  shop: Shop;
  segmentKey: string;
  /** null: the tag is taken off everyone. */
  tag: string | null;
  actor: string;
}

/** Sets, changes or ends the customer tag of a segment and writes down who did. */
export async function saveSegmentTag(
  { transact, clock, startWriting }: SaveSegmentTagDeps,
  { shop, segmentKey, tag, actor }: SegmentTagInput,
): Promise<{ outcome: 'saved' | 'tag_taken' }> {
  const { shopId } = shop;
  const isSaved = await transact(async ({ segmentTags, campaigns }) => {
    const at = clock.now();
    if (tag === null) await segmentTags.turnOff(shopId, segmentKey, at);
    else if (!(await segmentTags.turnOn(shopId, segmentKey, tag, at))) return false;
    const entry = { actor, action: 'save_segment_tag', subject: segmentKey, detail: { tag } };
    await campaigns.recordAudit(shopId, entry, at);
    return true;
  });
  if (!isSaved) return { outcome: 'tag_taken' };
  await startWriting(shopId);
  return { outcome: 'saved' };
}
