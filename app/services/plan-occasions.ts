import type { Shop } from '#app/domain/shop.ts';
import type { Touched } from '#app/domain/touched.ts';
import { planDatedOccasions } from './plan-dated-occasions.ts';
import { planOrderOccasions } from './plan-order-occasions.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { DecisionsStore } from './ports/decisions-store.ts';
import type { EffectsStore } from './ports/effects-store.ts';

export interface PlanOccasionsStores {
  campaigns: Pick<CampaignsStore, 'listActive'>;
  decisions: DecisionsStore;
  effects: Pick<EffectsStore, 'markCodesUsed'>;
}

/**
 * What new facts mean for the shop's active campaigns: occasions are planned, moved or removed, and
 * codes that came back with an order are marked as used. Part of the transaction of the facts.
 */
export async function planOccasions(
  stores: PlanOccasionsStores,
  shop: Shop,
  touched: Touched,
  context: { now: Date },
): Promise<void> {
  const { shopId } = shop;
  if (touched.orderIds.length > 0) await stores.effects.markCodesUsed(shopId, touched.orderIds);
  const campaigns = await stores.campaigns.listActive(shopId);
  if (campaigns.length === 0) return;
  const movedFrom = touched.moves.map(({ fromId }) => fromId);
  const customerIds = [...new Set([...touched.customerIds, ...movedFrom])];
  await planDatedOccasions(stores, shop, campaigns, customerIds, context.now);
  await planOrderOccasions(stores, shop, campaigns, touched.orderIds);
}
