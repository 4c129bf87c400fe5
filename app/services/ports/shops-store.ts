import type { ShopId } from '#app/domain/ids.ts';
import type { ShopSettings } from '#app/domain/settings.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { ShopFinder } from './shop-finder.ts';
import type { ShopInfo } from './shopify-reader.ts';
import type { ShopProfile } from './webhook-parser.ts';

/** What an installation found: a shop never seen, one that had left, or one that is active. */
export type InstallOutcome = 'new' | 'returned' | 'known';

export interface ShopsStore extends ShopFinder {
  /** As `find`; nobody else changes the shop until the transaction ends. */
  findForUpdate(shopId: ShopId): Promise<Shop | null>;
  findByDomain(domain: string): Promise<Shop | null>;
  /** In order of their id. */
  listActive(): Promise<Shop[]>;
  /**
   * Writes the shop down as active, keyed by Shopify's id; settings and what is known of it stay.
   * `before` is the shop as it was.
   */
  install(
    info: ShopInfo,
    at: Date,
  ): Promise<{ outcome: InstallOutcome; shop: Shop; before: Shop | null }>;
  /** Marks it as left unless it was installed again since `at`; whether it changed. */
  markUninstalled(shopId: ShopId, at: Date): Promise<boolean>;
  /** What shop/update says; a zone it does not say stays. */
  updateProfile(shopId: ShopId, profile: ShopProfile): Promise<void>;
  saveSettings(shopId: ShopId, settings: ShopSettings): Promise<void>;
  /** Writes down that all figures are to be computed again, until `endRecompute`. */
  askRecompute(shopId: ShopId, at: Date): Promise<void>;
  /** When it was asked for last; null where nothing is asked for. */
  findRecompute(shopId: ShopId): Promise<Date | null>;
  /** Done, unless it was asked for again meanwhile. */
  endRecompute(shopId: ShopId, askedAt: Date): Promise<void>;
  /** Active shops whose figures are to be computed again. */
  listShopsToRecompute(): Promise<ShopId[]>;
  /** Writes down that a fit of the purchase models is asked for, until `endFitAsk`. */
  askFit(shopId: ShopId, by: 'import' | 'asked', at: Date): Promise<void>;
  /** Takes back the ask made at that moment, but no later one. */
  endFitAsk(shopId: ShopId, askedAt: Date): Promise<void>;
  /** Null lets messages go out again. */
  setSendingPaused(shopId: ShopId, at: Date | null): Promise<void>;
}
