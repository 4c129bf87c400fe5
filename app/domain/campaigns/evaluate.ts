import type { ConsentState } from '../facts.ts';
import type { CustomerId } from '../ids.ts';
import type { AssignedGroup, DecisionReason, Verdict } from './decision.ts';
import type { Audience, CampaignDefinition, CampaignStatus, Condition } from './definition.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A customer as the facts dated up to the occasion say. Instants are ISO strings. */
export interface CustomerSnapshot {
  customerId: CustomerId;
  /** Deleted, redacted or merged into someone else. */
  gone: boolean;
  hasEmail: boolean;
  emailConsent: ConsentState;
  emailConsentAt: string | null;
  countedOrders: number;
  segmentKeys: string[];
  rfmGroup: string | null;
  /** Of any campaign that sends, newest last. */
  messagedAt: string[];
  /** When this campaign acted for this customer, newest last. */
  actedAt: string[];
}

/** The order of an order occasion, as of the occasion. */
export interface OrderSnapshot {
  cancelled: boolean;
  /** Every unit went back. */
  returned: boolean;
}

export interface EvaluationInput {
  definition: CampaignDefinition;
  status: CampaignStatus;
  /** ISO instants. */
  occasionAt: string;
  now: string;
  settlingMinutes: number;
  group: AssignedGroup;
  customer: CustomerSnapshot | null;
  /** How often the campaign has acted for anyone. */
  actedInAll: number;
  /** Null where the occasion is not an order's. */
  order: OrderSnapshot | null;
  /** How many products could be recommended; null where the action recommends none. */
  recommendable: number | null;
}

/**
 * Decides one occasion. Both groups go through the same checks, so that those who would have been
 * acted for and those who are held back can be compared.
 */
export function evaluateOccasion(input: EvaluationInput): Verdict {
  const refusal =
    refuseMoment(input) ??
    refuseCustomer(input) ??
    refuseOrder(input.order) ??
    refuseLimits(input) ??
    (input.recommendable === 0 ? 'nothing_to_recommend' : null);
  if (refusal) return { outcome: 'skip', reason: refusal };
  if (input.group === 'holdout') return { outcome: 'hold-back', reason: 'held_out' };
  return { outcome: 'act', reason: 'occasion_reached' };
}

function refuseMoment(input: EvaluationInput): DecisionReason | null {
  if (input.status !== 'active') return 'campaign_paused';
  const lateMs = Date.parse(input.now) - Date.parse(input.occasionAt);
  return lateMs > DAY_MS + input.settlingMinutes * MINUTE_MS ? 'moment_passed' : null;
}

function refuseCustomer(input: EvaluationInput): DecisionReason | null {
  const { customer, definition, occasionAt } = input;
  if (!customer || customer.gone) return 'customer_gone';
  if (customer.customerId.startsWith('-')) return 'guest_customer';
  if (!customer.hasEmail) return 'no_email_address';
  if (!wasSubscribed(customer, occasionAt)) return 'no_email_consent';
  if (!isInAudience(definition.audience, customer)) return 'not_in_audience';
  for (const condition of definition.conditions) {
    const refusal = refuseCondition(condition, customer, occasionAt);
    if (refusal) return refusal;
  }
  return null;
}

/**
 * Consent as it was at the occasion: a change dated later is turned back, because the decision must
 * not depend on whether it arrived before. What holds when the mail goes out is checked again then.
 */
function wasSubscribed(customer: CustomerSnapshot, occasionAt: string): boolean {
  const changedAt = customer.emailConsentAt;
  const isLater = changedAt !== null && Date.parse(changedAt) > Date.parse(occasionAt);
  if (isLater) return customer.emailConsent === 'unsubscribed';
  return customer.emailConsent === 'subscribed';
}

function isInAudience(audience: Audience, customer: CustomerSnapshot): boolean {
  switch (audience.type) {
    case 'everyone':
      return true;
    case 'segments':
      return audience.keys.some((key) => customer.segmentKeys.includes(key));
    case 'rfm-groups':
      return customer.rfmGroup !== null && audience.groups.includes(customer.rfmGroup);
  }
}

function refuseCondition(
  condition: Condition,
  customer: CustomerSnapshot,
  occasionAt: string,
): DecisionReason | null {
  switch (condition.type) {
    case 'min-orders':
      return customer.countedOrders < condition.count ? 'too_few_orders' : null;
    case 'days-since-last-message':
      return countWithin(customer.messagedAt, occasionAt, condition.days) > 0
        ? 'messaged_recently'
        : null;
  }
}

function refuseOrder(order: OrderSnapshot | null): DecisionReason | null {
  if (!order) return null;
  if (order.cancelled) return 'order_cancelled';
  return order.returned ? 'order_returned' : null;
}

function refuseLimits(input: EvaluationInput): DecisionReason | null {
  const { perCustomer, total } = input.definition.limits;
  const acted = input.customer?.actedAt ?? [];
  if (perCustomer && countWithin(acted, input.occasionAt, perCustomer.days) >= perCustomer.count) {
    return 'customer_limit_reached';
  }
  return total !== null && input.actedInAll >= total ? 'cap_reached' : null;
}

function countWithin(instants: string[], until: string, days: number): number {
  const end = Date.parse(until);
  return instants.filter((instant) => {
    const at = Date.parse(instant);
    return at <= end && at > end - days * DAY_MS;
  }).length;
}
