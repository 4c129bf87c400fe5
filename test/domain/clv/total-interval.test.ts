import { describe, expect, test } from 'vitest';
import {
  varianceOfPurchases,
  varianceOfValue,
} from '#app/domain/clv/intervals/individual-variance.ts';
import { predictPurchases } from '#app/domain/clv/intervals/predictive-purchases.ts';
import { totalInterval, varianceOf } from '#app/domain/clv/intervals/total.ts';
import { createRandom } from '#app/domain/clv/special/random.ts';

const FORECAST = {
  expected: 1000,
  individualVariance: 1500,
  parameterVariance: 2500,
  historyDays: 365,
  horizonDays: 365,
  past: [],
};

function widthOf(changes: Partial<Parameters<typeof totalInterval>[0]>): number {
  const { lower, upper } = totalInterval({ ...FORECAST, ...changes });
  return Math.log(upper / lower);
}

function pastOf(...actuals: number[]) {
  return actuals.map((actual) => ({ actual, predicted: 100, historyDays: 365, horizonDays: 365 }));
}

describe('the interval of a total', () => {
  test('of a year after a year, without a past: t with 4 degrees of freedom', () => {
    const { lower, upper } = totalInterval(FORECAST);
    const deviation = Math.sqrt(Math.log1p(0.004) + (0.25 ** 2 * 2) / 3);
    expect(Math.log(upper / 1000)).toBeCloseTo(1.5332062740589438 * deviation, 9);
    expect(lower * upper).toBeCloseTo(1000 ** 2, 4);
  });

  test('widens with every uncertainty, and with the span', () => {
    const width = widthOf({});
    expect(widthOf({ individualVariance: 50_000 })).toBeGreaterThan(width);
    expect(widthOf({ parameterVariance: 50_000 })).toBeGreaterThan(width);
    expect(widthOf({ horizonDays: 730 })).toBeGreaterThan(width);
  });

  test('a season that the history has not seen widens it; whole years of both do not', () => {
    const certain = { individualVariance: 0, parameterVariance: 0 };
    const drift = (years: number) => 1.5332062740589438 * 2 * 0.25 * Math.sqrt(years / 3);
    const twoYears = { ...certain, historyDays: 730, horizonDays: 365 };
    expect(widthOf(twoYears)).toBeCloseTo(drift(3), 9);
    const summerThenWinter = { ...certain, historyDays: 182.5, horizonDays: 182.5 };
    expect(widthOf(summerThenWinter)).toBeGreaterThan(drift(1) * 1.5);
  });

  test('learns from the shop’s own forecasts: steady ones narrow it, poor ones widen it', () => {
    expect(widthOf({ past: pastOf(101, 98, 102) })).toBeLessThan(widthOf({}) * 0.8);
    expect(widthOf({ past: pastOf(60, 150) })).toBeGreaterThan(widthOf({}) * 1.1);
  });

  test('a past without sales says nothing', () => {
    expect(widthOf({ past: pastOf(0) })).toBe(widthOf({}));
  });

  test('nothing expected is nothing', () => {
    expect(totalInterval({ ...FORECAST, expected: 0 })).toEqual({ lower: 0, upper: 0 });
  });

  test('the smallest total has finite ends', () => {
    const { lower, upper } = totalInterval({
      ...FORECAST,
      expected: 1e-3,
      individualVariance: 1e-3,
    });
    expect(lower).toBeGreaterThan(0);
    expect(upper).toBeGreaterThan(lower);
    expect(Number.isFinite(upper)).toBe(true);
  });

  test('80 % of random walks with a season fall inside', () => {
    const random = createRandom(29);
    const normal = () =>
      Math.sqrt(2 * random.exponential()) * Math.cos(2 * Math.PI * random.uniform());
    const meanOf = (part: number[]) => part.reduce((sum, each) => sum + each, 0) / part.length;
    const spans = { historyDays: 200, horizonDays: 300 };
    const certain = { ...FORECAST, ...spans, individualVariance: 0, parameterVariance: 0 };
    const { lower, upper } = totalInterval(certain);
    const trials = 4000;
    let inside = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      // How far a shop strays is as unknown as the prior has it.
      const scale = 0.25 / Math.sqrt(random.gamma(2) / 2);
      const [sine, cosine] = [normal(), normal()].map((each) => (each * scale) / Math.SQRT2);
      let level = 0;
      const levels = Array.from({ length: 500 }, (_, day) => {
        level += (scale * normal()) / Math.sqrt(365);
        const phase = (2 * Math.PI * day) / 365;
        return level + (sine ?? 0) * Math.sin(phase) + (cosine ?? 0) * Math.cos(phase);
      });
      const actual = 1000 * Math.exp(meanOf(levels.slice(200)) - meanOf(levels.slice(0, 200)));
      if (actual > lower && actual < upper) inside += 1;
    }
    expect(Math.abs(inside / trials - 0.8)).toBeLessThan(0.025);
  });
});

test('the variance of equally likely totals', () => {
  expect(varianceOf([2, 4])).toBe(1);
  expect(varianceOf([7])).toBe(0);
});

describe('the customers’ own chance', () => {
  const SPEND = { p: 6.25, q: 3.74, v: 15.44 };
  const customers = {
    frequency: Float64Array.of(0, 8),
    recency: Float64Array.of(0, 90),
    customerAge: Float64Array.of(100, 100),
    monetaryValue: Float64Array.of(0, 30),
  };
  const predictive = predictPurchases(
    [
      {
        probabilityAlive: () => Float64Array.of(0.4, 0.9),
        expectedPurchases: () => [],
        expectedPurchasesOfNewCustomer: () => 0,
        purchaseCountsIfAlive: (x) =>
          x === 0 ? Float64Array.of(0.7, 0.3) : Float64Array.of(0.1, 0.2, 0.3, 0.4),
      },
    ],
    customers,
    90,
  );

  test('of purchases: E[N²] − E[N]² of each', () => {
    const first = 0.4 * 0.3 - (0.4 * 0.3) ** 2;
    const second = 0.9 * (0.2 + 1.2 + 3.6) - (0.9 * 2) ** 2;
    expect(varianceOfPurchases(predictive)).toBeCloseTo(first + second, 12);
  });

  test('of value: that of simulated customers', () => {
    const random = createRandom(31);
    let [sum, squares] = [0, 0];
    const trials = 400_000;
    for (let trial = 0; trial < trials; trial += 1) {
      const one = spendOf(random.uniform() < 0.4 * 0.3 ? 1 : 0, 0, 0);
      const place = random.uniform();
      const n = place < 0.36 ? 3 : place < 0.63 ? 2 : place < 0.81 ? 1 : 0;
      const value = one + spendOf(n, 8, 30);
      sum += value;
      squares += value ** 2;
    }
    const simulated = squares / trials - (sum / trials) ** 2;
    expect(varianceOfValue(predictive, customers, SPEND) / simulated).toBeCloseTo(1, 1);

    function spendOf(n: number, x: number, m: number): number {
      const rate = random.gamma(SPEND.p * x + SPEND.q) / (SPEND.v + x * m);
      return n === 0 ? 0 : random.gamma(SPEND.p * n) / rate;
    }
  });
});
