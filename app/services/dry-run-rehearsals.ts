import type { Campaign, CampaignDefinition, Play } from '#app/domain/campaigns/definition.ts';
import { nextDatedOccasion } from '#app/domain/campaigns/occasions.ts';
import type { CustomerId, OrderId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { DecisionsStore } from './ports/decisions-store.ts';

const DAY_MS = 86_400_000;
/** How far a dry run looks ahead, or back where the campaign follows orders. */
export const HORIZON_DAYS = 30;
const PAGE_CUSTOMERS = 1_000;
/** A campaign that was never saved draws its holdout group by this id. */
const UNSAVED_ID = '00000000-0000-0000-0000-000000000000';

export interface RehearsalInput {
  shop: Shop;
  /** Null for a campaign that was never saved. */
  campaignId: string | null;
  play: Play;
  definition: unknown;
}

/** An occasion that is tried out: of the next days, or an order's of the last days. */
export interface Rehearsal {
  decisionId: string;
  campaignId: string;
  customerId: CustomerId;
  /** Now: the facts that are known are those of today. */
  occasionAt: string;
  shownAt: string;
  orderId: OrderId | null;
}

/** The dated occasions of the next days, soonest first. */
export async function rehearseDates(
  decisions: DecisionsStore,
  input: RehearsalInput,
  definition: CampaignDefinition,
  now: Date,
): Promise<Rehearsal[]> {
  const { shop } = input;
  const campaign = asActive(input, definition, now);
  const until = now.getTime() + HORIZON_DAYS * DAY_MS;
  const history = { decidedKeys: [], lastOccasionAt: null };
  const found: Rehearsal[] = [];
  let page = await decisions.listCustomerIds(shop.shopId, null, PAGE_CUSTOMERS);
  while (page.length > 0) {
    for (const subject of await decisions.loadDatedSubjects(shop, page)) {
      const next = subject.gone
        ? null
        : nextDatedOccasion(campaign, subject, history, now.toISOString());
      if (!next || Date.parse(next.occasionAt) >= until) continue;
      const { campaignId, customerId, occasionAt: shownAt } = next;
      const occasionAt = now.toISOString();
      found.push({
        decisionId: customerId,
        campaignId,
        customerId,
        occasionAt,
        shownAt,
        orderId: null,
      });
    }
    const last = page.at(-1) ?? null;
    page = await decisions.listCustomerIds(shop.shopId, last, PAGE_CUSTOMERS);
  }
  return found.sort((a, b) => (a.shownAt < b.shownAt ? -1 : 1));
}

function asActive(input: RehearsalInput, definition: CampaignDefinition, now: Date): Campaign {
  const at = now.toISOString();
  const campaignId = input.campaignId ?? UNSAVED_ID;
  const versions = [{ version: 1, validFrom: at, definition }];
  const { play } = input;
  return {
    campaignId,
    play,
    name: '',
    status: 'active',
    activatedAt: at,
    pausedAt: null,
    versions,
  };
}

/** The orders fulfilled in the last days, as if their occasion were now. */
export async function rehearseOrders(
  decisions: DecisionsStore,
  input: RehearsalInput,
  now: Date,
): Promise<Rehearsal[]> {
  const { shopId } = input.shop;
  const since = new Date(now.getTime() - HORIZON_DAYS * DAY_MS).toISOString();
  const orderIds = await decisions.listFulfilledOrderIds(shopId, {
    created: since,
    fulfilled: since,
  });
  const orders = await decisions.loadOrderSubjects(shopId, orderIds);
  return orders.flatMap(({ gone, orderId, ownerId, fulfilledAt }) =>
    gone || !ownerId || !fulfilledAt
      ? []
      : [
          {
            decisionId: orderId,
            campaignId: input.campaignId ?? UNSAVED_ID,
            customerId: ownerId,
            occasionAt: now.toISOString(),
            shownAt: fulfilledAt,
            orderId,
          },
        ],
  );
}
