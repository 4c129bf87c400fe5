import type { DayCutoffs } from '../rfm/cutoffs.ts';
import type { ShopSettings } from '../settings.ts';

export const READY_SEGMENT_KEYS = [
  'first-time',
  'repeat',
  'vip-and-loyal',
  'high-aov',
  'big-spender',
  'discount-shopper',
  'full-price',
  'checkout-abandoner',
] as const;

export type ReadySegmentKey = (typeof READY_SEGMENT_KEYS)[number];

export function isReadySegmentKey(text: string): text is ReadySegmentKey {
  return READY_SEGMENT_KEYS.some((key) => key === text);
}

/** What a customer must have done; one exhaustive switch evaluates it. */
export type PurchaseRule =
  | { kind: 'orders-count'; min: number; max: number | null }
  | { kind: 'spent-above'; cutoff: 'vipAboveMinor' | 'bigSpenderAboveMinor' }
  | { kind: 'high-aov' }
  | { kind: 'discounted-share'; min: number; max: number }
  | { kind: 'any'; rules: PurchaseRule[] };

export type SegmentRule =
  | PurchaseRule
  | { kind: 'abandoned-checkout'; afterHours: number; withinDays: number };

export interface ReadySegment {
  key: ReadySegmentKey;
  rule: SegmentRule;
}

/** A customer's purchases at one moment. */
export interface PurchaseState {
  ordersCount: number;
  spentMinor: number;
  discountedOrders: number;
}

/** The eight ready segments under a shop's settings. */
export function readySegments(settings: ShopSettings['segments']): ReadySegment[] {
  return [
    { key: 'first-time', rule: { kind: 'orders-count', min: 1, max: 1 } },
    { key: 'repeat', rule: { kind: 'orders-count', min: settings.repeatMinOrders, max: null } },
    {
      key: 'vip-and-loyal',
      rule: {
        kind: 'any',
        rules: [
          { kind: 'orders-count', min: settings.loyalMinOrders, max: null },
          { kind: 'spent-above', cutoff: 'vipAboveMinor' },
        ],
      },
    },
    { key: 'high-aov', rule: { kind: 'high-aov' } },
    { key: 'big-spender', rule: { kind: 'spent-above', cutoff: 'bigSpenderAboveMinor' } },
    {
      key: 'discount-shopper',
      rule: { kind: 'discounted-share', min: settings.discountShopperMinShare, max: 1 },
    },
    {
      key: 'full-price',
      rule: { kind: 'discounted-share', min: 0, max: settings.fullPriceMaxShare },
    },
    {
      key: 'checkout-abandoner',
      rule: {
        kind: 'abandoned-checkout',
        afterHours: settings.checkoutAbandonedAfterHours,
        withinDays: settings.checkoutAbandonedWithinDays,
      },
    },
  ];
}

/** Whether purchases satisfy a rule under the cut-offs of a day. No order satisfies no rule. */
export function matchesRule(
  rule: PurchaseRule,
  state: PurchaseState,
  cutoffs: DayCutoffs,
): boolean {
  if (state.ordersCount === 0) return false;
  switch (rule.kind) {
    case 'orders-count':
      return state.ordersCount >= rule.min && (rule.max === null || state.ordersCount <= rule.max);
    case 'spent-above': {
      const above = cutoffs[rule.cutoff];
      return above !== null && state.spentMinor > above;
    }
    case 'high-aov': {
      const from = cutoffs.highAovFromMinor;
      return from !== null && state.spentMinor / state.ordersCount >= from;
    }
    case 'discounted-share': {
      const share = state.discountedOrders / state.ordersCount;
      return share >= rule.min && share <= rule.max;
    }
    case 'any':
      return rule.rules.some((each) => matchesRule(each, state, cutoffs));
  }
}

/** Whether the passing of a day alone can change who matches. */
export function dependsOnCutoffs(rule: PurchaseRule): boolean {
  if (rule.kind === 'any') return rule.rules.some(dependsOnCutoffs);
  return rule.kind === 'spent-above' || rule.kind === 'high-aov';
}

/** The numbers that a segment's one-sentence definition shows, today. */
export interface SegmentThresholds {
  minOrders?: number;
  aboveMinor?: number | null;
  fromAovMinor?: number | null;
  topShare?: number;
  highAovFactor?: number;
  share?: number;
  afterHours?: number;
  withinDays?: number;
}

/** The thresholds of each ready segment as its page shows them. */
export function thresholdsOf(
  key: ReadySegmentKey,
  settings: ShopSettings['segments'],
  cutoffs: DayCutoffs,
): SegmentThresholds {
  switch (key) {
    case 'first-time':
      return {};
    case 'repeat':
      return { minOrders: settings.repeatMinOrders };
    case 'vip-and-loyal':
      return {
        minOrders: settings.loyalMinOrders,
        topShare: settings.vipTopShare,
        aboveMinor: cutoffs.vipAboveMinor,
      };
    case 'high-aov':
      return { highAovFactor: settings.highAovFactor, fromAovMinor: cutoffs.highAovFromMinor };
    case 'big-spender':
      return { topShare: settings.bigSpenderTopShare, aboveMinor: cutoffs.bigSpenderAboveMinor };
    case 'discount-shopper':
      return { share: settings.discountShopperMinShare };
    case 'full-price':
      return { share: settings.fullPriceMaxShare };
    case 'checkout-abandoner':
      return {
        afterHours: settings.checkoutAbandonedAfterHours,
        withinDays: settings.checkoutAbandonedWithinDays,
      };
  }
}
