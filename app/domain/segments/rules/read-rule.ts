import {
  createFieldReader,
  type FieldError,
  type FieldReader,
} from '../../campaigns/field-reader.ts';
import { RFM_GROUPS } from '../../rfm/groups.ts';
import { isDate } from '../../time.ts';
import { READY_SEGMENT_KEYS } from '../ready-segments.ts';
import {
  CAMPAIGN_EVENTS,
  COMPARISONS,
  CONSENT_CHANNELS,
  type Comparison,
  type Condition,
  DATE_FIELDS,
  type DayTest,
  type LineFilter,
  NUMBER_FIELDS,
  type NumberField,
  ORDER_MEASURES,
  type Rule,
} from './rule.ts';

/** Three groups within one another, each negated, and a negated condition. */
export const MAX_RULE_DEPTH = 8;
/** Groups and conditions together. */
export const MAX_RULE_NODES = 50;
const MAX_LIST = 50;
const MAX_DAYS = 3_660;
const MAX_COUNT = 100_000;
export const MAX_MINOR = 1_000_000_000_000;

export type RuleResult = { ok: true; rule: Rule } | { ok: false; errors: FieldError[] };

const TYPES = [
  'all',
  'any',
  'not',
  'orders',
  'ordered',
  'number',
  'date',
  'rfm-group',
  'consent',
  'tag',
  'country',
  'campaign',
  'segment',
  'birthday',
] as const satisfies Rule['type'][];

interface Reading {
  nodes: number;
}

/**
 * Reads a segment's rule from JSON: a form's, or what the database holds. Every error names its
 * field by path, such as `rules.0.when.days`. Deeper or larger rules than the limits are refused.
 */
export function readRule(json: unknown): RuleResult {
  const errors: FieldError[] = [];
  const rule = readNode(createFieldReader(json, errors), 1, { nodes: 0 });
  if (errors.length > 0 || !rule) return { ok: false, errors };
  return { ok: true, rule };
}

function readNode(reader: FieldReader, depth: number, reading: Reading): Rule | null {
  reading.nodes += 1;
  if (depth > MAX_RULE_DEPTH) {
    reader.reject({ code: 'too_deep', max: MAX_RULE_DEPTH });
    return null;
  }
  if (reading.nodes > MAX_RULE_NODES) {
    if (reading.nodes === MAX_RULE_NODES + 1) {
      reader.reject({ code: 'too_many', max: MAX_RULE_NODES });
    }
    return null;
  }
  const type = reader.at('type').oneOf(TYPES);
  if (type === 'not') {
    const rule = readNode(reader.at('rule'), depth + 1, reading);
    return rule && { type, rule };
  }
  if (type === 'all' || type === 'any') {
    const items = reader.at('rules').items(MAX_RULE_NODES);
    if (items.length === 0) reader.at('rules').reject({ code: 'empty' });
    const rules = items.slice(0, MAX_RULE_NODES).map((item) => readNode(item, depth + 1, reading));
    return { type, rules: rules.filter((rule) => rule !== null) };
  }
  return type && readCondition(type, reader);
}

function readCondition(type: Condition['type'], reader: FieldReader): Condition | null {
  switch (type) {
    case 'orders':
      return readOrders(reader);
    case 'ordered': {
      const lines = readLines(reader.at('lines'));
      const compared = readComparison(reader, { min: 0, max: MAX_COUNT, whole: true });
      const when = readOptionalDays(reader.at('when'));
      return lines && compared && { type, lines, ...compared, when };
    }
    case 'number': {
      const field = reader.at('field').oneOf(NUMBER_FIELDS);
      const compared = field && readComparison(reader, RANGES[field]);
      return compared && { type, field, ...compared };
    }
    case 'date': {
      const field = reader.at('field').oneOf(DATE_FIELDS);
      const when = readDays(reader.at('when'));
      return field && when && { type, field, when };
    }
    case 'campaign': {
      const event = reader.at('event').oneOf(CAMPAIGN_EVENTS);
      const campaignId = reader.at('campaignId').text({ max: 36, pattern: UUID, expected: 'UUID' });
      const when = readOptionalDays(reader.at('when'));
      return event && { type, campaignId, event, when };
    }
    default:
      return readPersonal(type, reader);
  }
}

