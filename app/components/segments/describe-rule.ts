import type { Condition, DayTest, Rule } from '#app/domain/segments/rules/rule.ts';
import type { Messages } from '#app/locales/index.ts';
import type { Formats } from '../shared/formats.ts';
import { ATTRIBUTES } from './builder/attributes.ts';
import type { BuilderOptions } from './builder/builder-context.tsx';

export interface RuleWords {
  messages: Messages;
  formats: Formats;
  options: BuilderOptions;
}

/** A rule as one sentence, such as "number of orders at least 3 and not (tagged “vip”)". */
export function describeRule(rule: Rule, words: RuleWords, isInner = false): string {
  const { sentence } = words.messages.segmentRules;
  switch (rule.type) {
    case 'all':
    case 'any': {
      const parts = rule.rules.map((each) => describeRule(each, words, rule.rules.length > 1));
      const text = parts.join(rule.type === 'all' ? sentence.and : sentence.or);
      return isInner && parts.length > 1 ? `(${text})` : text;
    }
    case 'not':
      return sentence.not(describeRule(rule.rule, words));
    default:
      return describeCondition(rule, words);
  }
}

function describeCondition(condition: Condition, words: RuleWords): string {
  const { attributes, comparisons, events, sentence } = words.messages.segmentRules;
  const { options } = words;
  const withDays = (text: string, when: DayTest | null) =>
    when === null ? text : `${text} ${describeDays(when, words)}`;
  switch (condition.type) {
    case 'orders': {
      const attribute = condition.measure === 'count' ? 'ordersCount' : 'spentMinor';
      return withDays(describeComparison(attribute, condition, words), condition.when);
    }
    case 'ordered': {
      const { lines, comparison, value } = condition;
      const what = 'ids' in lines ? namesOf(lines.ids, choicesOf(lines.by, options)) : lines.names;
      const count = `${comparisons[comparison]} ${words.formats.number(value)}`;
      return withDays(sentence.ordered(count, what.join(', ')), condition.when);
    }
    case 'number':
      return describeComparison(condition.field, condition, words);
    case 'date':
      return sentence.dated(attributes[condition.field], describeDays(condition.when, words));
    case 'rfm-group': {
      const names = condition.groups.map((group) => words.messages.shared.rfmGroups[group].name);
      return sentence.listed(attributes['rfm-group'], names.join(', '));
    }
    case 'consent':
      return sentence.consent[condition.channel];
    case 'tag':
      return sentence.tag(condition.tag);
    case 'country':
      return sentence.listed(attributes.country, condition.codes.join(', '));
    case 'campaign': {
      const [name = ''] = namesOf([condition.campaignId], options.campaigns);
      return withDays(sentence.campaign(events[condition.event], name), condition.when);
    }
    case 'segment':
      return sentence.segment(words.messages.shared.segmentNames[condition.key]);
    case 'birthday':
      return sentence.birthday(condition.days);
  }
}

type Compared = Extract<Condition, { type: 'orders' | 'number' }>;

function describeComparison(
  attribute: Extract<Condition, { type: 'number' }>['field'] | 'ordersCount' | 'spentMinor',
  { comparison, value }: Compared,
  { messages, formats }: RuleWords,
): string {
  const { attributes, comparisons, sentence } = messages.segmentRules;
  const shape = ATTRIBUTES[attribute];
  const unit = shape.kind === 'compare' ? shape.unit : 'count';
  const written = {
    money: formats.money,
    percent: formats.percent,
    count: formats.number,
    orders: formats.number,
    number: formats.number,
  }[unit](value);
  return sentence.compared(attributes[attribute], comparisons[comparison], written);
}

function describeDays(when: DayTest, { messages, formats }: RuleWords): string {
  const { sentence } = messages.segmentRules;
  if (when.type === 'in-last-days') return sentence.inLastDays(when.days);
  if (when.type === 'days-ago') return sentence.daysAgo(when.days);
  if (when.to === null) return sentence.since(formats.day(when.from));
  if (when.from === null) return sentence.until(formats.day(when.to));
  return sentence.between(formats.day(when.from), formats.day(when.to));
}

function choicesOf(by: 'product' | 'variant', options: BuilderOptions) {
  return by === 'product' ? options.products : options.variants;
}

function namesOf(values: string[], choices: BuilderOptions['products']): string[] {
  const labels = new Map(choices.map(({ value, label }) => [value, label]));
  return values.map((value) => labels.get(value) ?? value);
}
