import type { Messages } from '#app/locales/index.ts';
import type { Formats } from '../shared/formats.ts';
import { wordOf } from '../shared/word-of.ts';
import { isOutcome } from './customer-view.ts';
import type { TimelineEntryView } from './timeline-view.ts';

export type EntryTone = 'fact' | 'segment' | 'campaign' | 'points';

export interface EntryWords {
  text: string;
  /** Why, or what else there is to say. */
  note: string | null;
  tone: EntryTone;
  url: string | null;
}

/** One entry of the timeline in words. */
export function describeEntry(
  entry: TimelineEntryView,
  messages: Messages,
  formats: Formats,
): EntryWords {
  switch (entry.kind) {
    case 'segment-entered':
    case 'segment-left': {
      const { entered, left } = messages.customer.timeline;
      const name = wordOf(messages.shared.segmentNames, entry.detail.segmentKey);
      const text = entry.kind === 'segment-entered' ? entered(name) : left(name);
      const url = `/app/segments/${entry.detail.segmentKey}`;
      return { text, note: null, tone: 'segment', url };
    }
    case 'decision':
    case 'code':
    case 'message':
    case 'effect':
      return describeCampaignEntry(entry, messages, formats);
    case 'points':
      return describePoints(entry, messages, formats);
    default:
      return describeFact(entry, messages, formats);
  }
}

type Kind<Name> = Extract<TimelineEntryView, { kind: Name }>;
type FactEntry = Exclude<
  TimelineEntryView,
  Kind<'segment-entered' | 'segment-left'> | CampaignEntry | Kind<'points'>
>;
type CampaignEntry = Kind<'decision'> | Kind<'code'> | Kind<'message'> | Kind<'effect'>;

function describeFact(entry: FactEntry, messages: Messages, { money }: Formats): EntryWords {
  const { timeline: words, orders, consentStates } = messages.customer;
  const fact = (text: string, note: string | null = null): EntryWords => {
    return { text, note, tone: 'fact', url: null };
  };
  switch (entry.kind) {
    case 'order': {
      const { name, totalMinor, excludedReason } = entry.detail;
      const note = excludedReason ? wordOf(orders.excluded, excludedReason) : null;
      return fact(words.order(name, money(totalMinor)), note);
    }
    case 'cancelled':
      return fact(words.cancelled(entry.detail.name));
    case 'fulfilled':
      return fact(words.fulfilled(entry.detail.name));
    case 'refund':
      return fact(words.refund(entry.detail.name, money(entry.detail.paidBackMinor)));
    case 'checkout': {
      const { completed, totalMinor } = entry.detail;
      return fact((completed ? words.checkoutDone : words.checkoutLeft)(money(totalMinor)));
    }
    case 'consent': {
      const { channel, state } = entry.detail;
      return fact(words.consent(words.channels[channel], wordOf(consentStates, state)));
    }
    case 'merged': {
      const url = `/app/customers/${entry.detail.customerId}`;
      return { ...fact(words.merged), url };
    }
  }
}

function describeCampaignEntry(
  entry: CampaignEntry,
  messages: Messages,
  formats: Formats,
): EntryWords {
  const { timeline: words, why, messageStates } = messages.customer;
  const { decisions } = messages;
  const campaign = (text: string, note: string | null, id: string | null = null): EntryWords => {
    return { text, note, tone: 'campaign', url: id ? `/app/campaigns/${id}` : null };
  };
  switch (entry.kind) {
    case 'decision': {
      const { campaignName, campaignId, outcome, reason } = entry.detail;
      const result = isOutcome(outcome) ? why.outcomes[outcome] : why.waiting;
      const note = reason ? wordOf(decisions.reasons, reason) : null;
      return campaign(words.decision(campaignName, result), note, campaignId);
    }
    case 'code': {
      const { code, endsAt, usedOrderId } = entry.detail;
      const text = usedOrderId ? words.codeUsed(code) : words.code(code);
      return campaign(text, endsAt ? words.codeUntil(formats.date(endsAt)) : null);
    }
    case 'message': {
      const { subject, state, campaignId } = entry.detail;
      return campaign(words.message(subject, wordOf(messageStates, state)), null, campaignId);
    }
    case 'effect': {
      const { effectKind, state, reason } = entry.detail;
      const what = wordOf(words.effects, effectKind);
      const note = reason ? wordOf(decisions.effectReasons, reason) : null;
      return campaign(words.effect(what, wordOf(decisions.effectStates, state)), note);
    }
  }
}

function describePoints(
  { detail }: Kind<'points'>,
  messages: Messages,
  formats: Formats,
): EntryWords {
  const { timeline: words, pointReasons } = messages.customer;
  const reason = wordOf(pointReasons, detail.reason);
  const count = formats.number(detail.points);
  const text =
    detail.points === 0
      ? words.pointsMoved(reason)
      : words.points(detail.points > 0 ? `+${count}` : count, reason);
  return { text, note: null, tone: 'points', url: null };
}
