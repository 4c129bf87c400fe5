import { expect, test } from 'vitest';
import type { CustomerFacts } from '#app/domain/segments/rules/customer-facts.ts';
import { evaluateRule } from '#app/domain/segments/rules/evaluate-rule.ts';
import { COMPARISONS, type Rule } from '#app/domain/segments/rules/rule.ts';
import { addDays } from '#app/domain/time.ts';

const moment = { asOf: Date.parse('2026-11-28T12:00:00Z'), today: '2026-11-28', zone: 'UTC' };

const neverOrdered: CustomerFacts = {
  customerId: '1',
  ordersCount: 0,
  spentMinor: 0,
  discountedOrders: 0,
  aovMinor: null,
  largestOrderMinor: null,
  firstDay: null,
  lastDay: null,
  recencyScore: null,
  frequencyScore: null,
  monetaryScore: null,
  rfmGroup: 'prospects',
  predictedClvMinor: null,
  probabilityAlive: null,
  churnProbability: null,
  expectedPurchases: null,
  availablePoints: null,
  emailConsent: 'not_subscribed',
  smsConsent: 'not_subscribed',
  tags: [],
  countryCode: null,
  birthDate: null,
  createdAt: null,
  orders: [],
  campaigns: [],
  memberships: [],
};

const not = (rule: Rule): Rule => ({ type: 'not', rule });
const lastOrder = (when: Extract<Rule, { type: 'date' }>['when']): Rule => ({
  type: 'date',
  field: 'lastOrder',
  when,
});

test('what does not exist satisfies no comparison, and its negation holds', () => {
  for (const comparison of COMPARISONS) {
    const aov: Rule = { type: 'number', field: 'aovMinor', comparison, value: 0 };
    expect(evaluateRule(aov, neverOrdered, moment)).toBe(false);
    expect(evaluateRule(not(aov), neverOrdered, moment)).toBe(true);
  }
  const longAgo = lastOrder({ type: 'days-ago', days: 90 });
  expect(evaluateRule(longAgo, neverOrdered, moment)).toBe(false);
  expect(evaluateRule(not(longAgo), neverOrdered, moment)).toBe(true);
});

test('counts and sums of one who never ordered are 0', () => {
  for (const measure of ['count', 'spentMinor'] as const) {
    for (const when of [null, { type: 'in-last-days', days: 30 } as const]) {
      const none: Rule = { type: 'orders', measure, comparison: 'at-most', value: 0, when };
      expect(evaluateRule(none, neverOrdered, moment)).toBe(true);
    }
  }
});

test('no order for 90 days: on day 90, not on day 89', () => {
  const orderedOn = (day: string) => ({ ...neverOrdered, lastDay: day });
  const longAgo = lastOrder({ type: 'days-ago', days: 90 });
  const recent = lastOrder({ type: 'in-last-days', days: 90 });
  const day89 = orderedOn(addDays(moment.today, -89));
  const day90 = orderedOn(addDays(moment.today, -90));
  expect(evaluateRule(longAgo, day89, moment)).toBe(false);
  expect(evaluateRule(recent, day89, moment)).toBe(true);
  expect(evaluateRule(longAgo, day90, moment)).toBe(true);
  expect(evaluateRule(recent, day90, moment)).toBe(false);
});

test.each([
  ['1990-11-28', 1, true],
  ['1990-11-29', 1, false],
  ['1990-11-29', 2, true],
  ['1990-11-27', 364, false],
  ['1990-01-01', 35, true],
  ['1990-01-01', 34, false],
])('a birthday on %s lies within %d days of 28 November: %s', (birthDate, days, expected) => {
  const rule: Rule = { type: 'birthday', days };
  expect(evaluateRule(rule, { ...neverOrdered, birthDate }, moment)).toBe(expected);
});

test('a segment is left at the instant it is left', () => {
  const at = moment.asOf;
  const inside: Rule = { type: 'segment', key: 'repeat' };
  const during = (enteredAt: number, leftAt: number | null) =>
    evaluateRule(
      inside,
      { ...neverOrdered, memberships: [{ segmentKey: 'repeat', enteredAt, leftAt }] },
      moment,
    );
  expect(during(at, null)).toBe(true);
  expect(during(at + 1, null)).toBe(false);
  expect(during(at - 1, at)).toBe(false);
  expect(during(at - 1, at + 1)).toBe(true);
});
