import type { Shop } from '#app/domain/shop.ts';
import type { AcquisitionCostsDeps } from './enter-acquisition-cost.ts';

/** Takes an entered cost away and writes down who did, with what it was. */
export async function removeAcquisitionCost(
  deps: AcquisitionCostsDeps,
  input: { shop: Shop; costId: string; actor: string },
): Promise<{ outcome: 'removed' | 'not_there' }> {
  const { shop, costId, actor } = input;
  return deps.transact(async ({ acquisitionCosts, campaigns }) => {
    const removed = await acquisitionCosts.remove(shop.shopId, costId);
    if (!removed) return { outcome: 'not_there' };
    const { costId: _, ...detail } = removed;
    const subject = `cost ${costId}`;
    const entry = { actor, action: 'remove_acquisition_cost', subject, detail };
    await campaigns.recordAudit(shop.shopId, entry, deps.clock.now());
    return { outcome: 'removed' };
  });
}
