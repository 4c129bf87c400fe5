import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GroupDraft, newCondition } from '#app/components/segments/builder/draft.ts';
import { toDraft, toRule } from '#app/components/segments/builder/draft-rule.ts';
import { readRule } from '#app/domain/segments/rules/read-rule.ts';
import type { Rule } from '#app/domain/segments/rules/rule.ts';
import { rulesAbout } from '#test/adapters/segments/random-rules.ts';

/** What the builder can say differently: no double negation, and a group at the root. */
function asBuilt(rule: Rule): Rule {
  const plain = withoutDoubleNegation(rule);
  const inner = plain.type === 'not' ? plain.rule : plain;
  const isGroup = inner.type === 'all' || inner.type === 'any';
  return isGroup ? plain : { type: 'all', rules: [plain] };
}

function withoutDoubleNegation(rule: Rule): Rule {
  if (rule.type === 'all' || rule.type === 'any') {
    return { ...rule, rules: rule.rules.map(withoutDoubleNegation) };
  }
  if (rule.type !== 'not') return rule;
  const inner = withoutDoubleNegation(rule.rule);
  return inner.type === 'not' ? inner.rule : { type: 'not', rule: inner };
}

test.each([0, 2, 3])(
  'any rule goes into the builder and comes out as it was; %d digits after the point',
  (exponent) => {
    fc.assert(
      fc.property(rulesAbout('2026-11-28'), (rule) => {
        fc.pre(readRule(rule).ok);
        expect(toRule(toDraft(rule, exponent), exponent)).toEqual(asBuilt(rule));
      }),
      { numRuns: 500, seed: 7 },
    );
  },
);

function ruleOf(fields: Partial<ReturnType<typeof newCondition>>): unknown {
  const parts = [{ ...newCondition('one'), ...fields }];
  const root: GroupDraft = { kind: 'group', id: 'root', isNegated: false, match: 'all', parts };
  const rule = toRule(root, 2);
  return rule instanceof Object && 'rules' in rule && Array.isArray(rule.rules) && rule.rules[0];
}

test('amounts are typed in whole units and shares in per cent', () => {
  expect(ruleOf({ attribute: 'spentMinor', value: '12,5' })).toMatchObject({ value: 1250 });
  expect(ruleOf({ attribute: 'probabilityAlive', value: '40' })).toMatchObject({ value: 0.4 });
});

test('what is no number goes to the server as it is, which says so', () => {
  expect(ruleOf({ value: 'many' })).toMatchObject({ value: 'many' });
  expect(ruleOf({ value: ' ' })).toMatchObject({ value: null });
});

test('country codes may be typed with commas or spaces, in any case', () => {
  expect(ruleOf({ attribute: 'country', text: 'gb, ie  us' })).toEqual({
    type: 'country',
    codes: ['GB', 'IE', 'US'],
  });
});
