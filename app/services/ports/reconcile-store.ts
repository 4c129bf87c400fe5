import type { CustomerId, OrderId, ShopId } from '#app/domain/ids.ts';
import type { CountableType, IdRange, ReadableType } from './shopify-reader.ts';

export const RECONCILED_TYPES = ['product', 'unit-cost', 'customer', 'order', 'checkout'] as const;

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
  /** What is held to exist of the range: how many, and the highest id of their lower half. */
  countPresent(
    shopId: ShopId,
    type: CountableType,
    range: IdRange,
  ): Promise<{ count: number; middle: string }>;
  listPresent(shopId: ShopId, type: CountableType, range: IdRange): Promise<string[]>;
  /** Orders that name this customer, as far as they are held to exist. */
  listOrdersOf(shopId: ShopId, customerId: CustomerId): Promise<OrderId[]>;
  /** Adds to what the last run repaired. */
  addRepaired(shopId: ShopId, type: ReadableType, repaired: number): Promise<void>;
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
