import type { CustomerId, ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { Touched } from '#app/domain/touched.ts';
import type { ApplyMeta, DatedChange } from '../apply-changes.ts';

export interface FactsStore {
  /** Waits for its turn among those who write the shop's facts, until the transaction ends. */
  lock(shopId: ShopId): Promise<void>;
  /**
   * Writes what is newer than what is known, keeps other versions, resolves whose orders they are
   * and what they are worth. Takes the shop's lock for the rest of the transaction.
   */
  apply(shop: Shop, changes: readonly DatedChange[], meta: ApplyMeta): Promise<Touched>;
  /** Those of the changes that name someone or something redacted. */
  listRedacted(shop: Shop, changes: readonly DatedChange[]): Promise<Set<DatedChange>>;
  /** Values every order again, after the money settings or the zone of the shop changed. */
  revalueOrders(shop: Shop): Promise<void>;
  /**
   * Into whom a customer was merged by the log: directly, and at the end of that one's own merges.
   * `kinIds` are he and all who were merged into him. Null where he was not.
   */
  findMerge(
    shop: Shop,
    mergedId: CustomerId,
  ): Promise<{ keptId: CustomerId; ownerId: CustomerId; kinIds: CustomerId[] } | null>;
  /** Takes a customers' merge back by its log; nothing is touched where there was none. */
  reverseMerge(shop: Shop, mergedId: CustomerId, recordedAt: Date): Promise<Touched>;
}
