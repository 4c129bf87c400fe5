import type { ShopsStore } from './ports/shops-store.ts';
import type { Transact } from './transact.ts';

export interface SessionRemover {
  deleteSessionsByShop(shopDomain: string): Promise<void>;
}

export interface UninstallStores {
  shops: ShopsStore;
  sessions: SessionRemover;
}

export interface UninstallShopDeps<Stores extends UninstallStores> {
  transact: Transact<Stores>;
}

/**
 * The shop has left: no job touches it, nothing is sent for it, and its dead tokens go. What is
 * known stays until Shopify asks to erase it, so that a return loses nothing. A word about leaving
 * that comes late, after the shop was installed again, changes nothing.
 *
 * @param at when the shop left
 */
export async function uninstallShop<Stores extends UninstallStores>(
  deps: UninstallShopDeps<Stores>,
  input: { shopDomain: string; at: Date },
): Promise<{ outcome: 'uninstalled' | 'not_active' }> {
  return deps.transact((stores) => leave(stores, input));
}

/** The same inside a transaction that is already open. */
export async function leave(
  stores: UninstallStores,
  { shopDomain, at }: { shopDomain: string; at: Date },
): Promise<{ outcome: 'uninstalled' | 'not_active' }> {
  const shop = await stores.shops.findByDomain(shopDomain);
  if (!shop || !(await stores.shops.markUninstalled(shop.shopId, at))) {
    return { outcome: 'not_active' };
  }
  await stores.sessions.deleteSessionsByShop(shopDomain);
  return { outcome: 'uninstalled' };
}
