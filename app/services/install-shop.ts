import { type Shop, WHOLE_HISTORY_SCOPE } from '#app/domain/shop.ts';
import type { ImportStore } from './ports/import-store.ts';
import type { ReconcileStore } from './ports/reconcile-store.ts';
import type { ShopifyReader } from './ports/shopify-reader.ts';
import type { ShopsStore } from './ports/shops-store.ts';
import type { Clock, Transact } from './transact.ts';

export interface InstallStores {
  shops: ShopsStore;
  imports: ImportStore;
  reconciles: ReconcileStore;
}

export interface InstallShopDeps {
  transact: Transact<InstallStores>;
  clock: Clock;
  shopify: Pick<ShopifyReader, 'readShopInfo'>;
  newId(): string;
  /** Asks a worker to import; one that is lost is made good by the sweep. */
  startImport(shopId: string): Promise<void>;
}

/**
 * The shop of a domain that opened the app: installed on the way where it is not active, as it was
 * otherwise.
 */
export async function openShop(deps: InstallShopDeps, domain: string): Promise<Shop> {
  const known = await deps.transact((stores) => stores.shops.findByDomain(domain));
  return known?.status === 'active' ? known : installShop(deps, domain);
}

/**
 * Writes down a shop with what Shopify says of it and begins to import its history: at the first
 * open, after it came back, and when the whole history has come into reach. Safe to repeat; for a
 * shop that is active it only brings name, zone and scopes up to date.
 * @throws OutsideError where Shopify does not answer
 */
export async function installShop(deps: InstallShopDeps, domain: string): Promise<Shop> {
  const info = await deps.shopify.readShopInfo(domain);
  const at = deps.clock.now();
  const { shop, startsImport } = await deps.transact(async (stores) => {
    const { outcome, shop, before } = await stores.shops.install(info, at);
    const startsImport = outcome !== 'known' || hasGainedHistory(before, shop);
    if (startsImport) await stores.imports.open(shop.shopId, deps.newId(), at);
    // What changes from here on and is missed will be found from here on.
    if (outcome !== 'known') await stores.reconciles.resetMarks(shop.shopId, at);
    return { shop, startsImport };
  });
  if (startsImport) await deps.startImport(shop.shopId);
  return shop;
}

function hasGainedHistory(before: Shop | null, after: Shop): boolean {
  const canReadAll = (shop: Shop | null) => shop?.scopes.includes(WHOLE_HISTORY_SCOPE) ?? false;
  return canReadAll(after) && !canReadAll(before);
}
