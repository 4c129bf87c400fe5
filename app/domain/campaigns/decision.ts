import type { CustomerId } from '../ids.ts';

/** Fixed before anything else is looked at, and kept for later occasions (E1). */
export type AssignedGroup = 'treatment' | 'holdout';

export type Outcome = 'act' | 'hold-back' | 'skip';

/** Why a decision came out as it did; the sentence for each stands in the locales. */
export const DECISION_REASONS = [
  'occasion_reached',
  'held_out',
  'campaign_paused',
  'moment_passed',
  'customer_gone',
  'guest_customer',
  'no_email_address',
  'no_email_consent',
  'not_in_audience',
  'too_few_orders',
  'messaged_recently',
  'customer_limit_reached',
  'cap_reached',
  'order_cancelled',
  'order_returned',
  'nothing_to_recommend',
] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];

/** Why an effect that was planned did not happen, or is not known to have. */
export const EFFECT_REASONS = [
  'no_email_address',
  'no_email_consent',
  'customer_gone',
  'campaign_archived',
  'offer_expired',
  'code_failed',
  'code_taken',
  'refused_by_shopify',
  'refused_by_mail_server',
  'template_broken',
  'nothing_to_recommend',
  'crashed_while_sending',
  'connection_lost_while_sending',
] as const;
export type EffectReason = (typeof EFFECT_REASONS)[number];

export interface Verdict {
  outcome: Outcome;
  reason: DecisionReason;
}

/** A dated or order occasion of one customer for one campaign. */
export interface Occasion {
  campaignId: string;
  customerId: CustomerId;
  /** Names the occasion once and for all: `birthday:2027`, `order:1001`. */
  occasionKey: string;
  /** ISO instant. */
  occasionAt: string;
}
