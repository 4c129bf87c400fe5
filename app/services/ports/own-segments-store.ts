import type { ShopId } from '#app/domain/ids.ts';
import type { OwnSegment } from '#app/domain/segments/own-segments.ts';

export interface OwnSegmentsStore {
  /** One that is not archived; whoever else wants to change it waits until this transaction ends. */
  findForChange(
    shopId: ShopId,
    segmentId: string,
  ): Promise<{ name: string; updatedAt: Date } | null>;
  /** Whether another one that is not archived has the name, whatever its case. */
  isNameTaken(shopId: ShopId, name: string, exceptId: string | null): Promise<boolean>;
  insert(shopId: ShopId, segment: OwnSegment, at: Date): Promise<void>;
  update(shopId: ShopId, segment: OwnSegment, at: Date): Promise<void>;
  /** Archives it, ends its memberships with the cause `archived` and has its tag taken off. */
  archive(shopId: ShopId, segmentId: string, at: Date): Promise<void>;
  /** Names of the campaigns that are not archived and whose audience is made of it. */
  listUses(shopId: ShopId, segmentId: string): Promise<string[]>;
}