function readPersonal(
  type: Exclude<Condition['type'], 'orders' | 'ordered' | 'number' | 'date' | 'campaign'>,
  reader: FieldReader,
): Condition | null {
  switch (type) {
    case 'rfm-group': {
      const groups = readList(reader.at('groups'), (item) => item.oneOf(RFM_GROUPS));
      return { type, groups: groups.filter((group) => group !== null) };
    }
    case 'consent': {
      const channel = reader.at('channel').oneOf(CONSENT_CHANNELS);
      return channel && { type, channel };
    }
    case 'tag':
      return { type, tag: reader.at('tag').text({ max: 255, pattern: NO_NUL, expected: 'text' }) };
    case 'country':
      return {
        type,
        codes: readList(reader.at('codes'), (item) =>
          item.text({ max: 2, pattern: /^[A-Z]{2}$/, expected: 'GB' }),
        ),
      };
    case 'segment': {
      const key = reader.at('key').oneOf(READY_SEGMENT_KEYS);
      return key && { type, key };
    }
    case 'birthday':
      return { type, days: reader.at('days').number({ min: 1, max: 365, whole: true }) };
  }
}

interface NumberRange {
  min: number;
  max: number;
  whole?: boolean;
}

const SHARE: NumberRange = { min: 0, max: 1 };
const SCORE: NumberRange = { min: 1, max: 5, whole: true };
const MONEY: NumberRange = { min: 0, max: MAX_MINOR, whole: true };
const RANGES: Record<NumberField, NumberRange> = {
  aovMinor: MONEY,
  largestOrderMinor: MONEY,
  discountedOrders: { min: 0, max: MAX_COUNT, whole: true },
  predictedClvMinor: MONEY,
  probabilityAlive: SHARE,
  churnProbability: SHARE,
  expectedPurchases: { min: 0, max: MAX_COUNT },
  recencyScore: SCORE,
  frequencyScore: SCORE,
  monetaryScore: SCORE,
  availablePoints: { min: 0, max: MAX_MINOR, whole: true },
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** PostgreSQL keeps no NUL in a text. */
const NO_NUL = /^[^\0]*$/;

function readOrders(reader: FieldReader): Condition | null {
  const measure = reader.at('measure').oneOf(ORDER_MEASURES);
  const range = measure === 'spentMinor' ? MONEY : { min: 0, max: MAX_COUNT, whole: true };
  const compared = readComparison(reader, range);
  const when = readOptionalDays(reader.at('when'));
  return measure && compared && { type: 'orders', measure, ...compared, when };
}

function readComparison(
  reader: FieldReader,
  range: NumberRange,
): { comparison: Comparison; value: number } | null {
  const comparison = reader.at('comparison').oneOf(COMPARISONS);
  const value = reader.at('value').number(range);
  return comparison && { comparison, value };
}

function readLines(reader: FieldReader): LineFilter | null {
  const by = reader.at('by').oneOf(['product', 'variant', 'vendor', 'product-type']);
  if (by === 'product' || by === 'variant') {
    const id = { max: 19, pattern: /^\d{1,18}$/, expected: '123' };
    return { by, ids: readList(reader.at('ids'), (item) => item.text(id)) };
  }
  if (by === null) return null;
  const name = { max: 255, pattern: NO_NUL, expected: 'text' };
  return { by, names: readList(reader.at('names'), (item) => item.text(name)) };
}

function readList<Item>(reader: FieldReader, read: (item: FieldReader) => Item): Item[] {
  const items = reader.items(MAX_LIST);
  if (items.length === 0) reader.reject({ code: 'empty' });
  return items.map(read);
}

function readOptionalDays(reader: FieldReader): DayTest | null {
  return reader.isNull() ? null : readDays(reader);
}

function readDays(reader: FieldReader): DayTest | null {
  const type = reader.at('type').oneOf(['in-last-days', 'days-ago', 'between']);
  if (type === 'in-last-days' || type === 'days-ago') {
    const days = reader.at('days').number({ min: 1, max: MAX_DAYS, whole: true });
    return { type, days };
  }
  if (type === null) return null;
  const from = readOptionalDate(reader.at('from'));
  const to = readOptionalDate(reader.at('to'));
  if (reader.at('from').isNull() && reader.at('to').isNull()) {
    reader.at('from').reject({ code: 'missing' });
  } else if (from !== null && to !== null && from > to) {
    reader.at('to').reject({ code: 'before_start' });
  }
  return { type, from, to };
}

function readOptionalDate(reader: FieldReader): string | null {
  if (reader.isNull()) return null;
  const text = reader.text({ max: 10 });
  if (isDate(text)) return text;
  reader.reject({ code: 'bad_pattern', expected: '2026-11-22' });
  return null;
}
