import type { Outcome } from '#app/domain/campaigns/decision.ts';
import type { RfmGroup } from '#app/domain/rfm/groups.ts';
import type { ReadySegmentKey } from '#app/domain/segments/ready-segments.ts';
import type { UnfittedView } from '../predictions/predictions-view.ts';
import type { PredictionView } from './prediction-view.ts';
import type { TimelineEntryView } from './timeline-view.ts';

/** Instants are ISO strings, days ISO dates, money minor units. */
export interface CustomerView {
  profile: ProfileView;
  figures: CustomerFiguresView | null;
  segments: { key: ReadySegmentKey; enteredAt: string }[];
  orders: CustomerOrderView[];
  ordersShown: number;
  decisions: DecisionView[];
  timeline: { rows: TimelineEntryView[]; next: string | null; previous: string | null };
  member: PointsView | null;
  prediction: PredictionView | null;
  /** What the shop lacks for predictions; null where it has enough, or nothing is known yet. */
  lack: UnfittedView | null;
  merges: MergedView[];
  shop: { domain: string; timezone: string; periodDays: number; lifetimeYears: number };
}

/** A customer who was merged into this one. */
export interface MergedView {
  customerId: string;
  name: string | null;
  mergedAt: string;
}

export interface ProfileView {
  customerId: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  locale: string | null;
  countryCode: string | null;
  timezone: string | null;
  birthDate: string | null;
  createdAt: string | null;
  emailConsent: string;
  emailConsentAt: string | null;
  smsConsent: string;
  isGuest: boolean;
  isRedacted: boolean;
  mergedInto: string | null;
}

export interface CustomerFiguresView {
  ordersCount: number;
  excludedCount: number;
  historicClvMinor: number;
  refundedMinor: number;
  aovMinor: number | null;
  largestOrderMinor: number | null;
  purchaseFrequency: number | null;
  classicClvMinor: number | null;
  clv12MonthsMinor: number | null;
  clv24MonthsMinor: number | null;
  firstDay: string | null;
  lastDay: string | null;
  discountedOrders: number;
  recencyScore: number | null;
  frequencyScore: number | null;
  monetaryScore: number | null;
  rfmGroup: RfmGroup;
  computedAt: string;
}

export interface CustomerOrderView {
  orderId: string;
  name: string;
  processedAt: string;
  totalMinor: number;
  netMinor: number;
  refundedMinor: number;
  excludedReason: string | null;
}

export interface DecisionView {
  decisionId: string;
  campaignId: string;
  campaignName: string;
  occasionKey: string;
  occasionAt: string;
  state: string;
  outcome: string | null;
  reason: string | null;
}

export interface PointsView {
  maturing: number;
  available: number;
  held: number;
  shortfall: number;
}

export function isOutcome(text: string | null): text is Outcome {
  return text === 'act' || text === 'hold-back' || text === 'skip';
}
