import {
  type Campaign,
  type CampaignVersion,
  versionAt,
} from '#app/domain/campaigns/definition.ts';
import type { ProductId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type {
  DecisionsStore,
  LoadedSnapshot,
  OrderContents,
  WaitingDecision,
} from './ports/decisions-store.ts';
import type { PairsStore } from './ports/pairs-store.ts';
import { recommendForOrders } from './recommend-for-orders.ts';

/** What a batch of occasions is decided from, by decision or campaign. */
export interface DecisionMaterial {
  campaigns: Map<string, Campaign>;
  snapshots: Map<string, LoadedSnapshot>;
  orders: Map<string, OrderContents>;
  suggestions: Map<string, ProductId[]>;
  actedInAll: Map<string, number>;
  /** What earlier rows of the same batch did, by customer. */
  acts: Map<string, { campaignId: string; occasionAt: string; messages: boolean }[]>;
}

/** Reads it all at once, so that the cost of a batch does not depend on how it is mixed. */
export async function loadDecisionMaterial(
  stores: { campaigns: CampaignsStore; decisions: DecisionsStore; pairs: PairsStore },
  shop: Shop,
  waiting: WaitingDecision[],
): Promise<DecisionMaterial> {
  const { shopId } = shop;
  const campaignIds = [...new Set(waiting.map(({ campaignId }) => campaignId))];
  const listed = await stores.campaigns.findMany(shopId, campaignIds);
  const campaigns = new Map(listed.map((campaign) => [campaign.campaignId, campaign]));
  const snapshots = await stores.decisions.loadSnapshots(shopId, waiting);
  const orders = await stores.decisions.loadOrders(shopId, waiting.flatMap(withOrder));
  const versions = new Map(waiting.map((row) => [row.decisionId, versionOf(row, campaigns)]));
  const suggestions = await recommendForOrders(
    stores,
    shopId,
    orders.flatMap((order) => {
      const version = versions.get(order.decisionId);
      return version ? [{ order, definition: version.definition }] : [];
    }),
  );
  const actedInAll = new Map<string, number>();
  // Counted only where it can matter: the count grows with all that the campaign ever did.
  for (const { campaignId } of listed.filter(hasTotalLimit)) {
    actedInAll.set(campaignId, await stores.decisions.countActed(shopId, campaignId));
  }
  return {
    campaigns,
    snapshots: new Map(snapshots.map((snapshot) => [snapshot.decisionId, snapshot])),
    orders: new Map(orders.map((order) => [order.decisionId, order])),
    suggestions,
    actedInAll,
    acts: new Map(),
  };
}

function hasTotalLimit({ versions }: Campaign): boolean {
  return versions.some(({ definition }) => definition.limits.total !== null);
}

function withOrder(row: WaitingDecision): (WaitingDecision & { orderId: string })[] {
  const match = /^order:(\d+)$/.exec(row.occasionKey);
  return match?.[1] ? [{ ...row, orderId: match[1] }] : [];
}

function versionOf(row: WaitingDecision, campaigns: Map<string, Campaign>): CampaignVersion | null {
  const campaign = campaigns.get(row.campaignId);
  return campaign ? versionAt(campaign, row.occasionAt) : null;
}

/** The next rows of the batch must see what this one will have done. */
export function rememberAct(
  material: DecisionMaterial,
  occasion: WaitingDecision,
  version: CampaignVersion,
): void {
  const { campaignId, customerId, occasionAt } = occasion;
  material.actedInAll.set(campaignId, (material.actedInAll.get(campaignId) ?? 0) + 1);
  const acts = material.acts.get(customerId) ?? [];
  acts.push({ campaignId, occasionAt, messages: version.definition.action.type !== 'points' });
  material.acts.set(customerId, acts);
}
