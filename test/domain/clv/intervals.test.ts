import { describe, expect, test } from 'vitest';
import {
  randomisedPit,
  shareInside,
  shareOfValuesInside,
} from '#app/domain/clv/intervals/coverage.ts';
import { parameterPoints } from '#app/domain/clv/intervals/parameter-points.ts';
import {
  type PredictivePurchases,
  predictPurchases,
} from '#app/domain/clv/intervals/predictive-purchases.ts';
import { purchaseIntervals } from '#app/domain/clv/intervals/purchase-interval.ts';
import { valueIntervals } from '#app/domain/clv/intervals/value-interval.ts';
import { createParetoNbdForecast } from '#app/domain/clv/pareto-nbd/column-forecast.ts';
import type { PurchaseForecast } from '#app/domain/clv/purchase-model.ts';
import { createRandom, type Random } from '#app/domain/clv/special/random.ts';

/** A forecast that says the same of everybody. */
function forecastOf(alive: number, counts: readonly number[]): PurchaseForecast {
  return {
    probabilityAlive: ({ frequency }) => frequency.map(() => alive),
    expectedPurchases: () => [],
    expectedPurchasesOfNewCustomer: () => 0,
    purchaseCountsIfAlive: () => Float64Array.from(counts),
  };
}

function customersOf(rows: readonly (readonly [x: number, T: number, m?: number])[]) {
  return {
    frequency: Float64Array.from(rows, ([x]) => x),
    recency: Float64Array.from(rows, ([x, T]) => (x > 0 ? T / 2 : 0)),
    customerAge: Float64Array.from(rows, ([, T]) => T),
    monetaryValue: Float64Array.from(rows, ([, , m = 0]) => m),
  };
}

function endsOf(predictive: PredictivePurchases) {
  const { lower, median, upper } = purchaseIntervals(predictive);
  return [lower[0], median[0], upper[0]];
}

