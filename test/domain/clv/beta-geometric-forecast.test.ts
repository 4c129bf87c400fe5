import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BetaGeometricForecast } from '#app/domain/clv/beta-geometric/forecast.ts';
import { createRandom } from '#app/domain/clv/special/random.ts';
import { expectWithin } from '#test/support/clv-figures.ts';
import { aliveOf, expectedOf } from '#test/support/one-customer.ts';

describe('BG/NBD of CDNOW as published', () => {
  const forecast = new BetaGeometricForecast('bg-nbd', {
    r: 0.243,
    alpha: 4.414,
    a: 0.793,
    b: 2.426,
  });

  test('Hardie: customer 1, with 2 purchases in 30.43 weeks, makes 1.226 in the next 39', () => {
    expectWithin(1e-12, expectedOf(forecast, [2, 30.43, 38.86], 39), 1.22602817476714, 'E[Y(39)]');
    expectWithin(1e-12, aliveOf(forecast, [2, 30.43, 38.86]), 0.726578570080673, 'P(alive)');
  });

  test.each([
    [0.1429, 0.0078],
    [1, 0.0532],
    [3, 0.1506],
    [31.8571, 1.0405],
    [32, 1.0437],
    [78, 1.8576],
  ])('Hardie: a new customer makes within %d weeks %d purchases', (weeks, published) => {
    // His sheet has more digits of the parameters than are published.
    const sheet = new BetaGeometricForecast('bg-nbd', {
      r: 0.2425945,
      alpha: 4.413602,
      a: 0.792922,
      b: 2.425907,
    });
    const expected = sheet.expectedPurchasesOfNewCustomer(weeks);
    expect(Math.abs(expected - published)).toBeLessThan(2e-3 * Math.max(1, published));
  });

  test('BTYD: P(X(39) = x) for x = 0 … 7, P(X(2) = 10)', () => {
    const published = [
      0.5737864, 0.199395280836, 0.0854297595391, 0.045860353848, 0.0276714493358, 0.0179654938666,
      0.0122689767156, 0.00869542880416,
    ];
    const counts = forecast.purchaseCountsIfAlive(0, 0, 39);
    published.forEach((truth, x) => {
      expectWithin(x === 0 ? 1e-7 : 1e-11, counts[x] ?? 0, truth, `P(X = ${x})`);
    });
    expectWithin(1e-6, forecast.purchaseCountsIfAlive(0, 0, 2)[10] ?? 0, 1.07869e-7, 'P(X = 10)');
  });

  test('BTYD: P(X(30) = x) for x = 11 … 20', () => {
    const published = [
      0.0019995214, 0.0015170236, 0.001163315, 0.0009003148, 0.0007023638, 0.0005517902,
      0.0004361913, 0.0003467171, 0.0002769613, 0.000222226,
    ];
    const counts = forecast.purchaseCountsIfAlive(0, 0, 30);
    published.forEach((truth, at) => {
      expect(counts[11 + at]).toBeCloseTo(truth, 9);
    });
  });

  test.each([
    [23, 39, 39, 0.968555454221],
    [5, 20, 39, 0.283794089754],
    [4, 23.5, 39, 0.512297015908],
  ])('BTYD: P(alive) with x = %d, t_x = %d, T = %d', (x, tx, T, truth) => {
    expectWithin(1e-11, aliveOf(forecast, [x, tx, T]), truth, 'P(alive)');
  });
});

