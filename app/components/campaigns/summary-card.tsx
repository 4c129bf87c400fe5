import type {
  Audience,
  CampaignDefinition,
  Condition,
  Limits,
  Trigger,
} from '#app/domain/campaigns/definition.ts';
import type { Offer } from '#app/domain/offers/offer.ts';
import type { Messages } from '#app/locales/index.ts';
import { type Field, FieldList } from '../shared/field-list.tsx';
import type { Formats } from '../shared/formats.ts';
import { SectionCard } from '../shared/section-card.tsx';
import { useShell } from '../shared/shell-context.tsx';
import { wordOf } from '../shared/word-of.ts';
import { hourText } from './hour-text.ts';

/** The definition in force, in words. */
export function SummaryCard({ definition }: { definition: CampaignDefinition }) {
  const { messages, formats } = useShell();
  return (
    <SectionCard title={messages.campaignResults.summary.title}>
      <FieldList fields={describeDefinition(definition, messages, formats)} />
    </SectionCard>
  );
}

function describeDefinition(
  definition: CampaignDefinition,
  messages: Messages,
  formats: Formats,
): Field[] {
  const words = messages.campaignResults.summary;
  const { trigger, audience, conditions, action, limits, holdoutShare } = definition;
  const when = { label: words.when, value: describeTrigger(trigger, messages, formats) };
  if (action.type === 'points') {
    const { pointsPerUnit, maturingDays } = action.rule;
    const { number, settings } = formats;
    const rule = words.rule(number(pointsPerUnit, 4), settings.currency, number(maturingDays));
    return [when, { label: words.earning, value: rule }];
  }
  const holdout = holdoutShare > 0 ? words.held(formats.percent(holdoutShare)) : words.noHoldout;
  return [
    when,
    { label: words.who, value: describeAudience(audience, conditions, messages) },
    ...(action.type === 'cross-sell-offer'
      ? [
          {
            label: words.products,
            value: words.productCount(
              action.crossSell.productCount,
              action.crossSell.minimumSupport,
            ),
          },
        ]
      : []),
    { label: words.offer, value: describeOffer(action.offer, words, formats) },
    { label: words.mail, value: action.message.subject },
    { label: words.limits, value: describeLimits(limits, words, formats) },
    { label: words.holdout, value: holdout },
  ];
}

type SummaryWords = Messages['campaignResults']['summary'];

function describeTrigger(trigger: Trigger, messages: Messages, formats: Formats): string {
  const words = messages.campaignResults.summary;
  if (trigger.type === 'order-paid') return words.orderPaid;
  if (trigger.type === 'order-fulfilled') return words.afterDays(trigger.delayDays);
  const occasion = messages.campaignEditor.trigger.options[trigger.type];
  return words.atHour(occasion, hourText(trigger.localHour, formats.settings.locale));
}

function describeAudience(audience: Audience, conditions: Condition[], messages: Messages) {
  const words = messages.campaignResults.summary;
  const names =
    audience.type === 'segments'
      ? audience.keys.map((key) => wordOf(messages.shared.segmentNames, key))
      : audience.type === 'rfm-groups'
        ? audience.groups.map((group) => wordOf(groupNames(messages), group))
        : [];
  const who =
    audience.type === 'everyone'
      ? messages.campaignEditor.audience.everyone
      : words.segments(names.join(', '));
  const further = conditions.map((condition) =>
    condition.type === 'min-orders'
      ? words.minOrders(condition.count)
      : words.lastMessage(condition.days),
  );
  return [who, ...further].join(', ');
}

function groupNames({ shared }: Messages): Record<string, string> {
  return Object.fromEntries(Object.entries(shared.rfmGroups).map(([key, { name }]) => [key, name]));
}

function describeOffer(offer: Offer | null, words: SummaryWords, formats: Formats): string {
  if (!offer) return words.noOffer;
  const { value, validDays, minimumSubtotalMinor } = offer;
  const off =
    value.kind === 'percentage' ? formats.percent(value.share) : formats.money(value.amountMinor);
  const discount = words.discount(off, validDays);
  return minimumSubtotalMinor === null
    ? discount
    : `${discount}, ${words.fromMinimum(formats.money(minimumSubtotalMinor))}`;
}

function describeLimits(limits: Limits, words: SummaryWords, formats: Formats): string {
  const { perCustomer, total } = limits;
  const parts = [
    ...(perCustomer ? [words.perCustomer(perCustomer.count, perCustomer.days)] : []),
    ...(total === null ? [] : [words.total(formats.number(total))]),
  ];
  return parts.length > 0 ? parts.join(', ') : words.noLimits;
}