describe('parameter points', () => {
  const parameters = { r: 0.5, alpha: 10, a: 2 };
  const covariance = Float64Array.of(0.04, 0.03, 0, 0.03, 0.09, 0.02, 0, 0.02, 0.25);

  test('have the mean and the covariance of the fit', () => {
    const points = parameterPoints(parameters, covariance);
    expect(points.length).toBe(6);
    const names = ['r', 'alpha', 'a'] as const;
    const shifts = points.map((point) =>
      names.map((name) => Math.log(point[name] / parameters[name])),
    );
    names.forEach((_, i) => {
      const mean = shifts.reduce((sum, shift) => sum + (shift[i] ?? 0), 0) / points.length;
      expect(mean).toBeCloseTo(0, 12);
      names.forEach((__, j) => {
        const products = shifts.map((shift) => (shift[i] ?? 0) * (shift[j] ?? 0));
        const moment = products.reduce((sum, each) => sum + each, 0) / points.length;
        expect(moment).toBeCloseTo(covariance[i * 3 + j] ?? 0, 12);
      });
    });
  });

  test('leave alone what has no variance, as in the NBD limit', () => {
    const limit = { r: 0.5, alpha: 10, a: 0, b: 1 };
    const ofRates = new Float64Array(16);
    ofRates.set([0.04, 0.04], 0);
    ofRates.set([0.04, 0.04], 4);
    const points = parameterPoints(limit, ofRates);
    expect(points.map(({ a, b }) => [a, b])).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect((points[0]?.r ?? 0) / 0.5).toBeCloseTo(Math.exp(0.2), 12);
  });

  test('leave alone parameters that the covariance does not reach, as a k that is chosen', () => {
    const points = parameterPoints({ ...parameters, k: 2 }, covariance);
    expect(points.map(({ k }) => k)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  test('are the parameters themselves where all are known well', () => {
    const points = parameterPoints(
      parameters,
      covariance.map((each) => each / 1000),
    );
    expect(points).toEqual([parameters]);
  });
});

describe('purchases', () => {
  const one = customersOf([[2, 30]]);

  test.each([
    [1, [0, 1, 2]],
    [0.8, [0, 1, 2]],
    [0.55, [0, 0, 2]],
    [0.3, [0, 0, 1]],
    [0.1, [0, 0, 0]],
    [0, [0, 0, 0]],
  ])('10, 50 and 90 %% points with P(alive) %d', (alive, ends) => {
    // If alive: none 20 %, one 50 %, two 30 %.
    expect(endsOf(predictPurchases([forecastOf(alive, [0.2, 0.5, 0.3])], one, 90))).toEqual(ends);
  });

  test('parameter points mix, each as far as it lets the customer be alive', () => {
    const forecasts = [forecastOf(0.9, [0, 1]), forecastOf(0.3, [1])];
    const predictive = predictPurchases(forecasts, one, 90);
    expect(predictive.probabilityAlive[0]).toBeCloseTo(0.6, 12);
    expect(predictive.cumulativeIfAlive[0]?.[0]).toBeCloseTo(0.25, 12);
    expect(endsOf(predictive)).toEqual([0, 0, 1]);
  });

  test('what a distribution leaves out beyond its end is at its end', () => {
    expect(endsOf(predictPurchases([forecastOf(1, [0.05, 0.05, 0.05])], one, 90))).toEqual([
      1, 2, 2,
    ]);
  });
});

const PARETO = { r: 0.55, alpha: 74, s: 0.6, beta: 80 };
const SPEND = { p: 6.25, q: 3.74, v: 15.44 };
const HORIZON = 180;

/** Customers of a Pareto/NBD and Gamma-Gamma shop up to T, and what each does within the horizon. */
function simulateSplit(customers: number, random: Random) {
  const summary = customersOf(Array.from({ length: customers }, () => [0, 0] as const));
  const actual = { purchases: new Float64Array(customers), value: new Float64Array(customers) };
  for (let row = 0; row < customers; row += 1) {
    const T = 100 + 20 * Math.floor(random.uniform() * 10);
    const rate = random.gamma(PARETO.r) / PARETO.alpha;
    const lifetime = random.exponential() / (random.gamma(PARETO.s) / PARETO.beta);
    const spendRate = random.gamma(SPEND.q) / SPEND.v;
    const [past, ahead] = [Math.min(T, lifetime), Math.min(T + HORIZON, lifetime)];
    summary.customerAge[row] = T;
    let spent = 0;
    for (let now = random.exponential() / rate; now < ahead; now += random.exponential() / rate) {
      const value = random.gamma(SPEND.p) / spendRate;
      if (now < past) {
        summary.frequency[row] = (summary.frequency[row] ?? 0) + 1;
        summary.recency[row] = now;
        spent += value;
      } else {
        actual.purchases[row] = (actual.purchases[row] ?? 0) + 1;
        actual.value[row] = (actual.value[row] ?? 0) + value;
      }
    }
    summary.monetaryValue[row] = spent / Math.max(1, summary.frequency[row] ?? 0);
  }
  return { summary, actual };
}

describe('a simulated shop, split in time, with the right model', () => {
  const random = createRandom(17);
  const { summary, actual } = simulateSplit(5000, random);
  const predictive = predictPurchases([createParetoNbdForecast(PARETO)], summary, HORIZON);

  test('C3: 75 to 85 % of the customers lie inside, by the randomised transform', () => {
    const pit = randomisedPit(predictive, actual.purchases, random.uniform);
    expect(shareInside(pit)).toBeGreaterThan(0.78);
    expect(shareInside(pit)).toBeLessThan(0.82);
    expect(shareInside(pit, 0.5)).toBeGreaterThan(0.47);
    expect(shareInside(pit, 0.5)).toBeLessThan(0.53);
  });

  test('C3: and of what they spend', () => {
    for (const level of [0.8, 0.5]) {
      const intervals = valueIntervals(predictive, summary, SPEND, { level });
      const share = shareOfValuesInside(predictive, intervals, actual.value, random.uniform, level);
      expect(Math.abs(share - level), `${share} at ${level}`).toBeLessThan(0.025);
    }
  });

  test('ends are finite, from 0 and in order, and rise with the level', () => {
    const wide = valueIntervals(predictive, summary, SPEND);
    const narrow = valueIntervals(predictive, summary, SPEND, { level: 0.5 });
    expect(Math.max(...wide.upper)).toBeGreaterThan(0);
    summary.frequency.forEach((_, row) => {
      const ends = [wide.lower, narrow.lower, wide.median, narrow.upper, wide.upper].map(
        (column) => column[row] ?? Number.NaN,
      );
      expect(ends.every((end, at) => end >= (ends[at - 1] ?? 0) && Number.isFinite(end))).toBe(
        true,
      );
    });
  });

  test('a forecast of too little is found out', () => {
    const tooLittle = predictPurchases([createParetoNbdForecast(PARETO)], summary, HORIZON / 6);
    const pit = randomisedPit(tooLittle, actual.purchases, random.uniform);
    expect(shareInside(pit)).toBeLessThan(0.75);
  });
});

describe('value', () => {
  /** The sorted values of simulated customers with this history who buy n times. */
  function simulateValues(x: number, m: number, counts: (random: Random) => number): number[] {
    const random = createRandom(23);
    const values = Array.from({ length: 100_000 }, () => {
      const n = counts(random);
      const spendRate = random.gamma(SPEND.p * x + SPEND.q) / (SPEND.v + x * m);
      return n === 0 ? 0 : random.gamma(SPEND.p * n) / spendRate;
    });
    return values.sort((one, other) => one - other);
  }

  test.each([
    ['a sure purchase of a customer without repeats', 0, 0, [0, 1]],
    ['one or three purchases of a regular', 9, 40, [0, 0.5, 0, 0.5]],
    ['mostly none', 2, 20, [0.6, 0.3, 0.1]],
    ['forty to forty-nine purchases', 60, 25, [...Array(40).fill(0), ...Array(10).fill(0.1)]],
  ] as const)('the quantiles of simulated customers: %s', (_, x, m, counts) => {
    const simulated = simulateValues(x, m, (random) => {
      let place = random.uniform();
      return counts.findIndex((probability) => {
        place -= probability;
        return place < 0;
      });
    });
    const predictive = predictPurchases([forecastOf(1, counts)], customersOf([[x, 50]]), 90);
    const { lower, median, upper } = valueIntervals(predictive, customersOf([[x, 50, m]]), SPEND);
    [lower, median, upper].forEach((column, at) => {
      const truth = simulated[[10_000, 50_000, 90_000][at] ?? 0] ?? Number.NaN;
      const value = column[0] ?? Number.NaN;
      if (truth === 0) expect(value).toBe(0);
      else expect(Math.abs(value / truth - 1), `${value} for ${truth}`).toBeLessThan(0.02);
    });
  });

  test('within no time nobody buys', () => {
    const predictive = predictPurchases([forecastOf(0.9, [1])], customersOf([[2, 50]]), 0);
    const { lower, median, upper } = valueIntervals(predictive, customersOf([[2, 50, 20]]), SPEND);
    expect([...lower, ...median, ...upper]).toEqual([0, 0, 0]);
    expect(endsOf(predictive)).toEqual([0, 0, 0]);
  });

  test('many customers, all of another age', () => {
    const many = customersOf(Array.from({ length: 200_000 }, (_, row) => [0, row + 0.5] as const));
    const predictive = predictPurchases([forecastOf(0.9, [0.3, 0.7])], many, 90);
    const { upper } = valueIntervals(predictive, many, SPEND);
    expect(upper[0]).toBeGreaterThan(0);
    expect(new Set(upper).size).toBe(1);
  });

  test('the unit of money scales it, and so does what a purchase is worth', () => {
    const predictive = predictPurchases([forecastOf(0.9, [0.3, 0.7])], customersOf([[2, 50]]), 90);
    const dollars = valueIntervals(predictive, customersOf([[2, 50, 20]]), SPEND);
    const cents = valueIntervals(predictive, customersOf([[2, 50, 2000]]), { ...SPEND, v: 1544 });
    const half = valueIntervals(predictive, customersOf([[2, 50, 20]]), SPEND, {
      worth: Float64Array.of(0.5),
    });
    expect((cents.upper[0] ?? 0) / (dollars.upper[0] ?? 0)).toBeCloseTo(100, 9);
    expect((half.upper[0] ?? 0) / (dollars.upper[0] ?? 0)).toBeCloseTo(0.5, 12);
  });

  test('repeat purchases without a value leave the mean of all', () => {
    const predictive = predictPurchases([forecastOf(1, [0, 1])], customersOf([[2, 50]]), 90);
    const { upper } = valueIntervals(predictive, customersOf([[2, 50, 0]]), SPEND);
    const mean = (SPEND.p * SPEND.v) / (SPEND.q - 1);
    const same = valueIntervals(predictive, customersOf([[2, 50, mean]]), SPEND);
    expect(upper[0]).toBe(same.upper[0]);
  });
});
