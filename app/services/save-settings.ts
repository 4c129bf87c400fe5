import type { ShopSettings } from '#app/domain/settings.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { ShopsStore } from './ports/shops-store.ts';
import type { Clock, Transact } from './transact.ts';

export interface SaveSettingsDeps {
  transact: Transact<{
    shops: Pick<ShopsStore, 'findForUpdate' | 'saveSettings' | 'askRecompute' | 'askFit'>;
    campaigns: Pick<CampaignsStore, 'recordAudit'>;
  }>;
  clock: Clock;
  /** Values orders again and computes every customer's metrics and segments. */
  startRecompute(shopId: string): Promise<void>;
}

export type SettingsChange = Partial<ShopSettings>;

/** Parts that metrics or segments are made with. */
const FIGURE_PARTS = ['money', 'classicClv', 'segments', 'rfm'] as const;
/** Parts that say what a purchase is, or what it is worth. */
const FIT_PARTS = ['money', 'predictions'] as const;

/**
 * Changes parts of a shop's settings, each part as a whole, and writes down who changed what. Where
 * figures depend on it, they are computed again; where predictions do, a fit is asked for.
 */
export async function saveSettings(
  deps: SaveSettingsDeps,
  input: { shop: Shop; change: SettingsChange; actor: string },
): Promise<{ recomputes: boolean }> {
  const { shopId } = input.shop;
  const recomputes = await deps.transact(async (stores) => {
    // Two forms saved at once must not undo each other.
    const before = (await stores.shops.findForUpdate(shopId))?.settings;
    if (!before) throw new Error(`Shop ${shopId} vanished while its settings were saved`);
    await stores.shops.saveSettings(shopId, { ...before, ...input.change });
    const detail = describeChange(before, input.change);
    const entry = { actor: input.actor, action: 'save_settings', subject: 'shop', detail };
    await stores.campaigns.recordAudit(shopId, entry, deps.clock.now());
    const changesFigures = FIGURE_PARTS.some((part) => part in detail);
    if (changesFigures) await stores.shops.askRecompute(shopId, deps.clock.now());
    // Once the figures are computed again, the sweep sees to it.
    if (FIT_PARTS.some((part) => part in detail)) {
      await stores.shops.askFit(shopId, 'asked', deps.clock.now());
    }
    return changesFigures;
  });
  if (recomputes) await deps.startRecompute(shopId);
  return { recomputes };
}

/** Each part that differs, as it was and as it is. */
function describeChange(before: ShopSettings, change: SettingsChange) {
  const was: Record<string, unknown> = { ...before };
  const differing = Object.entries(change).filter(
    ([part, value]) => JSON.stringify(was[part]) !== JSON.stringify(value),
  );
  return Object.fromEntries(differing.map(([part, to]) => [part, { from: was[part], to }]));
}
