import type { ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import { canonicalInstant, versionInstant } from '#app/domain/versions.ts';
import { type MendVanishedDeps, mendVanished } from './mend-vanished.ts';
import type { ImportStore } from './ports/import-store.ts';
import { RECONCILED_TYPES, type ReconcileStore } from './ports/reconcile-store.ts';
import type { ShopFinder } from './ports/shop-finder.ts';
import type { ReadableType, ReadObject, ReadPage, ShopifyReader } from './ports/shopify-reader.ts';
import type { ApplyChanges } from './reread-order.ts';
import type { Clock, Transact } from './transact.ts';

export interface ReconcileStores {
  shops: ShopFinder;
  imports: ImportStore;
  reconciles: ReconcileStore;
}

export interface ReconcileShopDeps<Stores extends ReconcileStores> {
  transact: Transact<Stores>;
  clock: Clock;
  shopify: Pick<ShopifyReader, 'readChanged'> & MendVanishedDeps<Stores>['shopify'];
  applyChanges: ApplyChanges<Stores>;
  /** How far before the mark to read again; default 5 minutes. */
  overlapMs?: number;
}

export type ReconcileOutcome =
  | { outcome: 'reconciled'; repaired: number }
  /** The shop has left, its history is still being imported, or another worker is at it. */
  | { outcome: 'skipped' };

/** Searches in Shopify lag behind its writes by seconds; this is ample. */
const OVERLAP_MS = 5 * 60_000;
/** A checkout is shown only once it counts as abandoned, some time after its last change. */
const CHECKOUT_OVERLAP_MS = 24 * 60 * 60_000;

/** Orders before customers: whose an order is tells a merge from a deletion. */
const COUNTED_TYPES = ['order', 'customer', 'product'] as const;

/**
 * Reads again what changed in Shopify since the last time and applies it, so that a webhook that
 * never came is made good; then looks for what is gone there and still known here. A checkout that
 * was deleted is not found: it grows old by itself.
 * @throws OutsideError, after writing it down for the merchant
 */
export function reconcileShop<Stores extends ReconcileStores>(
  deps: ReconcileShopDeps<Stores>,
  input: { shopId: ShopId },
): Promise<ReconcileOutcome> {
  // This transaction only holds the lock, which a killed worker lets go; pages have their own.
  return deps.transact(async (stores) => {
    if (!(await stores.reconciles.tryLock(input.shopId))) return { outcome: 'skipped' };
    return reconcile(deps, input);
  });
}

async function reconcile<Stores extends ReconcileStores>(
  deps: ReconcileShopDeps<Stores>,
  input: { shopId: ShopId },
): Promise<ReconcileOutcome> {
  const { shop, open } = await deps.transact(async (stores) => ({
    shop: await stores.shops.find(input.shopId),
    open: await stores.imports.findOpen(input.shopId),
  }));
  if (shop?.status !== 'active' || open) return { outcome: 'skipped' };
  try {
    let repaired = 0;
    for (const type of RECONCILED_TYPES) repaired += await reconcileType(deps, shop, type);
    for (const type of COUNTED_TYPES) repaired += await mendVanished(deps, shop, type);
    return { outcome: 'reconciled', repaired };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await deps.transact((stores) =>
      stores.reconciles.saveError(shop.shopId, message, deps.clock.now()),
    );
    throw error;
  }
}

async function reconcileType<Stores extends ReconcileStores>(
  deps: ReconcileShopDeps<Stores>,
  shop: Shop,
  type: ReadableType,
): Promise<number> {
  const startedAt = deps.clock.now();
  const mark = await deps.transact((stores) => stores.reconciles.findMark(shop.shopId, type));
  const from = mark ?? new Date(shop.installedAt);
  const overlapMs = type === 'checkout' ? CHECKOUT_OVERLAP_MS : (deps.overlapMs ?? OVERLAP_MS);
  const since = new Date(from.getTime() - overlapMs).toISOString();
  let repaired = 0;
  let cursor: string | null = null;
  let isFirstPage = true;
  do {
    const page: ReadPage = await deps.shopify.readChanged(shop, type, { since, cursor });
    cursor = page.cursor;
    // The last page proves that all up to the start is known, an earlier one only what it held.
    const lastKnown = page.isByChange ? lastChangeOf(page.objects, from) : from;
    const markAt = cursor === null ? startedAt : lastKnown;
    const { objects } = page;
    repaired += await applyPage(deps, shop, type, { objects, markAt, isFirstPage });
    isFirstPage = false;
  } while (cursor !== null);
  return repaired;
}

function lastChangeOf(objects: readonly ReadObject[], otherwise: Date): Date {
  const last = objects.at(-1);
  return last ? new Date(versionInstant(last.versionKey)) : otherwise;
}

function applyPage<Stores extends ReconcileStores>(
  deps: ReconcileShopDeps<Stores>,
  shop: Shop,
  type: ReadableType,
  page: { objects: ReadObject[]; markAt: Date; isFirstPage: boolean },
): Promise<number> {
  return deps.transact(async (stores) => {
    const at = deps.clock.now();
    // What changed before the app was installed had no webhook to be missed.
    const installedAt = canonicalInstant(shop.installedAt);
    const told = page.objects.filter((object) => versionInstant(object.versionKey) >= installedAt);
    const repaired = await stores.reconciles.countOutdated(shop.shopId, type, told);
    const occurredAt = at.toISOString();
    const changes = page.objects.flatMap((object) =>
      object.changes.map((change) => ({ change, occurredAt })),
    );
    await deps.applyChanges(stores, shop, changes, { source: 'reconcile', recordedAt: at });
    const { markAt, isFirstPage } = page;
    const progress = { markAt, repaired, isFirstPage, at };
    await stores.reconciles.saveProgress(shop.shopId, type, progress);
    return repaired;
  });
}
