import type { ShopId } from '#app/domain/ids.ts';
import type { ReadableType } from './shopify-reader.ts';

export const RECONCILED_TYPES = ['product', 'unit-cost', 'customer', 'order'] as const;

export interface ReconcileStore {
  /** False where another one reconciles this shop; else held until the transaction ends. */
  tryLock(shopId: ShopId): Promise<boolean>;
  /** Up to when everything is known; null before the first time. */
  findMark(shopId: ShopId, type: ReadableType): Promise<Date | null>;
  /** Begins anew, at an installation. */
  resetMarks(shopId: ShopId, at: Date): Promise<void>;
  /** How many of these are missing here, or here in an older version. */
  countOutdated(
    shopId: ShopId,
    type: ReadableType,
    versions: readonly { id: string; versionKey: string }[],
  ): Promise<number>;
  /** In one with the facts: up to where they are known now, and what was amiss. */
  saveProgress(
    shopId: ShopId,
    type: ReadableType,
    progress: { markAt: Date; repaired: number; isFirstPage: boolean; at: Date },
  ): Promise<void>;
  saveError(shopId: ShopId, error: string, at: Date): Promise<void>;
  /** Active shops without an open import that were last looked at before `before`. */
  listDue(before: Date): Promise<ShopId[]>;
}
