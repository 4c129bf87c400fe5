import type { Shop } from '#app/domain/shop.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { ImportStore } from './ports/import-store.ts';
import type { ShopsStore } from './ports/shops-store.ts';
import type { Clock, Transact } from './transact.ts';

export interface RepeatImportDeps {
  transact: Transact<{
    shops: Pick<ShopsStore, 'findForUpdate'>;
    imports: Pick<ImportStore, 'open' | 'findOpen'>;
    campaigns: Pick<CampaignsStore, 'recordAudit'>;
  }>;
  clock: Clock;
  newId(): string;
  startImport(shopId: string): Promise<void>;
}

export type RepeatImportOutcome = 'started' | 'already_running';

/** Reads the shop's whole history again. Safe: what is known already stays, and nothing is sent. */
export async function repeatImport(
  deps: RepeatImportDeps,
  input: { shop: Shop; actor: string },
): Promise<RepeatImportOutcome> {
  const { shopId } = input.shop;
  const outcome = await deps.transact(async (stores): Promise<RepeatImportOutcome> => {
    // A second press waits here and then finds the import that the first one opened.
    await stores.shops.findForUpdate(shopId);
    if (await stores.imports.findOpen(shopId)) return 'already_running';
    const at = deps.clock.now();
    await stores.imports.open(shopId, deps.newId(), at);
    const entry = { actor: input.actor, action: 'repeat_import', subject: 'shop', detail: {} };
    await stores.campaigns.recordAudit(shopId, entry, at);
    return 'started';
  });
  if (outcome === 'started') await deps.startImport(shopId);
  return outcome;
}
