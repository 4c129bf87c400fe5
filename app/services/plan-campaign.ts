import { type Campaign, MAX_DELAY_DAYS } from '#app/domain/campaigns/definition.ts';
import type { ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import { collectFailures } from './collect-failures.ts';
import { isDated, planDatedOccasions } from './plan-dated-occasions.ts';
import { followsOrders, planOrderOccasions } from './plan-order-occasions.ts';
import type { CampaignsStore } from './ports/campaigns-store.ts';
import type { DecisionsStore } from './ports/decisions-store.ts';
import type { ShopFinder } from './ports/shop-finder.ts';
import type { Clock, Transact } from './transact.ts';

const PAGE_CUSTOMERS = 500;
const DAY_MS = 86_400_000;

export interface PlanCampaignStores {
  campaigns: CampaignsStore;
  decisions: DecisionsStore;
  shops: ShopFinder;
}

export interface PlanCampaignDeps {
  transact: Transact<PlanCampaignStores>;
  clock: Clock;
}

/**
 * Plans the occasions of all customers for campaigns that were activated or edited, one page of
 * customers per transaction, so that it goes on where it was killed, and one per shop and round.
 *
 * @param input.shopId only this shop; null takes any that waits
 * @returns how many pages were planned, and whether there is more to do
 * @throws AggregateError after the others, where a shop's campaigns could not be planned
 */
export async function planCampaigns(
  deps: PlanCampaignDeps,
  input: { shopId: ShopId | null; maxPages: number },
): Promise<{ pages: number; more: boolean }> {
  const failures = collectFailures();
  const turns =
    input.shopId === null
      ? await deps.transact((stores) => stores.campaigns.listShopsToPlan())
      : [input.shopId];
  let pages = 0;
  while (pages < input.maxPages) {
    const shopId = turns.shift();
    if (shopId === undefined) break;
    const what = `Campaigns of shop ${shopId} were not planned`;
    const plan = () => deps.transact((stores) => planPage(stores, shopId, deps.clock.now()));
    if (!(await failures.attempt(what, plan))) continue;
    pages += 1;
    turns.push(shopId);
  }
  failures.throwAny('Not every campaign was planned');
  return { pages, more: turns.length > 0 };
}

async function planPage(stores: PlanCampaignStores, shopId: ShopId, now: Date): Promise<boolean> {
  const unplanned = await stores.campaigns.claimUnplanned(shopId);
  if (!unplanned) return false;
  const { campaignId, plannedTo } = unplanned;
  await stores.decisions.lockShop(shopId);
  const shop = await stores.shops.find(shopId);
  const campaign = await stores.campaigns.find(shopId, campaignId);
  const finish = { planning: false, plannedTo: null };
  if (!shop || campaign?.status !== 'active') {
    await stores.campaigns.savePlanning(shopId, campaignId, finish);
    return true;
  }
  if (followsOrders(campaign)) await planPastOrders(stores, shop, campaign, now);
  const customerIds = isDated(campaign)
    ? await stores.decisions.listCustomerIds(shopId, plannedTo, PAGE_CUSTOMERS)
    : [];
  await planDatedOccasions(stores, shop, [campaign], customerIds, now);
  const last = customerIds.at(-1);
  const isLastPage = customerIds.length < PAGE_CUSTOMERS || last === undefined;
  await stores.campaigns.savePlanning(
    shopId,
    campaignId,
    isLastPage ? finish : { planning: true, plannedTo: last },
  );
  return true;
}

/** Orders that came in while the campaign was paused; what has passed meanwhile stays past. */
async function planPastOrders(
  stores: PlanCampaignStores,
  shop: Shop,
  campaign: Campaign,
  now: Date,
): Promise<void> {
  if (!campaign.activatedAt) return;
  const { shopId } = shop;
  const notBefore = new Date(now.getTime() - DAY_MS);
  const longestAgo = new Date(notBefore.getTime() - MAX_DELAY_DAYS * DAY_MS);
  const orderIds = await stores.decisions.listFulfilledOrderIds(shopId, {
    created: campaign.activatedAt,
    fulfilled: longestAgo.toISOString(),
  });
  await planOrderOccasions(stores, shop, [campaign], orderIds, notBefore);
}
