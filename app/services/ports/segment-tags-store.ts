import type { CustomerId, ShopId } from '#app/domain/ids.ts';

/** A tag that a customer is to get or to lose for a segment. */
export interface TagChange {
  segmentKey: string;
  customerId: CustomerId;
  tag: string;
}

export interface SegmentTagsStore {
  /** False where another segment of the shop uses the tag, in whatever case it is written. */
  turnOn(shopId: ShopId, segmentKey: string, tag: string, at: Date): Promise<boolean>;
  /** From here on the tag is taken off everyone who carries it. */
  turnOff(shopId: ShopId, segmentKey: string, at: Date): Promise<void>;
  /** False where someone else is writing this shop's tags; holds until the transaction ends. */
  tryLock(shopId: ShopId): Promise<boolean>;
  /** Active shops in which a tag and a segment differ. */
  listShopsToWrite(): Promise<ShopId[]>;
  /** Who has to lose a tag: he left the segment, or its tag was changed or turned off. */
  listToRemove(shopId: ShopId, limit: number): Promise<TagChange[]>;
  /**
   * Who has to get a tag: members who have none, and those of whom it is not known whether Shopify
   * was told. Guests, who are no customers in Shopify, get none.
   */
  listToAdd(shopId: ShopId, limit: number): Promise<TagChange[]>;
  /** Notes, before Shopify is told, who is about to carry a tag. */
  noteIntended(shopId: ShopId, changes: TagChange[]): Promise<void>;
  noteAdded(shopId: ShopId, changes: TagChange[]): Promise<void>;
  noteRemoved(shopId: ShopId, changes: TagChange[]): Promise<void>;
  /** Shopify does not know him: he is not tried again. */
  noteGone(shopId: ShopId, changes: TagChange[]): Promise<void>;
  /** All is written: tags that are off and on nobody any more are forgotten. */
  finish(shopId: ShopId, at: Date): Promise<void>;
  saveError(shopId: ShopId, error: string): Promise<void>;
}
