import type { Shop } from '#app/domain/shop.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { Clock, Transact } from './transact.ts';

export interface PauseSendingDeps {
  transact: Transact<{
    shops: { setSendingPaused(shopId: string, at: Date | null): Promise<void> };
    campaigns: Pick<CampaignsStore, 'recordAudit'>;
  }>;
  clock: Clock;
}

/**
 * The one switch that holds back all messages of a shop, also those already planned. Switched back,
 * they go out unless their moment has passed.
 */
export async function pauseSending(
  deps: PauseSendingDeps,
  input: { shop: Shop; paused: boolean; actor: string },
): Promise<void> {
  const { shop, paused, actor } = input;
  const at = deps.clock.now();
  await deps.transact(async (stores) => {
    await stores.shops.setSendingPaused(shop.shopId, paused ? at : null);
    const action = paused ? 'pause_sending' : 'resume_sending';
    const entry = { actor, action, subject: 'shop', detail: {} };
    await stores.campaigns.recordAudit(shop.shopId, entry, at);
  });
}
