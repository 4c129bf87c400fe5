import type { Condition, DayTest, Rule } from '#app/domain/segments/rules/rule.ts';
import { amountText } from '../../campaigns/campaign-form.ts';
import { ATTRIBUTES, type ValueUnit } from './attributes.ts';
import { type ConditionDraft, type GroupDraft, newCondition, type PartDraft } from './draft.ts';

/**
 * The rule of what is typed, as JSON for the server to read: what is no number stays text, so that
 * the server says so at its field.
 * @param exponent digits after the point in the currency's minor unit
 */
export function toRule(part: PartDraft, exponent: number): unknown {
  const rule =
    part.kind === 'group'
      ? { type: part.match, rules: part.parts.map((each) => toRule(each, exponent)) }
      : toCondition(part, exponent);
  return part.isNegated ? { type: 'not', rule } : rule;
}

function toCondition(draft: ConditionDraft, exponent: number): unknown {
  const { attribute, comparison } = draft;
  const shape = ATTRIBUTES[attribute];
  const when = toDayTest(draft);
  switch (shape.kind) {
    case 'compare': {
      const compared = { comparison, value: readValue(draft.value, shape.unit, exponent) };
      if (attribute === 'ordersCount')
        return { type: 'orders', measure: 'count', ...compared, when };
      if (attribute === 'spentMinor') {
        return { type: 'orders', measure: 'spentMinor', ...compared, when };
      }
      return { type: 'number', field: attribute, ...compared };
    }
    case 'ordered': {
      const isById = attribute === 'product' || attribute === 'variant';
      const items = isById ? { ids: draft.list } : { names: draft.list };
      const value = readValue(draft.value, 'count', exponent);
      return { type: 'ordered', lines: { by: attribute, ...items }, comparison, value, when };
    }
    case 'date':
      return { type: 'date', field: attribute, when };
    case 'flag':
      return { type: 'consent', channel: attribute };
    case 'tag':
      return { type: 'tag', tag: draft.text.trim() };
    case 'country':
      return { type: 'country', codes: readCodes(draft.text) };
    case 'rfm-group':
      return { type: 'rfm-group', groups: draft.list };
    case 'campaign':
      return { type: 'campaign', campaignId: draft.campaignId, event: draft.event, when };
    case 'segment':
      return { type: 'segment', key: draft.segmentKey };
    case 'birthday':
      return { type: 'birthday', days: readNumber(draft.days) };
  }
}

function toDayTest({ when, days, from, to }: ConditionDraft): unknown {
  if (when === 'ever') return null;
  if (when === 'between') return { type: when, from: from || null, to: to || null };
  return { type: when, days: readNumber(days) };
}

function readCodes(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .filter((code) => code !== '')
    .map((code) => code.toUpperCase());
}

function readNumber(text: string): number | string | null {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return null;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : trimmed;
}

function readValue(text: string, unit: ValueUnit, exponent: number): number | string | null {
  const number = readNumber(text);
  if (typeof number !== 'number') return number;
  if (unit === 'money') return Number((number * 10 ** exponent).toFixed(4));
  return unit === 'percent' ? Number((number / 100).toFixed(6)) : number;
}

/** What the builder begins with for a rule; a lone condition stands in a group of its own. */
export function toDraft(rule: Rule, exponent: number): GroupDraft {
  const part = toPart(rule, 'rule', exponent);
  if (part.kind === 'group') return part;
  return { kind: 'group', id: 'root', isNegated: false, match: 'all', parts: [part] };
}

function toPart(rule: Rule, id: string, exponent: number): PartDraft {
  switch (rule.type) {
    case 'not': {
      const part = toPart(rule.rule, `${id}.not`, exponent);
      return { ...part, isNegated: !part.isNegated };
    }
    case 'all':
    case 'any': {
      const parts = rule.rules.map((each, index) => toPart(each, `${id}.${index}`, exponent));
      return { kind: 'group', id, isNegated: false, match: rule.type, parts };
    }
    default:
      return { ...newCondition(id), ...fieldsOf(rule, exponent) };
  }
}

function fieldsOf(condition: Condition, exponent: number): Partial<ConditionDraft> {
  switch (condition.type) {
    case 'orders': {
      const attribute = condition.measure === 'count' ? 'ordersCount' : 'spentMinor';
      return {
        attribute,
        ...comparedFields(condition, attribute, exponent),
        ...whenFields(condition.when),
      };
    }
    case 'ordered': {
      const { lines, comparison, value, when } = condition;
      const list = 'ids' in lines ? lines.ids : lines.names;
      return { attribute: lines.by, list, comparison, value: String(value), ...whenFields(when) };
    }
    case 'number':
      return {
        attribute: condition.field,
        ...comparedFields(condition, condition.field, exponent),
      };
    case 'date':
      return { attribute: condition.field, ...whenFields(condition.when) };
    case 'consent':
      return { attribute: condition.channel };
    case 'tag':
      return { attribute: 'tag', text: condition.tag };
    case 'country':
      return { attribute: 'country', text: condition.codes.join(', ') };
    case 'rfm-group':
      return { attribute: 'rfm-group', list: condition.groups };
    case 'campaign': {
      const { campaignId, event, when } = condition;
      return { attribute: 'campaign', campaignId, event, ...whenFields(when) };
    }
    case 'segment':
      return { attribute: 'segment', segmentKey: condition.key };
    case 'birthday':
      return { attribute: 'birthday', days: String(condition.days) };
  }
}

function comparedFields(
  { comparison, value }: Pick<ConditionDraft, 'comparison'> & { value: number },
  attribute: ConditionDraft['attribute'],
  exponent: number,
): Partial<ConditionDraft> {
  const shape = ATTRIBUTES[attribute];
  const unit = shape.kind === 'compare' ? shape.unit : 'count';
  if (unit === 'money') return { comparison, value: amountText(value, exponent) };
  const shown = unit === 'percent' ? Number((value * 100).toFixed(4)) : value;
  return { comparison, value: String(shown) };
}

function whenFields(when: DayTest | null): Partial<ConditionDraft> {
  if (when === null) return { when: 'ever' };
  if (when.type === 'between') {
    return { when: 'between', from: when.from ?? '', to: when.to ?? '' };
  }
  return { when: when.type, days: String(when.days) };
}
