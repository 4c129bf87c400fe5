import { createHash } from 'node:crypto';
import type { CustomerId, ShopId } from '../ids.ts';
import type { AssignedGroup } from './decision.ts';

/**
 * A number in [0, 1) that depends on shop, campaign and customer alone, evenly spread and
 * independent between campaigns.
 */
export function drawShare(shopId: ShopId, campaignId: string, customerId: CustomerId): number {
  const digest = createHash('sha256').update(`${shopId}/${campaignId}/${customerId}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32;
}

/**
 * The group of a customer: what was assigned before holds, also when the share is changed later;
 * else the draw decides (E1).
 */
export function assignGroup(
  draw: { shopId: ShopId; campaignId: string; customerId: CustomerId },
  holdoutShare: number,
  earlier: AssignedGroup | null,
): AssignedGroup {
  if (earlier) return earlier;
  const share = drawShare(draw.shopId, draw.campaignId, draw.customerId);
  return share < holdoutShare ? 'holdout' : 'treatment';
}
