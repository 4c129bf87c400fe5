import { expect, test } from 'vitest';
import { MAX_RULE_DEPTH, MAX_RULE_NODES, readRule } from '#app/domain/segments/rules/read-rule.ts';
import type { Rule } from '#app/domain/segments/rules/rule.ts';

const loyal: Rule = {
  type: 'all',
  rules: [
    { type: 'orders', measure: 'count', comparison: 'at-least', value: 3, when: null },
    {
      type: 'not',
      rule: { type: 'date', field: 'lastOrder', when: { type: 'in-last-days', days: 90 } },
    },
    {
      type: 'any',
      rules: [
        { type: 'tag', tag: 'vip' },
        { type: 'number', field: 'probabilityAlive', comparison: 'less-than', value: 0.4 },
        {
          type: 'ordered',
          lines: { by: 'product', ids: ['7'] },
          comparison: 'at-least',
          value: 1,
          when: { type: 'between', from: '2026-01-01', to: null },
        },
      ],
    },
  ],
};

function problemsOf(json: unknown) {
  const result = readRule(json);
  return result.ok ? [] : result.errors.map(({ field, code }) => `${field}: ${code}`);
}

function nested(depth: number): unknown {
  return depth === 1
    ? { type: 'consent', channel: 'email' }
    : { type: 'not', rule: nested(depth - 1) };
}

function wide(conditions: number): unknown {
  const rules = Array.from({ length: conditions }, () => ({ type: 'consent', channel: 'sms' }));
  return { type: 'any', rules };
}

test('what was stored is read as it was, and what it does not know is left out', () => {
  expect(readRule(JSON.parse(JSON.stringify(loyal)))).toEqual({ ok: true, rule: loyal });
  const extra = { type: 'consent', channel: 'email', sql: 'drop table' };
  expect(readRule(extra)).toEqual({ ok: true, rule: { type: 'consent', channel: 'email' } });
});

test('every error names its field by its path', () => {
  expect(
    problemsOf({
      type: 'all',
      rules: [
        { type: 'orders', measure: 'count', comparison: 'about', value: 1.5, when: null },
        { type: 'not', rule: { type: 'tag' } },
        {
          type: 'any',
          rules: [{ type: 'number', field: 'probabilityAlive', comparison: 'equals', value: 40 }],
        },
        { type: 'date', field: 'lastOrder', when: { type: 'in-last-days', days: 0 } },
        { type: 'wish' },
      ],
    }),
  ).toEqual([
    'rules.0.comparison: not_one_of',
    'rules.0.value: not_whole',
    'rules.1.rule.tag: missing',
    'rules.2.rules.0.value: out_of_range',
    'rules.3.when.days: out_of_range',
    'rules.4.type: not_one_of',
  ]);
});

test('an empty group or list and no rule at all are refused', () => {
  expect(problemsOf({ type: 'all', rules: [] })).toEqual(['rules: empty']);
  expect(problemsOf({ type: 'country', codes: [] })).toEqual(['codes: empty']);
  expect(problemsOf(null)).toEqual([': not_an_object']);
});

test.each([
  [{ from: '2026-02-30', to: null }, 'when.from: bad_pattern'],
  [{ from: null, to: null }, 'when.from: missing'],
  [{ from: '2026-03-02', to: '2026-03-01' }, 'when.to: before_start'],
])('the days %o are refused', (days, problem) => {
  const when = { type: 'between', ...days };
  expect(problemsOf({ type: 'date', field: 'firstOrder', when })).toEqual([problem]);
});

test('a rule may be so deep and so large, and no more', () => {
  expect(problemsOf(nested(MAX_RULE_DEPTH))).toEqual([]);
  const tooDeep = `${Array(MAX_RULE_DEPTH).fill('rule').join('.')}: too_deep`;
  expect(problemsOf(nested(MAX_RULE_DEPTH + 1))).toEqual([tooDeep]);
  expect(problemsOf(nested(1_000))).toEqual([tooDeep]);
  expect(problemsOf(wide(MAX_RULE_NODES - 1))).toEqual([]);
  expect(problemsOf(wide(MAX_RULE_NODES))).toEqual([`rules.${MAX_RULE_NODES - 1}: too_many`]);
});
