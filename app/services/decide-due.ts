import type { AssignedGroup, Verdict } from '#app/domain/campaigns/decision.ts';
import {
  type Campaign,
  type CampaignVersion,
  versionAt,
} from '#app/domain/campaigns/definition.ts';
import { evaluateOccasion } from '#app/domain/campaigns/evaluate.ts';
import { assignGroup } from '#app/domain/campaigns/holdout.ts';
import type { ProductId, ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import { planDatedOccasions } from './plan-dated-occasions.ts';
import { planEffects } from './plan-effects.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type {
  DecidedRow,
  DecisionsStore,
  LoadedSnapshot,
  OrderContents,
  WaitingDecision,
} from './ports/decisions-store.ts';
import type { EffectPlan, EffectsStore } from './ports/effects-store.ts';
import type { PairsStore } from './ports/pairs-store.ts';
import type { ShopFinder } from './ports/shop-finder.ts';
import { recommendForOrders } from './recommend-for-orders.ts';
import type { Clock, Transact } from './transact.ts';

const BATCH_ROWS = 200;

export interface DecideDueStores {
  campaigns: CampaignsStore;
  decisions: DecisionsStore;
  effects: EffectsStore;
  pairs: PairsStore;
  shops: ShopFinder;
}

export interface DecideDueDeps {
  transact: Transact<DecideDueStores>;
  clock: Clock;
}

/**
 * Decides the occasions whose time and settling delay have passed: one batch per shop and round, so
 * that a shop with many does not hold up the others. Verdict and planned effects are written in one
 * transaction, in the order of the occasions, so that limits are used up in that order.
 *
 * @returns how many were decided, and whether some are still due
 */
export async function decideDue(
  deps: DecideDueDeps,
  input: { maxBatches: number } = { maxBatches: 100 },
): Promise<{ decided: number; more: boolean }> {
  let decided = 0;
  let batches = 0;
  let open = await listDueShops(deps);
  while (open.length > 0 && batches < input.maxBatches) {
    const unfinished: ShopId[] = [];
    for (const shopId of open) {
      const count = await deps.transact((stores) => decideBatch(stores, shopId, deps.clock.now()));
      decided += count;
      batches += 1;
      if (count === BATCH_ROWS) unfinished.push(shopId);
    }
    open = unfinished;
  }
  return { decided, more: open.length > 0 };
}

function listDueShops(deps: DecideDueDeps): Promise<ShopId[]> {
  return deps.transact((stores) => stores.decisions.listDueShops(deps.clock.now()));
}

async function decideBatch(stores: DecideDueStores, shopId: ShopId, now: Date): Promise<number> {
  await stores.decisions.lockShop(shopId);
  const shop = await stores.shops.find(shopId);
  if (shop?.status !== 'active') return 0;
  const waiting = await stores.decisions.claimDue(shopId, now, BATCH_ROWS);
  if (waiting.length === 0) return 0;
  const material = await loadMaterial(stores, shop, waiting);
  const rows: DecidedRow[] = [];
  const effects: EffectPlan[] = [];
  for (const occasion of waiting) {
    const decision = decideOne(shop, occasion, material, now);
    rows.push(decision.row);
    effects.push(...decision.effects);
  }
  await stores.decisions.writeDecided(shopId, rows, now);
  await stores.effects.plan(shopId, effects, now);
  const active = [...material.campaigns.values()].filter(({ status }) => status === 'active');
  const customerIds = [...new Set(waiting.map(({ customerId }) => customerId))];
  await planDatedOccasions(stores, shop, active, customerIds, now);
  return waiting.length;
}

interface Material {
  campaigns: Map<string, Campaign>;
  snapshots: Map<string, LoadedSnapshot>;
  orders: Map<string, OrderContents>;
  suggestions: Map<string, ProductId[]>;
  actedInAll: Map<string, number>;
  /** What earlier rows of the same batch did, by customer. */
  acts: Map<string, { campaignId: string; occasionAt: string; messages: boolean }[]>;
}

