import { expect, test } from 'vitest';
import type { TimelineEntryView } from '#app/components/customer/timeline-view.ts';
import { describeEntry } from '#app/components/customer/timeline-words.ts';
import { createFormats } from '#app/components/shared/formats.ts';
import { messagesFor } from '#app/locales/index.ts';

const formats = createFormats({
  currency: 'USD',
  currencyExponent: 2,
  locale: 'en-US',
  timezone: 'UTC',
});

function describeIn(entry: TimelineEntryView) {
  return describeEntry(entry, messagesFor('en'), formats);
}

const at = '2026-11-22T10:00:00Z';

test('an order that does not count says why', () => {
  const words = describeIn({
    at,
    id: 'order:1',
    kind: 'order',
    detail: { name: '#1001', totalMinor: 5000, excludedReason: 'test' },
  });
  expect(words).toMatchObject({
    text: 'Ordered #1001 for $50.00',
    note: 'Test order: does not count',
  });
});

test('a decision against someone is a sentence that leads to its campaign', () => {
  const words = describeIn({
    at,
    id: 'decision:1',
    kind: 'decision',
    detail: {
      campaignId: 'c1',
      campaignName: 'Birthday',
      outcome: 'skip',
      reason: 'no_email_consent',
    },
  });
  expect(words).toEqual({
    text: 'Birthday: Not sent',
    note: 'Had not subscribed to marketing mail.',
    tone: 'campaign',
    url: '/app/campaigns/c1',
  });
});

test('points carry their sign, and mere moves of points none', () => {
  const points = (reason: string, count: number) =>
    describeIn({ at, id: 'points:1', kind: 'points', detail: { reason, points: count } }).text;
  expect(points('earn_order', 120)).toBe('+120 points: earned with an order');
  expect(points('refund_clawback', -20)).toBe('-20 points: taken back with a refund');
  expect(points('mature_lot', 0)).toBe('Points: pending points became available');
});

test('a word that is not known yet is shown as it is', () => {
  const entry = {
    at,
    id: 'x',
    kind: 'segment-entered',
    detail: { segmentKey: 'new-one' },
  } as const;
  expect(describeIn(entry).text).toBe('Entered “new-one”');
});
