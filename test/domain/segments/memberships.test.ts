import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DayCutoffs, UNKNOWN_CUTOFFS } from '#app/domain/rfm/cutoffs.ts';
import { type CutoffsFrom, membershipsOf } from '#app/domain/segments/memberships.ts';
import { type OrderForSegments, purchaseEventsOf } from '#app/domain/segments/purchase-events.ts';
import { readySegments } from '#app/domain/segments/ready-segments.ts';
import { defaultSettings } from '#app/domain/settings.ts';

const at = (text: string) => Date.parse(text);
const segments = readySegments(defaultSettings.segments);

function day(date: string, cutoffs: Partial<DayCutoffs>): CutoffsFrom {
  return {
    day: date,
    startsAt: at(`${date}T00:00:00Z`),
    cutoffs: { ...UNKNOWN_CUTOFFS, ...cutoffs },
  };
}

function order(id: string, time: string, more: Partial<OrderForSegments> = {}): OrderForSegments {
  return {
    orderId: id,
    processedAt: at(time),
    netMinor: 1000,
    refundedMinor: 0,
    isDiscounted: false,
    refunds: [],
    ...more,
  };
}

function inSegment(key: string, input: Partial<Parameters<typeof membershipsOf>[0]>) {
  return membershipsOf({
    events: [],
    checkouts: [],
    segments,
    days: [],
    unknownCutoffs: UNKNOWN_CUTOFFS,
    asOf: at('2026-12-31T00:00:00Z'),
    ...input,
  })
    .filter(({ segmentKey }) => segmentKey === key)
    .map(({ enteredAt, enteredCause, leftAt, leftCause }) => [
      new Date(enteredAt).toISOString().slice(0, 16),
      enteredCause,
      leftAt && new Date(leftAt).toISOString().slice(0, 16),
      leftCause,
    ]);
}

test('S7: the second order ends first-time and begins repeat, with its own time as the cause', () => {
  const events = purchaseEventsOf([
    order('2', '2026-03-01T10:00:00Z'),
    order('1', '2026-02-01T10:00:00Z'),
  ]);
  expect(inSegment('first-time', { events })).toEqual([
    ['2026-02-01T10:00', 'order:1', '2026-03-01T10:00', 'order:2'],
  ]);
  expect(inSegment('repeat', { events })).toEqual([['2026-03-01T10:00', 'order:2', null, null]]);
});

test('S7: discounted orders make a discount shopper, none of them a full-price customer', () => {
  const events = purchaseEventsOf([
    order('1', '2026-01-01T10:00:00Z'),
    order('2', '2026-02-01T10:00:00Z', { isDiscounted: true }),
    order('3', '2026-03-01T10:00:00Z', { isDiscounted: true }),
  ]);
  expect(inSegment('full-price', { events })).toEqual([
    ['2026-01-01T10:00', 'order:1', '2026-02-01T10:00', 'order:2'],
  ]);
  expect(inSegment('discount-shopper', { events })).toEqual([
    ['2026-03-01T10:00', 'order:3', null, null],
  ]);
});

test('S3: a refund ends big spender at its own time', () => {
  const events = purchaseEventsOf([
    order('1', '2026-02-01T10:00:00Z', {
      netMinor: 4000,
      refundedMinor: 6000,
      refunds: [
        { refundId: '9', processedAt: at('2026-02-05T09:00:00Z'), weightMinor: 5000 },
        { refundId: '8', processedAt: at('2026-02-04T09:00:00Z'), weightMinor: 1000 },
      ],
    }),
  ]);
  const days = [day('2026-01-01', { bigSpenderAboveMinor: 8000 })];
  expect(inSegment('big-spender', { events, days })).toEqual([
    ['2026-02-01T10:00', 'order:1', '2026-02-05T09:00', 'refund:9'],
  ]);
});

