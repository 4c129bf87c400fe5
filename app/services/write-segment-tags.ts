import type { ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import { OutsideError } from './ports/outside-error.ts';
import type { SegmentTagsStore, TagChange } from './ports/segment-tags-store.ts';
import type { ShopFinder } from './ports/shop-finder.ts';
import type { TagAnswer, TagPort } from './ports/tag-port.ts';
import type { Clock, Transact } from './transact.ts';

export interface WriteSegmentTagsDeps {
  transact: Transact<{ segmentTags: SegmentTagsStore; shops: ShopFinder }>;
  clock: Clock;
  tags: TagPort;
  /** How many changes one run makes at most; there is more where it made as many. */
  atMost?: number;
}

/** Ten points of the rate limit each: on Shopify's smallest plan about a minute's worth. */
const AT_MOST = 600;
const BATCH = 50;
const AT_ONCE = 4;

/**
 * Makes the customer tags in Shopify those of the segments that are written there (S5): whoever left
 * loses a tag before others get theirs. Who is about to carry a tag is written down before Shopify is
 * told, so that a crash between the two leaves no tag that nobody takes off; telling twice changes
 * nothing.
 *
 * @returns whether all is written; null where someone else is at it or the shop has left
 * @throws OutsideError after writing it down for the merchant
 */
export function writeSegmentTags(
  deps: WriteSegmentTagsDeps,
  { shopId }: { shopId: ShopId },
): Promise<{ isDone: boolean } | null> {
  // This transaction only holds the lock, which a killed worker lets go; batches have their own.
  return deps.transact(async ({ segmentTags }) => {
    if (!(await segmentTags.tryLock(shopId))) return null;
    const shop = await deps.transact(({ shops }) => shops.find(shopId));
    if (shop?.status !== 'active') return null;
    try {
      return { isDone: await writeAll(deps, shop) };
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error;
      await deps.transact((stores) => stores.segmentTags.saveError(shopId, error.message));
      throw error;
    }
  });
}

async function writeAll(deps: WriteSegmentTagsDeps, shop: Shop): Promise<boolean> {
  const { transact, clock, atMost = AT_MOST } = deps;
  for (let written = 0; written < atMost; ) {
    const limit = Math.min(BATCH, atMost - written);
    const changed = (await removeSome(deps, shop, limit)) || (await addSome(deps, shop, limit));
    if (changed === 0) {
      await transact(({ segmentTags }) => segmentTags.finish(shop.shopId, clock.now()));
      return true;
    }
    written += changed;
  }
  return false;
}

async function removeSome(
  { transact, tags }: WriteSegmentTagsDeps,
  shop: Shop,
  limit: number,
): Promise<number> {
  const { shopId } = shop;
  const batch = await transact((stores) => stores.segmentTags.listToRemove(shopId, limit));
  const tell = ({ customerId, tag }: TagChange) => tags.remove(shop, customerId, tag);
  // Whoever is gone in Shopify took the tag along.
  await tellEach(batch, tell, (change) =>
    transact((stores) => stores.segmentTags.noteRemoved(shopId, [change])),
  );
  return batch.length;
}

async function addSome(
  { transact, tags }: WriteSegmentTagsDeps,
  shop: Shop,
  limit: number,
): Promise<number> {
  const { shopId } = shop;
  const batch = await transact(async ({ segmentTags }) => {
    const listed = await segmentTags.listToAdd(shopId, limit);
    await segmentTags.noteIntended(shopId, listed);
    return listed;
  });
  const tell = ({ customerId, tag }: TagChange) => tags.add(shop, customerId, tag);
  await tellEach(batch, tell, (change, { outcome }) =>
    transact(({ segmentTags }) =>
      outcome === 'written'
        ? segmentTags.noteAdded(shopId, [change])
        : segmentTags.noteGone(shopId, [change]),
    ),
  );
  return batch.length;
}

async function tellEach(
  batch: readonly TagChange[],
  tell: (change: TagChange) => Promise<TagAnswer>,
  note: (change: TagChange, answer: TagAnswer) => Promise<void>,
): Promise<void> {
  const waiting = [...batch];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const answer = await tell(next);
      if (answer.outcome === 'refused') {
        throw new OutsideError(answer.message, { retryable: false });
      }
      await note(next, answer);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: AT_ONCE }, lane));
  const failed = lanes.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

export interface SweepSegmentTagsDeps {
  transact: Transact<{ segmentTags: SegmentTagsStore }>;
  startWriting(shopId: string): Promise<void>;
}

/** Starts the writing wherever tags and segments differ. */
export async function sweepSegmentTags(deps: SweepSegmentTagsDeps): Promise<{ shops: number }> {
  const shopIds = await deps.transact((stores) => stores.segmentTags.listShopsToWrite());
  for (const shopId of shopIds) await deps.startWriting(shopId);
  return { shops: shopIds.length };
}
