import type { ShopId } from '#app/domain/ids.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { EffectsStore } from './ports/effects-store.ts';
import type { Clock, Transact } from './transact.ts';

export interface ResendUncertainDeps {
  transact: Transact<{
    effects: Pick<EffectsStore, 'replanUncertain'>;
    campaigns: Pick<CampaignsStore, 'recordAudit'>;
  }>;
  clock: Clock;
}

/**
 * Sends a message again that may or may not have gone out, because a person decided so. All checks
 * of sending apply again.
 */
export async function resendUncertain(
  deps: ResendUncertainDeps,
  input: { shopId: ShopId; effectId: string; actor: string },
): Promise<{ outcome: 'planned' } | { outcome: 'not_uncertain' }> {
  const { shopId, effectId, actor } = input;
  const at = deps.clock.now();
  return deps.transact(async (stores) => {
    const planned = await stores.effects.replanUncertain(shopId, effectId, at);
    if (!planned) return { outcome: 'not_uncertain' };
    const subject = `effect ${effectId}`;
    const entry = { actor, action: 'resend_uncertain', subject, detail: {} };
    await stores.campaigns.recordAudit(shopId, entry, at);
    return { outcome: 'planned' };
  });
}