test("S4: a day's new cut-off moves a customer at that day's start, days before are not judged", () => {
  const events = purchaseEventsOf([order('1', '2026-01-01T10:00:00Z', { netMinor: 9000 })]);
  const days = [
    day('2026-03-01', { vipAboveMinor: 10_000 }),
    day('2026-03-02', { vipAboveMinor: 8000 }),
    day('2026-03-03', { vipAboveMinor: 8500 }),
    day('2026-03-04', { vipAboveMinor: 9000 }),
  ];
  expect(inSegment('vip-and-loyal', { events, days })).toEqual([
    ['2026-03-02T00:00', 'day:2026-03-02', '2026-03-04T00:00', 'day:2026-03-04'],
  ]);
});

test('S4: an abandoned checkout counts after an hour and ceases to after two weeks', () => {
  const checkouts = [{ checkoutId: '1', createdAt: at('2026-05-01T10:00:00Z'), endedAt: null }];
  const on = (asOf: string) => inSegment('checkout-abandoner', { checkouts, asOf: at(asOf) });
  expect(on('2026-05-01T10:59:59Z')).toEqual([]);
  expect(on('2026-05-01T11:00:00Z')).toEqual([['2026-05-01T11:00', 'checkout:1', null, null]]);
  expect(on('2026-05-15T10:00:00Z')).toEqual([
    ['2026-05-01T11:00', 'checkout:1', '2026-05-15T10:00', 'checkout-aged:1'],
  ]);
});

test('any later order ends an abandoned checkout, a completed one never counts', () => {
  const checkouts = [
    { checkoutId: '1', createdAt: at('2026-05-01T10:00:00Z'), endedAt: null },
    {
      checkoutId: '2',
      createdAt: at('2026-05-01T12:00:00Z'),
      endedAt: at('2026-05-01T12:05:00Z'),
    },
  ];
  const events = purchaseEventsOf([order('1', '2026-05-01T12:05:00Z')]);
  expect(inSegment('checkout-abandoner', { checkouts, events })).toEqual([
    ['2026-05-01T11:00', 'checkout:1', '2026-05-01T12:05', 'ordered'],
  ]);
});

test('overlapping abandoned checkouts are one stretch', () => {
  const checkouts = [
    { checkoutId: '2', createdAt: at('2026-05-04T10:00:00Z'), endedAt: null },
    { checkoutId: '1', createdAt: at('2026-05-01T10:00:00Z'), endedAt: null },
  ];
  expect(inSegment('checkout-abandoner', { checkouts })).toEqual([
    ['2026-05-01T11:00', 'checkout:1', '2026-05-18T10:00', 'checkout-aged:2'],
  ]);
});

const anOrder = fc.record({
  orderId: fc.integer({ min: 1, max: 9999 }).map(String),
  processedAt: fc.integer({ min: 0, max: 50 }).map((step) => at('2026-01-01Z') + step * 43_200_000),
  netMinor: fc.integer({ min: 0, max: 5000 }),
  refundedMinor: fc.constant(0),
  isDiscounted: fc.boolean(),
  refunds: fc.constant<OrderForSegments['refunds']>([]),
});

test('stretches never overlap, are ordered, and do not depend on the order of facts', () => {
  const days = [
    day('2026-01-01', { vipAboveMinor: 4000, bigSpenderAboveMinor: 3000, highAovFromMinor: 2000 }),
    day('2026-01-09', { vipAboveMinor: 6000, bigSpenderAboveMinor: 1000, highAovFromMinor: 2500 }),
  ];
  fc.assert(
    fc.property(fc.uniqueArray(anOrder, { selector: (each) => each.orderId }), (orders) => {
      const replay = (list: typeof orders) =>
        membershipsOf({
          events: purchaseEventsOf(list),
          checkouts: [],
          segments,
          days,
          unknownCutoffs: UNKNOWN_CUTOFFS,
          asOf: at('2026-03-01Z'),
        });
      const found = replay(orders);
      expect(replay([...orders].reverse())).toEqual(found);
      for (const { key } of segments) {
        const own = found.filter(({ segmentKey }) => segmentKey === key);
        own.forEach(({ enteredAt, leftAt }, index) => {
          const next = own[index + 1];
          if (leftAt === null) expect(next).toBeUndefined();
          else expect(leftAt).toBeGreaterThan(enteredAt);
          if (next && leftAt !== null) expect(next.enteredAt).toBeGreaterThanOrEqual(leftAt);
        });
      }
    }),
  );
});
