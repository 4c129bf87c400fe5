import type { Offer } from '../offers/offer.ts';

/** The ready plays; each is one shape of the same definition. */
export const PLAYS = ['anniversary-discount', 'cross-sell-offer', 'loyalty-points'] as const;
export type Play = (typeof PLAYS)[number];

export type CampaignStatus = 'draft' | 'active' | 'paused' | 'archived';

/** An order's occasion comes at most so many days after its fulfilment. */
export const MAX_DELAY_DAYS = 90;

/** What starts it, per customer. Local hours are those of the customer's zone, else the shop's. */
export type Trigger =
  | { type: 'birthday'; localHour: number }
  | { type: 'first-order-anniversary'; localHour: number }
  | { type: 'order-fulfilled'; delayDays: number }
  | { type: 'order-paid' };

/** Who may get it. */
export type Audience =
  | { type: 'everyone' }
  | { type: 'segments'; keys: string[] }
  | { type: 'rfm-groups'; groups: string[] };

/** What must hold besides. All of them must. */
export type Condition =
  | { type: 'min-orders'; count: number }
  | { type: 'days-since-last-message'; days: number };

/** The words of a mail, in Liquid. */
export interface MessageTexts {
  subject: string;
  /** What an inbox shows after the subject. */
  preheader: string;
  heading: string;
  body: string;
  buttonLabel: string;
}

/** What the products of a cross-sell are chosen by. */
export interface CrossSell {
  productCount: number;
  /** Orders in which a pair must have been bought together to count. */
  minimumSupport: number;
  /** What to show where the pairs say nothing; `none` skips the customer instead. */
  fallback: 'none' | 'bestsellers';
}

/** How paid orders earn points (L2, L3). Gift cards bought are no sale, so they earn nothing. */
export interface PointsRule {
  /** Points per whole unit of the shop's currency. */
  pointsPerUnit: number;
  /** Days after payment until points can be spent, 0 to 90. */
  maturingDays: number;
  roundingRule: 'down' | 'nearest' | 'up';
}

export type Action =
  | { type: 'discount-offer'; offer: Offer; message: MessageTexts }
  | { type: 'cross-sell-offer'; crossSell: CrossSell; offer: Offer | null; message: MessageTexts }
  | { type: 'points'; rule: PointsRule };

export interface Limits {
  /** At most `count` actions for one customer within `days`. */
  perCustomer: { count: number; days: number } | null;
  /** At most so many actions in all. */
  total: number | null;
}

/** One version of a campaign: stored as JSON in campaign_versions.definition. */
export interface CampaignDefinition {
  trigger: Trigger;
  audience: Audience;
  conditions: Condition[];
  action: Action;
  limits: Limits;
  /** Share of customers that get nothing, so that the effect can be measured; 0 to 0.5. */
  holdoutShare: number;
}

/** A definition with the time from which it holds. */
export interface CampaignVersion {
  version: number;
  /** ISO instant. */
  validFrom: string;
  definition: CampaignDefinition;
}

/** A campaign as the engine needs it. */
export interface Campaign {
  campaignId: string;
  play: Play;
  name: string;
  status: CampaignStatus;
  /** First activation; null for a draft. ISO instants. */
  activatedAt: string | null;
  pausedAt: string | null;
  /** Oldest first; never empty. */
  versions: CampaignVersion[];
}

/** The newest version. */
export function currentVersion(campaign: Campaign): CampaignVersion {
  const newest = campaign.versions.at(-1);
  if (!newest) throw new Error(`Campaign ${campaign.campaignId} has no version`);
  return newest;
}

/** The version in force at a moment, else the first one. Instants are ISO strings. */
export function versionAt(campaign: Campaign, at: string): CampaignVersion {
  const moment = Date.parse(at);
  const valid = campaign.versions.findLast((version) => Date.parse(version.validFrom) <= moment);
  return valid ?? campaign.versions[0] ?? currentVersion(campaign);
}
