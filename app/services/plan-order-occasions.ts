import { type Campaign, currentVersion } from '#app/domain/campaigns/definition.ts';
import { deriveDecisionId, orderOccasion } from '#app/domain/campaigns/occasions.ts';
import type { OrderId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import { dueAfterSettling } from './plan-dated-occasions.ts';
import type { DecisionsStore, WaitingDecision } from './ports/decisions-store.ts';

/** Whether a campaign follows an order's fulfilment. */
export function followsOrders(campaign: Campaign): boolean {
  return currentVersion(campaign).definition.trigger.type === 'order-fulfilled';
}

/**
 * Plans, moves or removes the waiting rows of these orders. An order whose occasion was decided for
 * one owner is not decided again when it moves to another.
 *
 * @param notBefore occasions before it are left out; null plans them all
 */
export async function planOrderOccasions(
  stores: { decisions: DecisionsStore },
  shop: Shop,
  campaigns: Campaign[],
  orderIds: OrderId[],
  notBefore: Date | null = null,
): Promise<void> {
  const following = campaigns.filter(followsOrders);
  if (following.length === 0 || orderIds.length === 0) return;
  const orders = await stores.decisions.loadOrderSubjects(shop.shopId, orderIds);
  const traces = await stores.decisions.listTracesByKey(
    shop.shopId,
    following.map(({ campaignId }) => campaignId),
    orderIds.map((orderId) => `order:${orderId}`),
  );
  const decided = new Set(
    traces.filter(({ state }) => state === 'decided').map((trace) => keyOf(trace)),
  );
  const upserts: WaitingDecision[] = [];
  for (const campaign of following) {
    for (const order of orders) {
      const occasion = order.gone ? null : orderOccasion(campaign, order);
      if (!occasion || decided.has(keyOf(occasion))) continue;
      if (notBefore && Date.parse(occasion.occasionAt) < notBefore.getTime()) continue;
      const dueAt = dueAfterSettling(shop, occasion.occasionAt);
      upserts.push({ ...occasion, decisionId: deriveDecisionId(shop.shopId, occasion), dueAt });
    }
  }
  const wanted = new Set(upserts.map(({ decisionId }) => decisionId));
  const dropped = traces.filter((row) => row.state === 'waiting' && !wanted.has(row.decisionId));
  await stores.decisions.deleteWaiting(
    shop.shopId,
    dropped.map(({ decisionId }) => decisionId),
  );
  await stores.decisions.upsertWaiting(shop.shopId, upserts);
}

function keyOf(occasion: { campaignId: string; occasionKey: string }): string {
  return `${occasion.campaignId}/${occasion.occasionKey}`;
}
