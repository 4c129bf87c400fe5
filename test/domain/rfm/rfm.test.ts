import { expect, test } from 'vitest';
import { cutoffsOf, UNKNOWN_CUTOFFS } from '#app/domain/rfm/cutoffs.ts';
import { RFM_GROUPS, rfmGroupOf } from '#app/domain/rfm/groups.ts';
import { scoreRfm } from '#app/domain/rfm/scores.ts';

const fifths = cutoffsOf(
  {
    customers: 100,
    orders: 160,
    revenueMinor: 800_000,
    daysSinceLastOrder: [10, 40, 90, 200],
    // Most customers of a shop have one order: several fifths share a limit.
    ordersPerCustomer: [1, 1, 1, 2],
    spentMinor: [2000, 4000, 6000, 9000],
    vipAboveMinor: 30_000,
    bigSpenderAboveMinor: 20_000,
  },
  1.5,
);

test('C7: equal customers score equally, ties take the lower score', () => {
  const once = { daysSinceLastOrder: 10, ordersCount: 1, spentMinor: 2000 };
  expect(scoreRfm(once, fifths)).toEqual({ recency: 5, frequency: 1, monetary: 1 });
  expect(scoreRfm({ ...once, ordersCount: 2, spentMinor: 2001 }, fifths)).toEqual({
    recency: 5,
    frequency: 4,
    monetary: 2,
  });
  expect(scoreRfm({ daysSinceLastOrder: 201, ordersCount: 3, spentMinor: 9001 }, fifths)).toEqual({
    recency: 1,
    frequency: 5,
    monetary: 5,
  });
});

test('C7: every score has exactly one of the ten groups, and no order is a prospect', () => {
  const seen = new Set<string>();
  for (let recency = 1; recency <= 5; recency += 1) {
    for (let frequency = 1; frequency <= 5; frequency += 1) {
      for (let monetary = 1; monetary <= 5; monetary += 1) {
        seen.add(rfmGroupOf({ recency, frequency, monetary }));
      }
    }
  }
  seen.add(rfmGroupOf(null));
  expect([...seen].sort()).toEqual([...RFM_GROUPS].sort());
});

test.each([
  [5, 5, 5, 'champions'],
  [4, 4, 4, 'loyal'],
  [4, 2, 3, 'active'],
  [5, 1, 1, 'new'],
  [4, 1, 1, 'promising'],
  [3, 3, 3, 'needs_attention'],
  [2, 4, 4, 'at_risk'],
  [3, 1, 2, 'almost_lost'],
  [1, 5, 5, 'previously_loyal'],
  [1, 1, 1, 'dormant'],
])('R%i F%i M%i is %s', (recency, frequency, monetary, group) => {
  expect(rfmGroupOf({ recency, frequency, monetary })).toBe(group);
});

test('C8: a small shop is judged by absolute limits', () => {
  const small = cutoffsOf(
    {
      customers: 30,
      orders: 40,
      revenueMinor: 200_000,
      daysSinceLastOrder: [1, 2, 3, 4],
      ordersPerCustomer: [1, 1, 1, 1],
      spentMinor: [1, 2, 3, 4],
      vipAboveMinor: 5,
      bigSpenderAboveMinor: 5,
    },
    1.5,
  );
  expect(small.mode).toBe('absolute');
  expect(small.vipAboveMinor).toBe(30_000);
  expect(small.highAovFromMinor).toBe(7500);
  expect(scoreRfm({ daysSinceLastOrder: 29, ordersCount: 6, spentMinor: 40_000 }, small)).toEqual({
    recency: 5,
    frequency: 5,
    monetary: 5,
  });
});

test('C8: a shop without any history still gives every buyer a group', () => {
  const scores = scoreRfm(
    { daysSinceLastOrder: 0, ordersCount: 1, spentMinor: 100 },
    UNKNOWN_CUTOFFS,
  );
  expect(rfmGroupOf(scores)).toBe('new');
});

test('C7: limits that the merchant set stand in for the measured ones, and for nothing else', () => {
  const distribution = {
    customers: 100,
    orders: 160,
    revenueMinor: 800_000,
    daysSinceLastOrder: [10, 40, 90, 200],
    ordersPerCustomer: [1, 1, 1, 2],
    spentMinor: [2000, 4000, 6000, 9000],
    vipAboveMinor: 30_000,
    bigSpenderAboveMinor: 20_000,
  } as const;
  const set = cutoffsOf(distribution, 1.5, {
    mode: 'limits',
    recencyDays: [7, 14, 21, 28],
    frequency: [1, 2, 4, 8],
    monetaryMinor: [100, 200, 300, 400],
  });
  const customer = { daysSinceLastOrder: 10, ordersCount: 2, spentMinor: 401 };
  expect(scoreRfm(customer, set)).toEqual({ recency: 4, frequency: 2, monetary: 5 });
  expect(scoreRfm(customer, fifths)).toEqual({ recency: 5, frequency: 4, monetary: 1 });
  expect(set).toMatchObject({ vipAboveMinor: 30_000, highAovFromMinor: fifths.highAovFromMinor });
});
