import { expect, test } from 'vitest';
import { aliveCurve } from '#app/domain/clv/alive-curve.ts';
import { createParetoNbdForecast } from '#app/domain/clv/pareto-nbd/column-forecast.ts';

// The parameters that Fader, Hardie and Lee give for CDNOW, in weeks.
const forecast = createParetoNbdForecast({ r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 });
const purchaseDays = [20_000, 20_021, 20_070];
const options = { until: 20_400, timeUnitDays: 7 };

const everyDay = { ...options, points: 400 };

test('it is certain on the first day, falls while nothing is bought and rises with a purchase', () => {
  const curve = aliveCurve(forecast, purchaseDays, everyDay);
  const on = (day: number) => curve.find((point) => point.day === day)?.probability ?? Number.NaN;
  expect(on(20_000)).toBe(1);
  for (const day of purchaseDays.slice(1)) {
    expect(on(day - 1)).toBeLessThan(1);
    expect(on(day)).toBeGreaterThan(on(day - 1));
  }
  const after = curve.filter(({ day }) => day >= 20_070).map(({ probability }) => probability);
  expect(after.length).toBeGreaterThan(10);
  expect(after).toEqual(after.toSorted((a, b) => b - a));
});

test('each day says what was known on it, not what came later', () => {
  const whole = aliveCurve(forecast, purchaseDays, everyDay);
  const until = 20_069;
  const known = aliveCurve(forecast, purchaseDays, { ...everyDay, until });
  const probabilityOn = new Map(whole.map(({ day, probability }) => [day, probability]));
  expect(known).toHaveLength(70);
  for (const { day, probability } of known) expect(probability).toBe(probabilityOn.get(day));
  expect(known.at(-1)?.day).toBe(until);
});

test('days are evenly apart up to the last, and without a purchase there is no curve', () => {
  const days = aliveCurve(forecast, purchaseDays, { ...options, points: 7 }).map(({ day }) => day);
  expect(days).toEqual([20_052, 20_110, 20_168, 20_226, 20_284, 20_342, 20_400]);
  expect(aliveCurve(forecast, [], options)).toEqual([]);
  expect(aliveCurve(forecast, [20_000], { ...options, until: 20_000 })).toEqual([
    { day: 20_000, probability: 1 },
  ]);
});