async function loadMaterial(
  stores: DecideDueStores,
  shop: Shop,
  waiting: WaitingDecision[],
): Promise<Material> {
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
  for (const campaignId of campaignIds) {
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

function withOrder(row: WaitingDecision): (WaitingDecision & { orderId: string })[] {
  const match = /^order:(\d+)$/.exec(row.occasionKey);
  return match?.[1] ? [{ ...row, orderId: match[1] }] : [];
}

function versionOf(row: WaitingDecision, campaigns: Map<string, Campaign>): CampaignVersion | null {
  const campaign = campaigns.get(row.campaignId);
  return campaign ? versionAt(campaign, row.occasionAt) : null;
}

function decideOne(
  shop: Shop,
  occasion: WaitingDecision,
  material: Material,
  now: Date,
): { row: DecidedRow; effects: EffectPlan[] } {
  const campaign = material.campaigns.get(occasion.campaignId);
  if (!campaign) throw new Error(`Decision ${occasion.decisionId} has no campaign`);
  const version = versionAt(campaign, occasion.occasionAt);
  const snapshot = material.snapshots.get(occasion.decisionId) ?? null;
  const { shopId } = shop;
  const { campaignId, customerId, decisionId } = occasion;
  const { holdoutShare } = version.definition;
  const earlier = snapshot?.assignedGroup ?? null;
  const group = assignGroup({ shopId, campaignId, customerId }, holdoutShare, earlier);
  const verdict = judge(shop, occasion, { campaign, version, group, material, now });
  const suggested = material.suggestions.get(decisionId) ?? [];
  const order = material.orders.get(decisionId) ?? null;
  const zone = snapshot?.zone ?? shop.timezone;
  const planned =
    verdict.outcome === 'act'
      ? planEffects({ shop, campaign, version, occasion, suggested, zone, now })
      : { effects: [], detail: {} };
  if (verdict.outcome === 'act') remember(material, occasion, version);
  const detail = { ...planned.detail, ...(order ? { orderId: order.orderId } : {}) };
  const row = { decisionId, campaignVersion: version.version, assignedGroup: group, detail };
  return { row: { ...row, ...verdict }, effects: planned.effects };
}

function judge(
  shop: Shop,
  occasion: WaitingDecision,
  context: {
    campaign: Campaign;
    version: CampaignVersion;
    group: AssignedGroup;
    material: Material;
    now: Date;
  },
): Verdict {
  const { campaign, version, group, material, now } = context;
  const { definition } = version;
  const snapshot = material.snapshots.get(occasion.decisionId);
  const acts = material.acts.get(occasion.customerId) ?? [];
  const own = acts.filter(({ campaignId }) => campaignId === occasion.campaignId);
  const customer = snapshot && {
    ...snapshot,
    messagedAt: [
      ...snapshot.messagedAt,
      ...acts.filter((act) => act.messages).map((act) => act.occasionAt),
    ],
    actedAt: [...snapshot.actedAt, ...own.map((act) => act.occasionAt)],
  };
  const recommends = definition.action.type === 'cross-sell-offer';
  return evaluateOccasion({
    definition,
    status: campaign.status,
    occasionAt: occasion.occasionAt,
    now: now.toISOString(),
    settlingMinutes: shop.settings.settlingMinutes,
    group,
    customer: customer ?? null,
    actedInAll: material.actedInAll.get(occasion.campaignId) ?? 0,
    order: material.orders.get(occasion.decisionId) ?? null,
    recommendable: recommends ? (material.suggestions.get(occasion.decisionId)?.length ?? 0) : null,
  });
}

/** The next rows of the batch must see what this one will have done. */
function remember(material: Material, occasion: WaitingDecision, version: CampaignVersion): void {
  const { campaignId, customerId, occasionAt } = occasion;
  material.actedInAll.set(campaignId, (material.actedInAll.get(campaignId) ?? 0) + 1);
  const acts = material.acts.get(customerId) ?? [];
  acts.push({ campaignId, occasionAt, messages: version.definition.action.type !== 'points' });
  material.acts.set(customerId, acts);
}
