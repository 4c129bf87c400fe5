import type { CustomerId } from '../../ids.ts';
import type { CampaignEvent } from './rule.ts';

export interface OrderedLine {
  productId: string | null;
  variantId: string | null;
  vendor: string | null;
  productType: string | null;
}

/** All that a rule can ask of one customer. Days are local to the shop, times epoch ms. */
export interface CustomerFacts {
  customerId: CustomerId;
  ordersCount: number;
  spentMinor: number;
  discountedOrders: number;
  /** Null for one who never ordered, as the two days. */
  aovMinor: number | null;
  largestOrderMinor: number | null;
  firstDay: string | null;
  lastDay: string | null;
  recencyScore: number | null;
  frequencyScore: number | null;
  monetaryScore: number | null;
  rfmGroup: string;
  /** Null where nothing is predicted of him. */
  predictedClvMinor: number | null;
  probabilityAlive: number | null;
  churnProbability: number | null;
  expectedPurchases: number | null;
  /** Null for one who is no member. */
  availablePoints: number | null;
  emailConsent: string;
  smsConsent: string;
  tags: string[];
  countryCode: string | null;
  /** ISO date. */
  birthDate: string | null;
  createdAt: number | null;
  /** Counted orders, with the lines of which something was kept. */
  orders: { day: string; netMinor: number; lines: OrderedLine[] }[];
  campaigns: { campaignId: string; event: CampaignEvent; at: number }[];
  memberships: { segmentKey: string; enteredAt: number; leftAt: number | null }[];
}
