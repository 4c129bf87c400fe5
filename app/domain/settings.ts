import type { Limits } from './rfm/cutoffs.ts';

/**
 * Where the five scores of RFM part: at the fifths of the shop's own customers (or, while they are
 * few, at fixed limits), or where the merchant says.
 */
export type RfmSettings =
  | { mode: 'quintiles' }
  | {
      mode: 'limits';
      /** Days since the last order. */
      recencyDays: Limits;
      /** Orders that count. */
      frequency: Limits;
      /** Historic CLV. */
      monetaryMinor: Limits;
    };

/** What a merchant can set for the whole shop. Stored as one JSON; missing keys take these defaults. */
export interface ShopSettings {
  /** What counts as value: applies to CLV, earning and clawback alike (D9). */
  money: { includeTax: boolean; includeShipping: boolean };
  classicClv: { periodDays: number; lifetimeYears: number };
  /** Whether renewals of subscriptions count as purchases for the purchase models (C11). */
  predictions: { includeSubscriptions: boolean };
  segments: {
    repeatMinOrders: number;
    loyalMinOrders: number;
    /** Share of customers, by historic CLV, that count as VIP. */
    vipTopShare: number;
    /** Multiple of the shop's AOV from which a customer's own is high. */
    highAovFactor: number;
    bigSpenderTopShare: number;
    /** From this share of discounted orders on a discount shopper, up to this one full-price. */
    discountShopperMinShare: number;
    fullPriceMaxShare: number;
    checkoutAbandonedAfterHours: number;
    checkoutAbandonedWithinDays: number;
  };
  rfm: RfmSettings;
  sender: { name: string; replyTo: string; postalAddress: string };
  /** Local hour at which dated mail goes out where the campaign does not say. */
  sendHour: number;
  /** How long an occasion waits for late facts before it is decided. */
  settlingMinutes: number;
  inboxKeepDays: number;
  loyalty: {
    enabled: boolean;
    pointsName: string;
    /** Points that redeem one reward, and what it is worth in minor units. */
    rewards: { key: string; points: number; valueMinor: number }[];
    rewardValidDays: number;
    /** What happens when clawed-back points were spent: the rest stands as shortfall either way. */
    shortfallPolicy: 'net_from_next_earn' | 'forgive';
  };
}

export const defaultSettings: ShopSettings = {
  money: { includeTax: false, includeShipping: false },
  classicClv: { periodDays: 365, lifetimeYears: 3 },
  predictions: { includeSubscriptions: false },
  segments: {
    repeatMinOrders: 2,
    loyalMinOrders: 4,
    vipTopShare: 0.05,
    highAovFactor: 1.5,
    bigSpenderTopShare: 0.1,
    discountShopperMinShare: 0.6,
    fullPriceMaxShare: 0,
    checkoutAbandonedAfterHours: 1,
    checkoutAbandonedWithinDays: 14,
  },
  rfm: { mode: 'quintiles' },
  sender: { name: '', replyTo: '', postalAddress: '' },
  sendHour: 10,
  settlingMinutes: 5,
  inboxKeepDays: 30,
  loyalty: {
    enabled: true,
    pointsName: 'points',
    rewards: [
      { key: 'small', points: 500, valueMinor: 500 },
      { key: 'large', points: 1000, valueMinor: 1200 },
    ],
    rewardValidDays: 90,
    shortfallPolicy: 'net_from_next_earn',
  },
};
