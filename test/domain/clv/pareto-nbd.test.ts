import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { ParetoNbdForecast } from '#app/domain/clv/pareto-nbd/forecast.ts';
import {
  probabilitiesOfPurchases,
  probabilityOfNoPurchase,
} from '#app/domain/clv/pareto-nbd/purchase-counts.ts';
import { sharedFile } from '#test/support/shared-data.ts';

/** At most this far from the truth, relative to it; figures that no double can hold count as 0. */
function expectWithin(tolerance: number, value: number, truth: number, what: string): void {
  const error = Math.abs(value - truth) / Math.max(Math.abs(truth), 1e-300);
  expect(error, `${what}: ${value} for ${truth}`).toBeLessThanOrEqual(tolerance);
}

describe('BTYD walkthrough, CDNOW sample, weeks', () => {
  // Published to three decimals, so that the figures made with more of them agree to 2e-4.
  const forecast = new ParetoNbdForecast({ r: 0.553, alpha: 10.58, s: 0.606, beta: 11.656 });

  test('a new customer makes 1.473 purchases within 52 weeks', () => {
    expect(forecast.expectedPurchasesOfNewCustomer(52)).toBeCloseTo(1.473434, 2);
  });

  test('customer 1516, with 26 purchases in 31 weeks, is alive and makes 25.456 more', () => {
    const lastPurchase = 30 + 6 / 7;
    expect(forecast.probabilityAlive(26, lastPurchase, 31)).toBeCloseTo(0.997874, 5);
    const purchases = forecast.expectedPurchases(26, lastPurchase, 31, 52);
    expectWithin(2e-4, purchases, 25.45647, 'purchases within 52 weeks');
  });

  test.each([
    [10, 0.7062289],
    [15, 0.1442396],
    [20, 0.02250658],
    [25, 0.00309267],
  ])(
    'increasing frequency paradox: after %i purchases until week 20 and none until week 39',
    (x, published) => {
      expectWithin(2e-4, forecast.expectedPurchases(x, 20, 39, 52), published, 'purchases');
    },
  );
});

test('BTYD documentation: E[X(t)] of a new customer for t = 0 … 9', () => {
  const forecast = new ParetoNbdForecast({ r: 0.55, alpha: 10.56, s: 0.61, beta: 11.64 });
  const published = [
    0, 0.05077821, 0.09916088, 0.14542507, 0.1897993, 0.23247466, 0.27361274, 0.31335159,
    0.35181024, 0.38909211,
  ];
  published.forEach((purchases, t) => {
    expect(forecast.expectedPurchasesOfNewCustomer(t)).toBeCloseTo(purchases, 8);
  });
});

test.each([
  [7, 35, 77.86, 1.86418332807],
  [7, 77.86, 77.86, 18.5037383357],
  [1, 30, 77.86, 2.1991554497],
  [0, 0, 77.86, 0.36475592809],
  [2, 30.43, 38.86, 8.58509194994],
  [14, 60, 77.86, 20.6155593131],
])('BTYD pnbd.DERT at .0027 a week: x = %d, t_x = %d, T = %d', (x, tx, T, published) => {
  const parameters = { r: 0.5629966, alpha: 12.559037, s: 0.4081095, beta: 10.5148048 };
  const dert = new ParetoNbdForecast(parameters).discountedResidualPurchases(x, tx, T, 0.0027);
  expectWithin(2e-11, dert, published, 'DERT');
});

describe('the number of purchases of a new customer', () => {
  const parameters = { r: 0.55, alpha: 10.56, s: 0.61, beta: 11.64 };

  test('has a distribution that sums to 1 and has the expected mean', () => {
    const chances = probabilitiesOfPurchases(parameters, 39);
    expect(1 - chances.reduce((sum, chance) => sum + chance, 0)).toBeLessThan(1e-9);
    const mean = chances.reduce((sum, chance, x) => sum + x * chance, 0);
    const forecast = new ParetoNbdForecast(parameters);
    expect(mean).toBeCloseTo(forecast.expectedPurchasesOfNewCustomer(39), 6);
  });

  test('is 0 at once', () => {
    expect(probabilitiesOfPurchases(parameters, 0)).toEqual(Float64Array.of(1));
    expect(probabilityOfNoPurchase(parameters, 0)).toBe(1);
  });

  test('has the distribution of 30 digits (mpmath)', () => {
    const rows = readRows(new URL('./truth/pareto-nbd-counts.csv', import.meta.url).pathname);
    let compared = 0;
    for (const row of rows) {
      const [r = 0, alpha = 0, s = 0, beta = 0] = [row.r, row.alpha, row.s, row.beta].map(Number);
      const own = { r, alpha, s, beta };
      const [t, n, truth] = [Number(row.t), Number(row.n), Number(row.probability)];
      const counts = probabilitiesOfPurchases(own, t);
      if (n === 0) expectWithin(1e-13, probabilityOfNoPurchase(own, t), truth, 'P(X(t) = 0)');
      if (n < counts.length) expectWithin(1e-12, counts[n] ?? 0, truth, `P(X(${t}) = ${n})`);
      else expect(truth).toBeLessThan(1e-9);
      compared += 1;
    }
    expect(compared).toBe(84);
  });
});

