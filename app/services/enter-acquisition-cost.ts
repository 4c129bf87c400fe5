import type { AcquisitionCost } from '#app/domain/analytics/acquisition.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { AcquisitionCostsStore } from './ports/acquisition-costs-store.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { Clock, Transact } from './transact.ts';

export interface AcquisitionCostsDeps {
  transact: Transact<{
    acquisitionCosts: AcquisitionCostsStore;
    campaigns: Pick<CampaignsStore, 'recordAudit'>;
  }>;
  clock: Clock;
}

/**
 * Adds a cost and writes down who did. Its id makes it happen once, however often the form is sent.
 */
export async function enterAcquisitionCost(
  deps: AcquisitionCostsDeps,
  input: { shop: Shop; cost: AcquisitionCost; actor: string },
): Promise<{ outcome: 'added' | 'already_added' }> {
  const { shop, cost, actor } = input;
  const at = deps.clock.now();
  return deps.transact(async ({ acquisitionCosts, campaigns }) => {
    const isAdded = await acquisitionCosts.add(shop.shopId, cost, at);
    if (!isAdded) return { outcome: 'already_added' };
    const { costId, ...detail } = cost;
    const entry = { actor, action: 'add_acquisition_cost', subject: `cost ${costId}`, detail };
    await campaigns.recordAudit(shop.shopId, entry, at);
    return { outcome: 'added' };
  });
}