describe('BTYD walkthrough, CDNOW sample, weeks', () => {
  const forecast = new BetaGeometricForecast('bg-nbd', {
    r: 0.2425982,
    alpha: 4.4136842,
    a: 0.7929899,
    b: 2.4261667,
  });

  test('a new customer makes 1.444 purchases within 52 weeks', () => {
    expect(forecast.expectedPurchasesOfNewCustomer(52)).toBeCloseTo(1.444004, 5);
  });

  test('customer 1516, with 26 purchases in 31 weeks, is alive and makes 25.757 more', () => {
    const lastPurchase = 30 + 6 / 7;
    expect(aliveOf(forecast, [26, lastPurchase, 31])).toBeCloseTo(0.9688523, 6);
    expect(expectedOf(forecast, [26, lastPurchase, 31], 52)).toBeCloseTo(25.75659, 3);
  });

  test.each([
    [10, 0.3474606],
    [15, 0.04283391],
    [20, 0.004158973],
    [25, 0.0003583685],
  ])(
    'increasing frequency paradox: after %i purchases until week 20 and none until week 39',
    (x, published) => {
      expectWithin(1e-5, expectedOf(forecast, [x, 20, 39], 52), published, 'purchases');
    },
  );
});

const names = ['bg-nbd', 'mbg-nbd'] as const;
const numbers = { r: 0.5, alpha: 6, a: 0.9, b: 1.6 };

test.each(names)(
  '%s: the counts of one who is alive sum to 1 and have the expected mean',
  (name) => {
    const forecast = new BetaGeometricForecast(name, numbers);
    const counts = forecast.purchaseCountsIfAlive(3, 40, 52);
    const mean = counts.reduce((sum, chance, n) => sum + n * chance, 0);
    expect(counts.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 8);
    const expected = expectedOf(forecast, [3, 40, 40], 52) / aliveOf(forecast, [3, 40, 40]);
    expect(mean).toBeCloseTo(expected, 6);
  },
);

test.each(names)('%s: who is simulated onwards does as forecast', (name) => {
  const random = createRandom(8);
  const forecast = new BetaGeometricForecast(name, numbers);
  const trials = 40_000;
  const purchases = new Float64Array(400);
  for (let trial = 0; trial < trials; trial += 1) {
    const rate = random.gamma(numbers.r + 3) / (numbers.alpha + 40);
    const dropout = random.beta(numbers.a, numbers.b + (name === 'bg-nbd' ? 3 : 4));
    let count = 0;
    let now = random.exponential() / rate;
    while (now < 52) {
      count += 1;
      now = random.uniform() < dropout ? 52 : now + random.exponential() / rate;
    }
    purchases[count] = (purchases[count] ?? 0) + 1;
  }
  const counts = forecast.purchaseCountsIfAlive(3, 40, 52);
  for (let n = 0; n < 6; n += 1) {
    const chance = counts[n] ?? 0;
    const away = (purchases[n] ?? 0) / trials - chance;
    expect(Math.abs(away)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / trials));
  }
});

test.each(names)('%s without dropout is the NBD: all are alive, at the mean rate', (name) => {
  const forecast = new BetaGeometricForecast(name, { r: 0.8, alpha: 69, a: 0, b: 1 });
  expect(aliveOf(forecast, [900, 1, 4000])).toBe(1);
  expectWithin(1e-14, expectedOf(forecast, [3, 10, 200], 90), (3.8 / 269) * 90, 'purchases');
  expectWithin(1e-14, forecast.expectedPurchasesOfNewCustomer(69), 0.8, 'new customer');
  const counts = forecast.purchaseCountsIfAlive(0, 0, 69);
  expectWithin(1e-12, counts[0] ?? 0, 2 ** -0.8, 'P(X = 0)');
  expectWithin(1e-12, counts[1] ?? 0, 0.8 * 2 ** -1.8, 'P(X = 1)');
});

test('an MBG/NBD customer may be gone after the first purchase', () => {
  const forecast = new BetaGeometricForecast('mbg-nbd', numbers);
  expectWithin(1e-14, aliveOf(forecast, [0, 0, 0]), 1.6 / 2.5, 'P(alive)');
  const expected = expectedOf(forecast, [0, 0, 0], 30);
  expectWithin(1e-14, expected, forecast.expectedPurchasesOfNewCustomer(30), 'E[X(30)]');
});

