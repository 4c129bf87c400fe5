import { createHash } from 'node:crypto';
import type { CustomerId, OrderId, ShopId } from '../ids.ts';
import { addDays, anniversaryIn, atLocalHour, localDay } from '../time.ts';
import type { Occasion } from './decision.ts';
import { type Campaign, currentVersion } from './definition.ts';

const DAY_MS = 86_400_000;
/** A birthday given or changed less than so long before counts from the next one on (T2). */
export const DATE_LOCK_DAYS = 30;
/** Years to look ahead for the next occurrence: the 12-month rule can push it by two. */
const YEARS_AHEAD = 3;

/** What dated occasions of a customer are made from. Instants are ISO strings. */
export interface DatedSubject {
  customerId: CustomerId;
  /** IANA zone of the customer, else of the shop. */
  zone: string;
  /** ISO date. */
  birthDate: string | null;
  /** When the birth date was given or changed; null where it was always known. */
  birthDateAt: string | null;
  firstOrderAt: string | null;
}

/** What the campaign has decided for a customer before. */
export interface DatedHistory {
  decidedKeys: string[];
  /** The last occasion that was acted on or held back. */
  lastOccasionAt: string | null;
}

export interface OrderSubject {
  orderId: OrderId;
  ownerId: CustomerId | null;
  createdAt: string;
  fulfilledAt: string | null;
}

/** The row of an occasion, the same one however often it is planned. */
export function deriveDecisionId(shopId: ShopId, occasion: Omit<Occasion, 'occasionAt'>): string {
  const key = [shopId, occasion.campaignId, occasion.customerId, occasion.occasionKey].join('/');
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

/** The local day that a dated campaign follows, as it was the first time. */
function originalDay(campaign: Campaign, subject: DatedSubject): string | null {
  const { trigger } = currentVersion(campaign).definition;
  if (trigger.type === 'birthday') return subject.birthDate;
  if (trigger.type !== 'first-order-anniversary' || !subject.firstOrderAt) return null;
  return localDay(subject.firstOrderAt, subject.zone);
}

/**
 * The next occurrence of a birthday or anniversary: on the customer's local date at the campaign's
 * local hour, exactly once a year whatever the clocks do; after activation, at most a day past, not
 * within 30 days of the date having been given, and not within 12 months of the last one.
 */
export function nextDatedOccasion(
  campaign: Campaign,
  subject: DatedSubject,
  history: DatedHistory,
  now: string,
): Occasion | null {
  const { trigger } = currentVersion(campaign).definition;
  if (trigger.type !== 'birthday' && trigger.type !== 'first-order-anniversary') return null;
  const original = originalDay(campaign, subject);
  if (!original || !campaign.activatedAt) return null;
  const prefix = trigger.type === 'birthday' ? 'birthday' : 'anniversary';
  const earliest = earliestInstant(campaign, subject, now);
  const earliestDay = localDay(earliest, subject.zone);
  const firstYear = Math.max(yearOf(original) + 1, yearOf(earliestDay));
  const afterLast = twelveMonthsAfter(history.lastOccasionAt, subject.zone);
  for (let year = firstYear; year <= firstYear + YEARS_AHEAD; year += 1) {
    const day = anniversaryIn(year, original);
    const occasionKey = `${prefix}:${year}`;
    if (day < earliestDay || day < afterLast) continue;
    if (history.decidedKeys.includes(occasionKey)) continue;
    const occasionAt = atLocalHour(day, trigger.localHour, subject.zone);
    if (Date.parse(occasionAt) < earliest) continue;
    const { campaignId } = campaign;
    return { campaignId, customerId: subject.customerId, occasionKey, occasionAt };
  }
  return null;
}

function earliestInstant(campaign: Campaign, subject: DatedSubject, now: string): number {
  const { trigger } = currentVersion(campaign).definition;
  const bounds = [Date.parse(now) - DAY_MS, Date.parse(campaign.activatedAt ?? now)];
  if (trigger.type === 'birthday' && subject.birthDateAt) {
    bounds.push(Date.parse(subject.birthDateAt) + DATE_LOCK_DAYS * DAY_MS);
  }
  return Math.max(...bounds);
}

/** One day of leeway: a move to another zone shifts the instant, and 29 February the day. */
function twelveMonthsAfter(instant: string | null, zone: string): string {
  if (!instant) return '';
  const day = localDay(instant, zone);
  return addDays(anniversaryIn(yearOf(day) + 1, day), -1);
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

/**
 * Whether a waiting occasion stays as it is although the customer's dates now say otherwise: its
 * time has come, and the change is dated after it.
 */
export function isSettling(occasionAt: string, subject: DatedSubject, now: string): boolean {
  const at = Date.parse(occasionAt);
  const changedAt = subject.birthDateAt ? Date.parse(subject.birthDateAt) : 0;
  return at <= Date.parse(now) && changedAt > at;
}

/** The occasion of an order that was fulfilled, placed after the campaign was activated. */
export function orderOccasion(campaign: Campaign, order: OrderSubject): Occasion | null {
  const { trigger } = currentVersion(campaign).definition;
  if (trigger.type !== 'order-fulfilled' || !campaign.activatedAt) return null;
  if (!order.fulfilledAt || !order.ownerId) return null;
  if (Date.parse(order.createdAt) < Date.parse(campaign.activatedAt)) return null;
  const at = Date.parse(order.fulfilledAt) + trigger.delayDays * DAY_MS;
  return {
    campaignId: campaign.campaignId,
    customerId: order.ownerId,
    occasionKey: `order:${order.orderId}`,
    occasionAt: toInstant(at),
  };
}

/** When an offer given at an occasion ends: with its last local day, as the mail says. */
export function offerEnd(occasionAt: string, validDays: number, zone: string): string {
  const dayAfter = addDays(localDay(occasionAt, zone), validDays + 1);
  return toInstant(Date.parse(atLocalHour(dayAfter, 0, zone)) - 1_000);
}

function toInstant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
