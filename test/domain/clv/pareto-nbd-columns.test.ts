import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { discountedPlan, plainPlan } from '#app/domain/clv/discounting.ts';
import { createParetoNbdForecast } from '#app/domain/clv/pareto-nbd/column-forecast.ts';
import { ParetoNbdForecast } from '#app/domain/clv/pareto-nbd/forecast.ts';
import { probabilitiesOfPurchases } from '#app/domain/clv/pareto-nbd/purchase-counts.ts';
import { createRandom } from '#app/domain/clv/special/random.ts';
import { expectWithin, figureAt, readFigures, summaryOf } from '#test/support/clv-figures.ts';
import { sharedFile } from '#test/support/shared-data.ts';

const CDNOW = { r: 0.553, alpha: 10.58, s: 0.606, beta: 11.656 };

test('columns say of each row what is said of one customer', () => {
  const customers = {
    frequency: Float64Array.of(0, 3, 3, 26, 3, 0),
    recency: Float64Array.of(0, 20, 5, 30.857, 20, 0),
    customerAge: Float64Array.of(39, 39, 39, 31, 39, 0),
  };
  const forecast = createParetoNbdForecast(CDNOW);
  const one = new ParetoNbdForecast(CDNOW);
  const history = (row: number) =>
    [
      customers.frequency[row] ?? 0,
      customers.recency[row] ?? 0,
      customers.customerAge[row] ?? 0,
    ] as const;
  const [year, both] = forecast.expectedPurchases(customers, [
    plainPlan(52),
    { horizons: [10, 52], weights: [2, -0.5] },
  ]);
  const alive = forecast.probabilityAlive(customers);
  for (let row = 0; row < 6; row += 1) {
    expectWithin(1e-14, alive[row] ?? 0, one.probabilityAlive(...history(row)), 'P(alive)');
    const inYear = one.expectedPurchases(...history(row), 52);
    expectWithin(1e-14, year?.[row] ?? 0, inYear, '52 weeks');
    const mixed = 2 * one.expectedPurchases(...history(row), 10) - inYear / 2;
    expectWithin(1e-13, both?.[row] ?? 0, mixed, 'a plan of two horizons');
  }
  // BTYD walkthrough, customer 1516.
  expect(alive[3]).toBeCloseTo(0.997874, 4);
  expect(year?.[3]).toBeCloseTo(25.456, 1);
});

test('of many customers with one frequency P(alive) comes from one curve, to 13 digits', () => {
  const random = createRandom(5);
  const spread = (from: number, to: number) => from * (to / from) ** random.uniform();
  for (let draw = 0; draw < 40; draw += 1) {
    const parameters = {
      r: spread(1e-3, 100),
      alpha: spread(1e-3, 1e4),
      s: spread(1e-4, 100),
      beta: spread(1e-4, 1e4),
    };
    const rows = 1500;
    const [x, oldest] = [Math.ceil(spread(1, 2000)), spread(1, 1e4)];
    const customerAge = new Float64Array(rows).map(() => oldest * random.uniform());
    const recency = customerAge.map((T, row) => (row % 9 === 0 ? T : T * random.uniform()));
    const frequency = new Float64Array(rows).fill(x);
    const alive = createParetoNbdForecast(parameters).probabilityAlive({
      frequency,
      recency,
      customerAge,
    });
    const one = new ParetoNbdForecast(parameters);
    alive.forEach((own, row) => {
      const truth = one.probabilityAlive(x, recency[row] ?? 0, customerAge[row] ?? 0);
      if (truth < 1e-290) expect(own).toBeLessThan(1e-289);
      else expectWithin(1e-13, own, truth, `x = ${x} of ${JSON.stringify(parameters)}`);
    });
  }
});

test.each([
  [0, 0, 52],
  [3, 39, 39],
  [40, 39, 78],
])('the counts of x = %s, T = %s alive are those of a new customer, moved on', (x, T, horizon) => {
  const moved = { ...CDNOW, r: CDNOW.r + x, alpha: CDNOW.alpha + T, beta: CDNOW.beta + T };
  const counts = createParetoNbdForecast(CDNOW).purchaseCountsIfAlive(x, T, horizon);
  expect(counts).toEqual(probabilitiesOfPurchases(moved, horizon));
});

test('without dropout everyone is alive and buys as the NBD says', () => {
  const forecast = createParetoNbdForecast({ r: 2, alpha: 50, s: 0, beta: 1 });
  const customers = {
    frequency: Float64Array.of(4),
    recency: Float64Array.of(3),
    customerAge: Float64Array.of(100),
  };
  expect(forecast.probabilityAlive(customers)).toEqual(Float64Array.of(1));
  expectWithin(
    1e-14,
    forecast.expectedPurchases(customers, [plainPlan(30)])[0]?.[0] ?? 0,
    (6 / 150) * 30,
    '30 days',
  );
  const [none = 0, once = 0] = forecast.purchaseCountsIfAlive(4, 100, 30);
  expectWithin(1e-14, none, (150 / 180) ** 6, 'none');
  expectWithin(1e-14, once, none * 6 * (30 / 180), 'once');
});

/** Figures of 15 digits at the frozen parameters, times in weeks there and in days here. */
function expectTruth(file: string, frozenFile: string, unit: number) {
  const frozen = JSON.parse(readFileSync(frozenFile, 'utf8')) as { pn: string[] };
  const [r = 0, alpha = 0, s = 0, beta = 0] = frozen.pn.map(Number);
  const rows = readFigures(file);
  const customers = summaryOf(rows, { recency: 't_x_days', customerAge: 'T_days' }, unit);
  const forecast = createParetoNbdForecast({ r, alpha, s, beta });
  const alive = forecast.probabilityAlive(customers);
  const columns = forecast.expectedPurchases(customers, [
    plainPlan(90 / unit),
    plainPlan(180 / unit),
    plainPlan(365 / unit),
    unit === 7
      ? discountedPlan({ horizon: 12 * 4.345, period: 4.345, discountRate: 0.01 })
      : discountedPlan({ horizon: 360, period: 30, discountRate: 0.01 }),
  ]);
  const names = ['pn_e90', 'pn_e180', 'pn_e365', 'pn_det12m'];
  rows.forEach((row, at) => {
    expectWithin(1e-11, alive[at] ?? 0, figureAt(row, 'pn_palive'), 'P(alive)');
    names.forEach((name, column) => {
      expectWithin(1e-11, columns[column]?.[at] ?? 0, figureAt(row, name), name);
    });
  });
  return rows.length;
}

const cdnow = sharedFile('data/cdnow_customers_truth.csv');

test.skipIf(!cdnow)('CDNOW sample: every customer to 11 digits', () => {
  const params = sharedFile('data/cdnow_frozen_params.json') ?? '';
  expect(expectTruth(cdnow ?? '', params, 7)).toBe(2357);
});

const uci = sharedFile('data/uci_full_customers_truth.csv');

test.skipIf(!uci)('UCI Online Retail: every customer to 11 digits', () => {
  const params = sharedFile('data/uci_full_frozen_params.json') ?? '';
  expect(expectTruth(uci ?? '', params, 1)).toBeGreaterThan(100);
});
