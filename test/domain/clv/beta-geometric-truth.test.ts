import { describe, expect, test } from 'vitest';
import { fitBetaGeometric } from '#app/domain/clv/beta-geometric/fit.ts';
import { BetaGeometricForecast } from '#app/domain/clv/beta-geometric/forecast.ts';
import { betaGeometricLikelihood } from '#app/domain/clv/beta-geometric/log-likelihood.ts';
import type { BetaGeometricName } from '#app/domain/clv/beta-geometric/parameters.ts';
import { collectHistories } from '#app/domain/clv/fit/purchase-histories.ts';
import {
  cdnowSummary,
  expectWithin,
  type FigureRow,
  figureAt,
  readFigures,
  summaryOf,
} from '#test/support/clv-figures.ts';
import { aliveOf, customer, expectedOf } from '#test/support/one-customer.ts';
import { sharedFile } from '#test/support/shared-data.ts';

function forecastOf(name: BetaGeometricName, row: FigureRow, [a, b]: [string, string]) {
  const parameters = {
    r: figureAt(row, 'r'),
    alpha: figureAt(row, 'alpha'),
    a: figureAt(row, a),
    b: figureAt(row, b),
  };
  return { forecast: new BetaGeometricForecast(name, parameters), parameters };
}

test('mpmath in 30 digits: the edges of parameters and histories, to 2e-12', () => {
  const rows = readFigures(
    new URL('./truth/beta-geometric-extremes.csv', import.meta.url).pathname,
  );
  expect(rows.length).toBe(176);
  for (const row of rows) {
    const name = row.model === 'bg-nbd' ? 'bg-nbd' : 'mbg-nbd';
    const { forecast, parameters } = forecastOf(name, row, ['a', 'b']);
    const [x, tx, T] = [figureAt(row, 'x'), figureAt(row, 'tx'), figureAt(row, 'T')];
    const what = Object.values(row).slice(0, 10).join(' ');
    expectWithin(2e-12, aliveOf(forecast, [x, tx, T]), figureAt(row, 'alive'), what);
    const expected = expectedOf(forecast, [x, tx, T], figureAt(row, 't'));
    expectWithin(2e-12, expected, figureAt(row, 'expected'), what);
    const histories = collectHistories(customer(x, tx, T));
    const { value } = betaGeometricLikelihood(name, histories, parameters);
    const error = Math.abs(value - figureAt(row, 'll'));
    expect(error, what).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)));
  }
});

const extremes = sharedFile('data/clv_extreme_inputs.csv');

test.skipIf(!extremes)('the inputs where published libraries break, to 1e-12', () => {
  const rows = readFigures(extremes ?? '').filter(({ model }) => model !== 'pn');
  expect(rows.length).toBe(280);
  for (const row of rows) {
    const name = row.model === 'bg' ? 'bg-nbd' : 'mbg-nbd';
    const { forecast, parameters } = forecastOf(name, row, ['p3', 'p4']);
    const [x, tx, T] = [figureAt(row, 'x'), figureAt(row, 't_x'), figureAt(row, 'T')];
    const what = Object.values(row).join(' ');
    expectWithin(1e-12, aliveOf(forecast, [x, tx, T]), figureAt(row, 'palive'), what);
    const expected = expectedOf(forecast, [x, tx, T], figureAt(row, 't'));
    expectWithin(1e-12, expected, figureAt(row, 'cet'), what);
    const { value } = betaGeometricLikelihood(
      name,
      collectHistories(customer(x, tx, T)),
      parameters,
    );
    expectWithin(1e-12, value, figureAt(row, 'll'), what);
  }
});

/** Expected purchases over 12 × `month`, at 1 % a month. */
function yearOf(month: number) {
  const discount = (at: number) => (at < 12 ? 1.01 ** -(at + 1) : 0);
  return {
    horizons: Array.from({ length: 12 }, (_, at) => (at + 1) * month),
    weights: Array.from({ length: 12 }, (_, at) => discount(at) - discount(at + 1)),
  };
}

const shapes = { r: 0.8, alpha: 69, a: 0.05, b: 6.7 };
const populations = [
  {
    file: 'data/cdnow_customers_truth.csv',
    unit: 7,
    month: 4.345,
    bg: { r: 0.2425945224, alpha: 4.413602019, a: 0.7929220172, b: 2.425906777 },
    mbg: { r: 0.5248431591, alpha: 6.18308528, a: 0.8913593907, b: 1.61400224 },
  },
  {
    file: 'data/uci_full_customers_truth.csv',
    unit: 1,
    month: 30,
    bg: shapes,
    mbg: shapes,
  },
].map((population) => ({ ...population, path: sharedFile(population.file) }));

describe.each(populations)('all customers at frozen parameters: $file', (population) => {
  test.skipIf(!population.path).each(['bg', 'mbg'] as const)('%s, to 1e-12', (model) => {
    const rows = readFigures(population.path ?? '');
    const columns = { recency: 't_x_days', customerAge: 'T_days' };
    const summary = summaryOf(rows, columns, population.unit);
    const forecast = new BetaGeometricForecast(
      model === 'bg' ? 'bg-nbd' : 'mbg-nbd',
      population[model],
    );
    const plans = [90, 180, 365].map((days) => ({
      horizons: [days / population.unit],
      weights: [1],
    }));
    const figures = [
      forecast.probabilityAlive(summary),
      ...forecast.expectedPurchases(summary, [...plans, yearOf(population.month)]),
    ];
    expect(rows.length).toBeGreaterThan(200);
    rows.forEach((row, at) => {
      ['palive', 'e90', 'e180', 'e365', 'det12m'].forEach((figure, column) => {
        const truth = figureAt(row, `${model}_${figure}`);
        expectWithin(1e-12, figures[column]?.[at] ?? 0, truth, `${row.customer_id} ${figure}`);
      });
    });
  });
});

const orders = sharedFile('data/cdnow_sample.csv');

test.skipIf(!orders).each([
  ['bg-nbd', 1653.4, 4160.6],
  ['mbg-nbd', 1576.7, 4049.9],
] as const)(
  'CDNOW, weeks 40 to 78, %s: as much as published is foretold',
  (name, holdout, total) => {
    const summary = cdnowSummary(orders ?? '', '1997-09-30');
    const fit = fitBetaGeometric(name, collectHistories(summary));
    if (fit.outcome !== 'converged') throw new Error(fit.outcome);
    const forecast = new BetaGeometricForecast(name, fit.parameters);
    const [expected = new Float64Array()] = forecast.expectedPurchases(summary, [
      { horizons: [39], weights: [1] },
    ]);
    expect(expected.reduce((sum, each) => sum + each, 0)).toBeCloseTo(holdout, 0);
    const ofNew = summary.customerAge.map((T) => forecast.expectedPurchasesOfNewCustomer(T + 39));
    const cumulative = ofNew.reduce((sum, each) => sum + each, 0);
    expect(Math.abs(cumulative - total)).toBeLessThan(0.1);
  },
);
