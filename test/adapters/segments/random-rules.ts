import fc from 'fast-check';
import { RFM_GROUPS } from '#app/domain/rfm/groups.ts';
import { READY_SEGMENT_KEYS } from '#app/domain/segments/ready-segments.ts';
import {
  CAMPAIGN_EVENTS,
  COMPARISONS,
  CONSENT_CHANNELS,
  type Condition,
  DATE_FIELDS,
  type DayTest,
  NUMBER_FIELDS,
  ORDER_MEASURES,
  type Rule,
} from '#app/domain/segments/rules/rule.ts';
import { addDays } from '#app/domain/time.ts';

/** Few values, so that the data lies on the limits of the rules. */
export const NUMBERS = [0, 0.1, 0.5, 1, 2, 3, 1000, 2000];
export const DAY_OFFSETS = [-366, -31, -30, -8, -7, -2, -1, 0, 1];
export const CAMPAIGN_IDS = [
  '00000000-0000-4000-8000-000000000001',
  '00000000-0000-4000-8000-000000000002',
];
export const TAGS = ['vip', 'VIP', "o'brien", '{}', '%'];
export const COUNTRIES = ['GB', 'NZ', 'US'];
export const PRODUCTS = ['1', '2', '3', '4'];
export const VARIANTS = ['11', '12', '13'];
export const VENDORS = ['Fern', 'fern', 'Moss'];
export const PRODUCT_TYPES = ['plant', 'pot'];

const oneOf = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const someOf = <Value>(values: readonly Value[]) =>
  fc.uniqueArray(oneOf(values), { minLength: 1, maxLength: 2 });

function dayTests(today: string): fc.Arbitrary<DayTest> {
  const day = oneOf(DAY_OFFSETS.map((offset) => addDays(today, offset)));
  const days = oneOf([1, 2, 7, 8, 30, 31, 366]);
  return fc.oneof(
    fc.record({ type: fc.constant('in-last-days' as const), days }),
    fc.record({ type: fc.constant('days-ago' as const), days }),
    fc.record({ type: fc.constant('between' as const), from: day, to: fc.constant(null) }),
    fc.record({ type: fc.constant('between' as const), from: fc.constant(null), to: day }),
    fc
      .tuple(day, day)
      .filter(([from, to]) => from <= to)
      .map(([from, to]): DayTest => ({ type: 'between', from, to })),
  );
}

function conditions(today: string): fc.Arbitrary<Condition> {
  const when = fc.option(dayTests(today));
  const compared = { comparison: oneOf(COMPARISONS), value: oneOf([0, 1, 2, 3, 1000, 2000]) };
  const lines = fc.oneof(
    fc.record({ by: oneOf(['product'] as const), ids: someOf(PRODUCTS) }),
    fc.record({ by: oneOf(['variant'] as const), ids: someOf(VARIANTS) }),
    fc.record({ by: oneOf(['vendor'] as const), names: someOf(VENDORS) }),
    fc.record({ by: oneOf(['product-type'] as const), names: someOf(PRODUCT_TYPES) }),
  );
  const of = <Type extends Condition['type']>(type: Type) => fc.constant(type);
  return fc.oneof(
    fc.record({ type: of('orders'), measure: oneOf(ORDER_MEASURES), ...compared, when }),
    fc.record({ type: of('ordered'), lines, ...compared, when }),
    fc.record({ type: of('number'), field: oneOf(NUMBER_FIELDS), ...compared }),
    fc.record({
      type: of('number'),
      field: oneOf(['predictedClvMinor', 'probabilityAlive', 'aovMinor'] as const),
      comparison: oneOf(COMPARISONS),
      value: oneOf(NUMBERS),
    }),
    fc.record({ type: of('date'), field: oneOf(DATE_FIELDS), when: dayTests(today) }),
    fc.record({ type: of('rfm-group'), groups: someOf(RFM_GROUPS) }),
    fc.record({ type: of('consent'), channel: oneOf(CONSENT_CHANNELS) }),
    fc.record({ type: of('tag'), tag: oneOf(TAGS) }),
    fc.record({ type: of('country'), codes: someOf(COUNTRIES) }),
    fc.record({
      type: of('campaign'),
      campaignId: oneOf(CAMPAIGN_IDS),
      event: oneOf(CAMPAIGN_EVENTS),
      when,
    }),
    fc.record({ type: of('segment'), key: oneOf(READY_SEGMENT_KEYS.slice(0, 3)) }),
    fc.record({ type: of('birthday'), days: oneOf([1, 2, 7, 8, 365]) }),
  );
}

/** Rules of all kinds, nested up to three deep, about a local day. */
export function rulesAbout(today: string): fc.Arbitrary<Rule> {
  const groups = (inner: fc.Arbitrary<Rule>): fc.Arbitrary<Rule> => {
    const rules = fc.array(inner, { minLength: 1, maxLength: 3 });
    return fc.oneof(
      inner,
      fc.record({ type: fc.constant('all' as const), rules }),
      fc.record({ type: fc.constant('any' as const), rules }),
      fc.record({ type: fc.constant('not' as const), rule: inner }),
    );
  };
  return groups(groups(groups(conditions(today))));
}
