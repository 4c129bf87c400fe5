import { describe, expect, test } from 'vitest';
import { BetaGeometricForecast } from '#app/domain/clv/beta-geometric/forecast.ts';
import type { BetaGeometricName } from '#app/domain/clv/beta-geometric/parameters.ts';
import { discountedPlan, monthlyPlan, plainPlan } from '#app/domain/clv/discounting.ts';
import { GammaGammaForecast } from '#app/domain/clv/gamma-gamma/forecast.ts';
import { createParetoNbdForecast } from '#app/domain/clv/pareto-nbd/column-forecast.ts';
import { predictedClv } from '#app/domain/clv/predicted-clv.ts';
import type { HorizonPlan } from '#app/domain/clv/purchase-model.ts';
import { expectWithin, figureAt, readFigures } from '#test/support/clv-figures.ts';
import { sharedFile } from '#test/support/shared-data.ts';

function weigh({ horizons, weights }: HorizonPlan, purchasesWithin: (time: number) => number) {
  return horizons.reduce((sum, t, at) => sum + (weights[at] ?? 0) * purchasesWithin(t), 0);
}

function bgOf(name: BetaGeometricName, r: number, alpha: number, a: number, b: number) {
  return new BetaGeometricForecast(name, { r, alpha, a, b });
}

test('one purchase a day, in months of 365/12 days discounted at their end', () => {
  const plan = monthlyPlan({ horizonDays: 365, monthlyDiscountRate: 0.01 });
  expect(plan.horizons.length).toBe(12);
  expect(plan.horizons.at(-1)).toBe(365);
  const annuity = (1 - 1.01 ** -12) / 0.01;
  expect(weigh(plan, (days) => days)).toBeCloseTo((annuity * 365) / 12, 10);
});

test('the last month may be part of one, and is discounted as a whole one', () => {
  const plan = monthlyPlan({ horizonDays: 40, monthlyDiscountRate: 0.1 });
  const month = 365 / 12;
  expect(weigh(plan, (days) => days)).toBeCloseTo(month / 1.1 + (40 - month) / 1.21, 12);
  const short = monthlyPlan({ horizonDays: 10, monthlyDiscountRate: 0.1 });
  expect(weigh(short, (days) => days)).toBeCloseTo(10 / 1.1, 12);
});

test('a model of weeks gets the same plan in weeks', () => {
  const inDays = monthlyPlan({ horizonDays: 400, monthlyDiscountRate: 0.02 });
  const inWeeks = monthlyPlan({ horizonDays: 400, monthlyDiscountRate: 0.02, daysPerTimeUnit: 7 });
  expect(inWeeks.weights).toEqual(inDays.weights);
  inWeeks.horizons.forEach((horizon, at) => {
    expect(horizon * 7).toBeCloseTo(inDays.horizons[at] ?? 0, 10);
  });
});

test('without a discount rate one horizon is enough', () => {
  expect(monthlyPlan({ horizonDays: 365, monthlyDiscountRate: 0 })).toEqual(plainPlan(365));
});

test.each([
  [-1, 0.01],
  [Number.POSITIVE_INFINITY, 0.01],
  [365, -0.01],
  [365, Number.NaN],
])('a horizon of %d days at the rate %d is refused', (horizonDays, monthlyDiscountRate) => {
  expect(() => monthlyPlan({ horizonDays, monthlyDiscountRate })).toThrow(RangeError);
});

test('predicted CLV is value × purchases × margin, and revenue without a margin', () => {
  const [values, purchases] = [Float64Array.of(20, 50), Float64Array.of(1.5, 0)];
  expect([...predictedClv(values, purchases)]).toEqual([30, 0]);
  expect([...predictedClv(values, purchases, 0.4)]).toEqual([12, 0]);
});

describe.each([
  {
    name: 'data/cdnow_customers_truth.csv',
    forecasts: {
      bg: bgOf('bg-nbd', 0.2425945224, 4.413602019, 0.7929220172, 2.425906777),
      mbg: bgOf('mbg-nbd', 0.5248431591, 6.18308528, 0.8913593907, 1.61400224),
      pn: createParetoNbdForecast({
        r: 0.5532770469,
        alpha: 10.57768346,
        s: 0.6062399891,
        beta: 11.66873529,
      }),
    },
    spend: { p: 6.249572271, q: 3.744224667, v: 15.44352096 },
    unitDays: 7,
    month: 4.345,
  },
  {
    name: 'data/uci_full_customers_truth.csv',
    forecasts: {
      bg: bgOf('bg-nbd', 0.8, 69, 0.05, 6.7),
      mbg: bgOf('mbg-nbd', 0.8, 69, 0.05, 6.7),
      pn: createParetoNbdForecast({ r: 0.83, alpha: 69, s: 0.6, beta: 800 }),
    },
    spend: { p: 2.103382242, q: 3.451178837, v: 485.888501 },
    unitDays: 1,
    month: 30,
  },
])('$name: twelve months at 1 %', ({ name, forecasts, spend, unitDays, month }) => {
  const file = sharedFile(name);

  test.skipIf(!file).each(Object.entries(forecasts))(
    '%s and Gamma-Gamma, to 1e-12',
    (model, forecast) => {
      const rows = readFigures(file ?? '');
      expect(rows.length).toBeGreaterThan(200);
      const column = (of: string) => Float64Array.from(rows, (row) => figureAt(row, of));
      const customers = {
        frequency: column('x'),
        recency: column('t_x_days').map((days) => days / unitDays),
        customerAge: column('T_days').map((days) => days / unitDays),
        monetaryValue: column('m'),
      };
      const plan = discountedPlan({ horizon: 12 * month, period: month, discountRate: 0.01 });
      const [purchases = new Float64Array()] = forecast.expectedPurchases(customers, [plan]);
      const clv = predictedClv(
        new GammaGammaForecast(spend).expectedOrderValues(customers),
        purchases,
      );
      rows.forEach((row, at) => {
        const truth = figureAt(row, `${model}_det12m`);
        expectWithin(1e-12, purchases[at] ?? Number.NaN, truth, `row ${at}, purchases`);
        expectWithin(
          1e-12,
          clv[at] ?? Number.NaN,
          figureAt(row, `${model}_clv12m`),
          `row ${at}, CLV`,
        );
      });
    },
  );
});
