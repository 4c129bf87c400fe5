import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeRule } from '#app/components/segments/describe-rule.ts';
import { createFormats } from '#app/components/shared/formats.ts';
import type { Rule } from '#app/domain/segments/rules/rule.ts';
import { messagesFor } from '#app/locales/index.ts';
import { CAMPAIGN_IDS, rulesAbout } from '#test/adapters/segments/random-rules.ts';

const [campaignId = ''] = CAMPAIGN_IDS;
const words = {
  messages: messagesFor('en'),
  formats: createFormats({
    currency: 'GBP',
    currencyExponent: 2,
    locale: 'en-GB',
    timezone: 'Europe/London',
  }),
  options: {
    products: [{ value: '1', label: 'Fern' }],
    variants: [],
    vendors: [],
    productTypes: [],
    campaigns: [{ value: campaignId, label: 'Birthday' }],
    readySegments: [],
  },
};

const lastOrder: Rule = { type: 'date', field: 'lastOrder', when: { type: 'days-ago', days: 90 } };
const byMail: Rule = { type: 'consent', channel: 'email' };
const spent: Rule = {
  type: 'orders',
  measure: 'spentMinor',
  comparison: 'at-least',
  value: 20_000,
  when: { type: 'in-last-days', days: 365 },
};

test.each<[Rule, string]>([
  [lastOrder, 'last order 90 days ago or longer'],
  [spent, 'net spend at least £200.00 in the last 365 days'],
  [{ type: 'not', rule: byMail }, 'not (subscribed to e-mail)'],
  [
    { type: 'all', rules: [lastOrder, { type: 'any', rules: [byMail, spent] }] },
    'last order 90 days ago or longer and (subscribed to e-mail or net spend at least £200.00 in the last 365 days)',
  ],
  [
    {
      type: 'ordered',
      lines: { by: 'product', ids: ['1', '9'] },
      comparison: 'at-least',
      value: 2,
      when: { type: 'between', from: '2026-01-01', to: null },
    },
    'ordered Fern, 9 in at least 2 orders since 1 Jan 2026',
  ],
  [{ type: 'campaign', campaignId, event: 'treated', when: null }, 'got it in campaign “Birthday”'],
  [
    { type: 'number', field: 'probabilityAlive', comparison: 'less-than', value: 0.4 },
    'probability of still being a customer less than 40%',
  ],
])('a rule is said in a sentence: %j', (rule, sentence) => {
  expect(describeRule(rule, words)).toBe(sentence);
});

test('every rule has a sentence without holes', () => {
  fc.assert(
    fc.property(rulesAbout('2026-11-28'), (rule) => {
      expect(describeRule(rule, words)).not.toMatch(/undefined|NaN|\[object|^\s*$/);
    }),
    { seed: 3 },
  );
});