test('a plan is the weighted sum of its horizons, whatever rows and plans share', () => {
  const forecast = new BetaGeometricForecast('bg-nbd', numbers);
  const rows: [number, number, number][] = [
    [2, 10, 40],
    [0, 0, 40],
    [2, 30, 40],
    [7, 30, 31],
    [2, 10, 40],
  ];
  const columns = {
    frequency: Float64Array.from(rows, ([x]) => x),
    recency: Float64Array.from(rows, ([, tx]) => tx),
    customerAge: Float64Array.from(rows, ([, , T]) => T),
  };
  const plans = [
    { horizons: [10, 52, 100], weights: [0.5, -0.25, 2] },
    { horizons: [52], weights: [1] },
    { horizons: [], weights: [] },
  ];
  const [mixed, single, none] = forecast.expectedPurchases(columns, plans);
  rows.forEach((row, at) => {
    const [ten, year, century] = [10, 52, 100].map((t) => expectedOf(forecast, row, t));
    const sum = 0.5 * (ten ?? 0) - 0.25 * (year ?? 0) + 2 * (century ?? 0);
    expectWithin(1e-14, mixed?.[at] ?? 0, sum, 'plan');
    expect(single?.[at]).toBe(year);
    expect(none?.[at]).toBe(0);
  });
});

test('more distinct histories than a table holds give what each gives alone', () => {
  const random = createRandom(3);
  const size = 3000;
  const frequency = Float64Array.from({ length: size }, () =>
    Math.floor(random.exponential() * 200),
  );
  const customerAge = Float64Array.from({ length: size }, () => 100 * random.uniform());
  const recency = customerAge.map((T, row) => (frequency[row] ? T / 2 : 0));
  const forecast = new BetaGeometricForecast('mbg-nbd', numbers);
  const plan = { horizons: [20], weights: [1] };
  const [all] = forecast.expectedPurchases({ frequency, recency, customerAge }, [plan]);
  for (let row = 0; row < size; row += 300) {
    const history = [frequency[row] ?? 0, recency[row] ?? 0, customerAge[row] ?? 0] as const;
    expect(all?.[row]).toBe(expectedOf(forecast, [...history], 20));
  }
});

test('any parameters and histories: finite, in bounds, more with time, the same in any unit', () => {
  const size = fc.double({ min: -9, max: 9, noNaN: true }).map((power) => 10 ** power);
  const shape = fc.double({ min: -4, max: 4, noNaN: true }).map((power) => 10 ** power);
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const history = fc.record({ x: fc.nat(500), last: share, T: size, horizon: size });
  const shapes = fc.record({ r: shape, alpha: size, a: shape, b: shape });
  fc.assert(
    fc.property(fc.constantFrom(...names), shapes, history, (name, parameters, row) => {
      const forecast = new BetaGeometricForecast(name, parameters);
      const tx = row.x === 0 ? 0 : row.T * row.last;
      const alive = aliveOf(forecast, [row.x, tx, row.T]);
      expect(alive).toBeGreaterThanOrEqual(0);
      expect(alive).toBeLessThanOrEqual(1);
      const expected = expectedOf(forecast, [row.x, tx, row.T], row.horizon);
      const longer = expectedOf(forecast, [row.x, tx, row.T], row.horizon * 2);
      const most = alive * (parameters.r + row.x) * (row.horizon / (parameters.alpha + row.T));
      expect(expected).toBeLessThanOrEqual(most * (1 + 1e-11));
      expect(longer).toBeGreaterThanOrEqual(expected * (1 - 1e-11));
      const days = new BetaGeometricForecast(name, { ...parameters, alpha: parameters.alpha * 8 });
      const same = expectedOf(days, [row.x, tx * 8, row.T * 8], row.horizon * 8);
      expectWithin(1e-11, same, expected, 'in days');
    }),
    { numRuns: 300, seed: 11 },
  );
});
