import type { Comparison, DayTest, NumberField, Rule } from '#app/domain/segments/rules/rule.ts';
import { CAMPAIGN_ID } from './fill.ts';

const lastDays = (days: number): DayTest => ({ type: 'in-last-days', days });
const daysAgo = (days: number): DayTest => ({ type: 'days-ago', days });
const all = (...rules: Rule[]): Rule => ({ type: 'all', rules });
const any = (...rules: Rule[]): Rule => ({ type: 'any', rules });
const not = (rule: Rule): Rule => ({ type: 'not', rule });
const orders = (
  measure: 'count' | 'spentMinor',
  comparison: Comparison,
  value: number,
  when: DayTest | null = null,
): Rule => ({ type: 'orders', measure, comparison, value, when });
const bought = (ids: string[], when: DayTest | null = null): Rule => ({
  type: 'ordered',
  lines: { by: 'product', ids },
  comparison: 'at-least',
  value: 1,
  when,
});
const number = (field: NumberField, comparison: Comparison, value: number): Rule => ({
  type: 'number',
  field,
  comparison,
  value,
});
const lastOrder = (when: DayTest): Rule => ({ type: 'date', field: 'lastOrder', when });
const firstOrder = (when: DayTest): Rule => ({ type: 'date', field: 'firstOrder', when });
const treated = (when: DayTest | null): Rule => ({
  type: 'campaign',
  campaignId: CAMPAIGN_ID,
  event: 'treated',
  when,
});
const byMail: Rule = { type: 'consent', channel: 'email' };
const bySms: Rule = { type: 'consent', channel: 'sms' };

/** What merchants build: every kind of condition, alone and together, selective and not. */
export const BENCH_RULES: [name: string, rule: Rule][] = [
  ['at least 3 orders', orders('count', 'at-least', 3)],
  ['never ordered', orders('count', 'equals', 0)],
  ['spent at least 500', orders('spentMinor', 'at-least', 50_000)],
  ['AOV at most 30', number('aovMinor', 'at-most', 3_000)],
  ['first order in the last 30 days', firstOrder(lastDays(30))],
  ['no order for 90 days', lastOrder(daysAgo(90))],
  ['not ordered in 180 days', not(lastOrder(lastDays(180)))],
  ['2 orders in 30 days', orders('count', 'at-least', 2, lastDays(30))],
  ['2 orders in 90 days', orders('count', 'at-least', 2, lastDays(90))],
  ['spent 200 in a year', orders('spentMinor', 'at-least', 20_000, lastDays(365))],
  ['no order in a year, any before', orders('count', 'equals', 0, lastDays(365))],
  ['ordered a product', bought(['7'])],
  ['ordered one of 5 products in 90 days', bought(['1', '2', '3', '4', '5'], lastDays(90))],
  ['never ordered a product', not(bought(['3']))],
  [
    'ordered a vendor in 180 days',
    {
      type: 'ordered',
      lines: { by: 'vendor', names: ['Vendor 3'] },
      comparison: 'at-least',
      value: 1,
      when: lastDays(180),
    },
  ],
  ['predicted CLV at least 300', number('predictedClvMinor', 'at-least', 30_000)],
  ['P(alive) below 0.3', number('probabilityAlive', 'less-than', 0.3)],
  ['champions and loyal', { type: 'rfm-group', groups: ['champions', 'loyal'] }],
  ['500 points available', number('availablePoints', 'at-least', 500)],
  ['consents to mail', byMail],
  ['tag vip', { type: 'tag', tag: 'vip' }],
  ['Britain or Australia', { type: 'country', codes: ['GB', 'AU'] }],
  ['treated by a campaign in 90 days', treated(lastDays(90))],
  ['in the ready segment "first-time"', { type: 'segment', key: 'first-time' }],
  ['birthday within 7 days', { type: 'birthday', days: 7 }],
  [
    'valuable and slipping, can be mailed',
    all(
      number('predictedClvMinor', 'at-least', 20_000),
      number('probabilityAlive', 'less-than', 0.5),
      lastOrder(daysAgo(60)),
      byMail,
    ),
  ],
  [
    'second order due',
    all(orders('count', 'equals', 1), firstOrder(lastDays(60)), not(treated(lastDays(30)))),
  ],
  [
    'vip by tag, spend or points',
    any(
      { type: 'tag', tag: 'vip' },
      orders('spentMinor', 'at-least', 100_000),
      number('availablePoints', 'at-least', 1_800),
    ),
  ],
  [
    'bought and not again, by SMS or mail',
    all(bought(['1', '2'], daysAgo(60)), not(bought(['1', '2'], lastDays(60))), any(byMail, bySms)),
  ],
  [
    'active abroad',
    all(orders('count', 'at-least', 1, lastDays(180)), not({ type: 'country', codes: ['US'] }), {
      type: 'rfm-group',
      groups: ['champions', 'loyal', 'active'],
    }),
  ],
];
