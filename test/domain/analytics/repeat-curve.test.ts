import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type RepeatRow, repeatCurve } from '#app/domain/analytics/repeat-curve.ts';

/**
 * The 6-MP arm of Freireich et al. (1963), the textbook's example of the estimate: weeks to relapse,
 * and (+) weeks without one. Survival and standard errors as Kleinbaum and Klein print them.
 */
const relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23];
const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
const published = [
  { days: 6, survival: 0.857, error: 0.0764 },
  { days: 7, survival: 0.807, error: 0.0869 },
  { days: 10, survival: 0.753, error: 0.0963 },
  { days: 13, survival: 0.69, error: 0.1068 },
  { days: 16, survival: 0.627, error: 0.1141 },
  { days: 22, survival: 0.538, error: 0.1282 },
  { days: 23, survival: 0.448, error: 0.1346 },
];

function rowsOf(repeated: readonly number[], waiting: readonly number[]): RepeatRow[] {
  const count = (list: readonly number[], days: number) =>
    list.filter((each) => each === days).length;
  return [...new Set([...repeated, ...waiting])].map((days) => ({
    days,
    repeated: count(repeated, days),
    waiting: count(waiting, days),
  }));
}

const Z80 = 1.2815515655446004;

test('Kaplan and Meier’s estimate on Freireich’s data, with Greenwood’s error', () => {
  const asked = published.map(({ days }) => days);
  const curve = repeatCurve(rowsOf(relapsed, censored), asked, { minAtRisk: 1 });
  expect(curve).toMatchObject({ customers: 21, repeated: 9, medianDays: 23 });
  for (const [at, { survival, error }] of published.entries()) {
    const point = curve.points[at] ?? expect.fail('no point');
    const waiting = 1 - point.share;
    expect(waiting).toBeCloseTo(survival, 3);
    const onLog = (share: number) => Math.log(-Math.log(1 - share));
    const spread = (onLog(point.upper) - onLog(point.lower)) / (2 * Z80);
    expect(Math.abs(spread * waiting * Math.log(waiting))).toBeCloseTo(error, 4);
  }
});

test('a young customer is left out from his last day on, not counted as one who never came back', () => {
  const rows = rowsOf([10, 20], [5, 5, 5, 5, 30, 30]);
  const { points } = repeatCurve(rows, [0, 10, 20, 30, 31], { minAtRisk: 1 });
  expect(points.map(({ days, share, atRisk }) => [days, share, atRisk])).toEqual([
    [0, 0, 8],
    [10, 0.25, 4],
    [20, 0.5, 3],
    [30, 0.5, 2],
  ]);
});

test('without anyone left to see the curve ends, and few customers end it sooner', () => {
  const rows = rowsOf(
    [1, 2, 3],
    Array.from({ length: 12 }, (_, at) => at + 4),
  );
  const lastDay = (minAtRisk: number) =>
    repeatCurve(rows, [1, 4, 6, 7, 15, 16], { minAtRisk }).points.at(-1)?.days;
  expect(lastDay(10)).toBe(6);
  expect(lastDay(1)).toBe(15);
  expect(repeatCurve([], [0, 7])).toMatchObject({ customers: 0, points: [], medianDays: null });
});

test('the median of those who came back is the middle one, or between two', () => {
  const median = (days: number[]) => repeatCurve(rowsOf(days, [90]), []).medianDaysOfRepeaters;
  expect(median([3, 8, 40])).toBe(8);
  expect(median([3, 8, 40, 50])).toBe(24);
  expect(median([])).toBeNull();
});

test('with everyone seen to the end the share is a plain one, and always within its interval', () => {
  const days = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });
  fc.assert(
    fc.property(days, fc.nat(40), (repeated, never) => {
      const rows = rowsOf(
        repeated,
        Array.from({ length: never }, () => 100),
      );
      const { points, customers } = repeatCurve(rows, [0, 7, 30, 60], { minAtRisk: 1 });
      for (const { days: at, share, lower, upper } of points) {
        const plain = repeated.filter((each) => each <= at).length / customers;
        expect(share).toBeCloseTo(plain, 12);
        expect(lower).toBeLessThanOrEqual(share + 1e-12);
        expect(upper).toBeGreaterThanOrEqual(share - 1e-12);
      }
    }),
  );
});