test('the unit of time makes no difference', () => {
  const weeks = new ParetoNbdForecast({ r: 0.55, alpha: 10.56, s: 0.61, beta: 11.64 });
  const days = new ParetoNbdForecast({ r: 0.55, alpha: 73.92, s: 0.61, beta: 81.48 });
  expectWithin(
    1e-14,
    days.probabilityAlive(4, 210, 273),
    weeks.probabilityAlive(4, 30, 39),
    'alive',
  );
  const ahead = days.expectedPurchases(4, 210, 273, 364);
  expectWithin(1e-14, ahead, weeks.expectedPurchases(4, 30, 39, 52), 'purchases');
});

test('a discount rate of 0 is refused, for the sum may be infinite', () => {
  const forecast = new ParetoNbdForecast({ r: 0.55, alpha: 10.56, s: 0.61, beta: 11.64 });
  expect(() => forecast.discountedResidualPurchases(1, 2, 3, 0)).toThrow(RangeError);
});

type Row = Record<string, string>;

function readRows(file: string): Row[] {
  return parse<Row>(readFileSync(file, 'utf8'), { columns: true });
}

function numberAt(row: Row, column: string): number {
  const value = Number(row[column]);
  if (Number.isNaN(value)) throw new Error(`No number in column ${column}.`);
  return value;
}

function parametersOf(row: Row, [s, beta]: [string, string]) {
  const [r, alpha] = [numberAt(row, 'r'), numberAt(row, 'alpha')];
  return { r, alpha, s: numberAt(row, s), beta: numberAt(row, beta) };
}

test('mpmath in 40 digits: the edges of parameters and histories, to 1e-12', () => {
  const rows = readRows(new URL('./truth/pareto-nbd-extremes.csv', import.meta.url).pathname);
  expect(rows.length).toBe(126);
  for (const row of rows) {
    const forecast = new ParetoNbdForecast(parametersOf(row, ['s', 'beta']));
    const [x, tx, T] = [numberAt(row, 'x'), numberAt(row, 'tx'), numberAt(row, 'T')];
    const [t, d] = [numberAt(row, 't'), numberAt(row, 'd')];
    const what = Object.values(row).slice(0, 8).join(' ');
    const logLikelihood = numberAt(row, 'll');
    const error = Math.abs(forecast.logLikelihood(x, tx, T) - logLikelihood);
    expect(error, what).toBeLessThan(1e-12 * Math.max(1, Math.abs(logLikelihood)));
    expectWithin(1e-12, forecast.probabilityAlive(x, tx, T), numberAt(row, 'alive'), what);
    expectWithin(1e-12, forecast.expectedPurchases(x, tx, T, t), numberAt(row, 'expected'), what);
    const dert = forecast.discountedResidualPurchases(x, tx, T, d);
    expectWithin(1e-12, dert, numberAt(row, 'dert'), what);
  }
});

const extremes = sharedFile('data/clv_extreme_inputs.csv');

test.skipIf(!extremes)('the inputs where published libraries break, to 1e-12', () => {
  const rows = readRows(extremes ?? '').filter(({ model }) => model === 'pn');
  expect(rows.length).toBe(200);
  for (const row of rows) {
    const forecast = new ParetoNbdForecast(parametersOf(row, ['p3', 'p4']));
    const [x, tx, T] = [numberAt(row, 'x'), numberAt(row, 't_x'), numberAt(row, 'T')];
    const what = Object.values(row).join(' ');
    expectWithin(1e-12, forecast.logLikelihood(x, tx, T), numberAt(row, 'll'), what);
    expectWithin(1e-12, forecast.probabilityAlive(x, tx, T), numberAt(row, 'palive'), what);
    const expected = forecast.expectedPurchases(x, tx, T, numberAt(row, 't'));
    expectWithin(1e-12, expected, numberAt(row, 'cet'), what);
  }
});

const customers = sharedFile('data/cdnow_customers_truth.csv');

test.skipIf(!customers)('all of CDNOW at frozen parameters, to 1e-12', () => {
  const rows = readRows(customers ?? '');
  const forecast = new ParetoNbdForecast({
    r: 0.5532770469,
    alpha: 10.57768346,
    s: 0.6062399891,
    beta: 11.66873529,
  });
  expect(rows.length).toBe(2357);
  for (const row of rows) {
    const x = numberAt(row, 'x');
    const [tx, T] = [numberAt(row, 't_x_days') / 7, numberAt(row, 'T_days') / 7];
    const what = `customer ${row.customer_id}`;
    expectWithin(1e-12, forecast.probabilityAlive(x, tx, T), numberAt(row, 'pn_palive'), what);
    for (const days of [90, 180, 365]) {
      const purchases = forecast.expectedPurchases(x, tx, T, days / 7);
      expectWithin(1e-12, purchases, numberAt(row, `pn_e${days}`), what);
    }
    const dert = forecast.discountedResidualPurchases(x, tx, T, 0.0027);
    expectWithin(1e-12, dert, numberAt(row, 'pn_dert'), what);
  }
});
