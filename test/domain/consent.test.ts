import { expect, test } from 'vitest';
import { consentAfterMerges, newerConsent, noConsent } from '#app/domain/consent.ts';

const at = (updatedAt: string | null, state: 'subscribed' | 'unsubscribed' | 'pending') => ({
  state,
  updatedAt,
  source: null,
});
const early = '2026-01-01T00:00:00.000Z';
const late = '2026-02-01T00:00:00.000Z';
const merged = '2026-03-01T00:00:00.000Z';
const after = '2026-04-01T00:00:00.000Z';

test('the later word counts, at the same time the stricter, whatever comes first', () => {
  const yes = at(early, 'subscribed');
  const no = at(late, 'unsubscribed');
  expect(newerConsent(yes, no)).toBe(no);
  expect(newerConsent(no, yes)).toBe(no);
  const sameTime = at(late, 'subscribed');
  expect(newerConsent(sameTime, no)).toBe(no);
  expect(newerConsent(no, sameTime)).toBe(no);
  expect(newerConsent(at(null, 'subscribed'), yes)).toBe(yes);
});

test('the strictest of those merged counts', () => {
  const statement = at(early, 'unsubscribed');
  expect(consentAfterMerges(at(late, 'subscribed'), [{ statement, mergedAt: merged }])).toBe(
    statement,
  );
  const own = at(late, 'unsubscribed');
  const other = at(after, 'subscribed');
  expect(consentAfterMerges(own, [{ statement: other, mergedAt: merged }])).toBe(own);
});

test('his own word after the merge counts again', () => {
  const own = at(after, 'subscribed');
  const statement = at(early, 'unsubscribed');
  expect(consentAfterMerges(own, [{ statement, mergedAt: merged }])).toBe(own);
});

test('nothing said is no consent', () => {
  expect(consentAfterMerges(noConsent, []).state).toBe('not_subscribed');
});
