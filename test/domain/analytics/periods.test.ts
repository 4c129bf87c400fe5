import { describe, expect, test } from 'vitest';
import { acquisitionIn } from '#app/domain/analytics/acquisition.ts';
import { daysOf, periodBefore, periodOf } from '#app/domain/analytics/period.ts';

const shop = { today: '2026-03-01', firstDay: '2024-07-09' };

describe('periods', () => {
  test('the last days end with today', () => {
    expect(periodOf('30', {}, shop)).toEqual({ from: '2026-01-31', to: '2026-03-01' });
    expect(daysOf(periodOf('365', {}, shop))).toBe(365);
  });

  test('all begins with the first order, and today where there is none', () => {
    expect(periodOf('all', {}, shop)).toEqual({ from: '2024-07-09', to: '2026-03-01' });
    expect(daysOf(periodOf('all', {}, { ...shop, firstDay: null }))).toBe(1);
  });

  test('custom days are taken as they are; half a choice is the default', () => {
    const may = { from: '2025-05-01', to: '2025-05-31' };
    expect(periodOf('custom', may, shop)).toEqual(may);
    expect(daysOf(periodOf('custom', { from: '2025-05-01' }, shop))).toBe(90);
    expect(daysOf(periodOf('custom', { from: '2025-05-02', to: '2025-05-01' }, shop))).toBe(90);
  });

  test('the period before is as long and ends the day before', () => {
    expect(periodBefore({ from: '2026-02-01', to: '2026-02-28' })).toEqual({
      from: '2026-01-04',
      to: '2026-01-31',
    });
  });
});

describe('acquisition costs', () => {
  const ads = { costId: '1', channel: 'Ads', from: '2026-01-01', to: '2026-01-31' };
  const fair = { costId: '2', channel: 'Fair', from: '2026-01-20', to: '2026-01-20' };
  const costs = [
    { ...ads, costMinor: 3100 },
    { ...fair, costMinor: 900 },
    { ...ads, costId: '3', from: '2026-02-01', to: '2026-02-28', costMinor: 2800 },
  ];

  test('a cost counts by its days in the period, by channel', () => {
    expect(acquisitionIn({ from: '2026-01-22', to: '2026-02-10' }, costs)).toEqual({
      costMinor: 2000,
      channels: [{ channel: 'Ads', costMinor: 2000 }],
      spans: [{ from: '2026-01-22', to: '2026-02-10' }],
      days: 20,
    });
    const january = acquisitionIn({ from: '2026-01-01', to: '2026-01-31' }, costs);
    expect(january.costMinor).toBe(4000);
    expect(january.channels.map(({ channel }) => channel)).toEqual(['Ads', 'Fair']);
    expect(january.days).toBe(31);
  });

  test('days without a cost are no days of it', () => {
    const gap = [costs[0], { ...ads, from: '2026-03-01', to: '2026-03-02', costMinor: 100 }];
    const known = gap.flatMap((cost) => (cost ? [cost] : []));
    expect(acquisitionIn({ from: '2026-01-30', to: '2026-03-31' }, known)).toMatchObject({
      costMinor: 300,
      days: 4,
      spans: [
        { from: '2026-01-30', to: '2026-01-31' },
        { from: '2026-03-01', to: '2026-03-02' },
      ],
    });
    expect(acquisitionIn({ from: '2025-01-01', to: '2025-12-31' }, costs).days).toBe(0);
  });
});
