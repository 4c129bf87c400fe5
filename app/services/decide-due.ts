import type { AssignedGroup, Verdict } from '#app/domain/campaigns/decision.ts';
import {
  type Campaign,
  type CampaignVersion,
  versionAt,
} from '#app/domain/campaigns/definition.ts';
import { evaluateOccasion } from '#app/domain/campaigns/evaluate.ts';
import { assignGroup } from '#app/domain/campaigns/holdout.ts';
import type { ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import { collectFailures } from './collect-failures.ts';
import { type DecisionMaterial, loadDecisionMaterial, rememberAct } from './decision-material.ts';
import { planDatedOccasions } from './plan-dated-occasions.ts';
import { planEffects } from './plan-effects.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { DecidedRow, DecisionsStore, WaitingDecision } from './ports/decisions-store.ts';
import type { EffectPlan, EffectsStore } from './ports/effects-store.ts';
import type { PairsStore } from './ports/pairs-store.ts';
import type { ShopFinder } from './ports/shop-finder.ts';
import { isNewDay } from './refresh-day.ts';
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
 * @throws AggregateError after the last shop, where a batch could not be decided
 */
export async function decideDue(
  deps: DecideDueDeps,
  input: { maxBatches: number } = { maxBatches: 100 },
): Promise<{ decided: number; more: boolean }> {
  const failures = collectFailures();
  let decided = 0;
  let batches = 0;
  let open = await listDueShops(deps);
  while (open.length > 0 && batches < input.maxBatches) {
    const unfinished: ShopId[] = [];
    for (const shopId of open) {
      const what = `Due occasions of shop ${shopId} were not decided`;
      const decide = () => deps.transact((stores) => decideBatch(stores, shopId, deps.clock.now()));
      const count = (await failures.attempt(what, decide)) ?? 0;
      decided += count;
      batches += 1;
      if (count === BATCH_ROWS) unfinished.push(shopId);
    }
    open = unfinished;
  }
  failures.throwAny('Not every occasion that is due was decided');
  return { decided, more: open.length > 0 };
}

function listDueShops(deps: DecideDueDeps): Promise<ShopId[]> {
  return deps.transact((stores) => stores.decisions.listDueShops(deps.clock.now()));
}

async function decideBatch(stores: DecideDueStores, shopId: ShopId, now: Date): Promise<number> {
  await stores.decisions.lockShop(shopId);
  const shop = await stores.shops.find(shopId);
  if (shop?.status !== 'active') return 0;
  // RFM groups and product pairs are those of a day: what is due waits until it is entered.
  if (shop.metricsDay !== null && isNewDay(shop, now)) return 0;
  const waiting = await stores.decisions.claimDue(shopId, now, BATCH_ROWS);
  if (waiting.length === 0) return 0;
  const material = await loadDecisionMaterial(stores, shop, waiting);
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

function decideOne(
  shop: Shop,
  occasion: WaitingDecision,
  material: DecisionMaterial,
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
  if (verdict.outcome === 'act') rememberAct(material, occasion, version);
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
    material: DecisionMaterial;
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
