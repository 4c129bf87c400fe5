import type { ReadySegmentKey } from '#app/domain/segments/ready-segments.ts';
import type { ShopSettings } from '#app/domain/settings.ts';

export type ThresholdName = keyof ShopSettings['segments'];

/** What a merchant can set of each segment. */
export const THRESHOLDS: Record<ReadySegmentKey, ThresholdName[]> = {
  'first-time': [],
  repeat: ['repeatMinOrders'],
  'vip-and-loyal': ['loyalMinOrders', 'vipTopShare'],
  'high-aov': ['highAovFactor'],
  'big-spender': ['bigSpenderTopShare'],
  'discount-shopper': ['discountShopperMinShare'],
  'full-price': ['fullPriceMaxShare'],
  'checkout-abandoner': ['checkoutAbandonedAfterHours', 'checkoutAbandonedWithinDays'],
};

const SHARES: ThresholdName[] = [
  'vipTopShare',
  'bigSpenderTopShare',
  'discountShopperMinShare',
  'fullPriceMaxShare',
];

/** Shares of 1 are written in percent; everything else as it is. */
export function toFieldText(name: ThresholdName, value: number): string {
  return String(SHARES.includes(name) ? Number((value * 100).toFixed(4)) : value);
}
