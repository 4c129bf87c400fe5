import type { RfmGroup } from '../../rfm/groups.ts';
import type { ReadySegmentKey } from '../ready-segments.ts';

export const COMPARISONS = ['at-least', 'more-than', 'at-most', 'less-than', 'equals'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/**
 * Numbers a customer has one of. Fields in `Minor` are minor units of the shop's currency;
 * probabilities are shares from 0 to 1; predicted ones are of the horizon of the current fit.
 */
export const NUMBER_FIELDS = [
  'aovMinor',
  'largestOrderMinor',
  'discountedOrders',
  'predictedClvMinor',
  'probabilityAlive',
  'churnProbability',
  'expectedPurchases',
  'recencyScore',
  'frequencyScore',
  'monetaryScore',
  'availablePoints',
] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

export const DATE_FIELDS = ['firstOrder', 'lastOrder', 'customerCreated'] as const;
export type DateField = (typeof DATE_FIELDS)[number];

/**
 * Which local days of the shop. `in-last-days` 1 is today alone; `days-ago` is that many days ago
 * or longer, so that of the same number the two exclude each other and leave no day out.
 */
export type DayTest =
  | { type: 'in-last-days'; days: number }
  | { type: 'days-ago'; days: number }
  /** ISO dates, both included; null is open, and not both are. */
  | { type: 'between'; from: string | null; to: string | null };

/** Which lines of orders; a list means any of it. What was taken back whole is no line. */
export type LineFilter =
  | { by: 'product'; ids: string[] }
  | { by: 'variant'; ids: string[] }
  | { by: 'vendor'; names: string[] }
  | { by: 'product-type'; names: string[] };

export const ORDER_MEASURES = ['count', 'spentMinor'] as const;
export type OrderMeasure = (typeof ORDER_MEASURES)[number];

export const CAMPAIGN_EVENTS = ['decided', 'treated', 'held-out', 'redeemed'] as const;
export type CampaignEvent = (typeof CAMPAIGN_EVENTS)[number];

export const CONSENT_CHANNELS = ['email', 'sms'] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

/** One statement about a customer. Orders are counted ones, money net of refunds. */
export type Condition =
  /** Counts and sums exist for everybody: who never ordered has 0. */
  | {
      type: 'orders';
      measure: OrderMeasure;
      comparison: Comparison;
      value: number;
      when: DayTest | null;
    }
  /** Number of orders with such a line. */
  | {
      type: 'ordered';
      lines: LineFilter;
      comparison: Comparison;
      value: number;
      when: DayTest | null;
    }
  | { type: 'number'; field: NumberField; comparison: Comparison; value: number }
  | { type: 'date'; field: DateField; when: DayTest }
  | { type: 'rfm-group'; groups: RfmGroup[] }
  /** Subscribed on the channel. */
  | { type: 'consent'; channel: ConsentChannel }
  /** Exactly so written. */
  | { type: 'tag'; tag: string }
  | { type: 'country'; codes: string[] }
  | { type: 'campaign'; campaignId: string; event: CampaignEvent; when: DayTest | null }
  | { type: 'segment'; key: ReadySegmentKey }
  /** A birthday within so many days, of which today is the first. */
  | { type: 'birthday'; days: number };

/**
 * Who belongs to a segment. A condition holds or it does not, there is no third value: what does
 * not exist (a date of one who never ordered, a prediction not made) satisfies no comparison, so a
 * condition on it is false and its `not` is true.
 */
export type Rule =
  | { type: 'all'; rules: Rule[] }
  | { type: 'any'; rules: Rule[] }
  | { type: 'not'; rule: Rule }
  | Condition;

/** The moment for which a rule is asked. */
export interface RuleMoment {
  /** Epoch ms. */
  asOf: number;
  /** The shop's local date, ISO; days are counted from it. */
  today: string;
  /** The shop's IANA zone. */
  zone: string;
}

/** The conditions of a rule, from left to right. */
export function conditionsOf(rule: Rule): Condition[] {
  switch (rule.type) {
    case 'all':
    case 'any':
      return rule.rules.flatMap(conditionsOf);
    case 'not':
      return conditionsOf(rule.rule);
    default:
      return [rule];
  }
}

/** Whether the passing of days alone can change who matches. */
export function dependsOnTime(rule: Rule): boolean {
  return conditionsOf(rule).some((condition) => {
    if (condition.type === 'birthday') return true;
    const when = 'when' in condition ? condition.when : null;
    return when !== null && when.type !== 'between';
  });
}
