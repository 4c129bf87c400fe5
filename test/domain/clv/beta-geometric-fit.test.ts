import { describe, expect, test } from 'vitest';
import { fitBetaGeometric } from '#app/domain/clv/beta-geometric/fit.ts';
import type { BetaGeometricParameters } from '#app/domain/clv/beta-geometric/parameters.ts';
import type { ModelFit } from '#app/domain/clv/fit/model-fit.ts';
import { collectHistories } from '#app/domain/clv/fit/purchase-histories.ts';
import type { RfmSummary } from '#app/domain/clv/rfm-summary.ts';
import { LIKE_CDNOW, simulatePopulation } from '#app/domain/clv/simulate.ts';
import { cdnowSummary, expectWithin, readFigures, summaryOf } from '#test/support/clv-figures.ts';
import { sharedFile } from '#test/support/shared-data.ts';

type Figures = [r: number, alpha: number, a: number, b: number];

function expectParameters(
  fit: ModelFit<BetaGeometricParameters>,
  truth: Figures,
  logLikelihood: number,
) {
  if (fit.outcome !== 'converged') throw new Error(`The fit ended as ${fit.outcome}.`);
  const { r, alpha, a, b } = fit.parameters;
  [r, alpha, a, b].forEach((value, at) => {
    expectWithin(1e-11, value, truth[at] ?? 0, 'r, α, a, b'.split(', ')[at] ?? '');
  });
  expect(Math.abs(fit.logLikelihood - logLikelihood)).toBeLessThan(1e-7);
  return fit;
}

const population = simulatePopulation({
  ...LIKE_CDNOW,
  customers: 4000,
  seed: 20,
  timing: 'days',
});

test.each([
  [
    'bg-nbd',
    [0.2755304121511702, 36.32094604266896, 0.8210169008533726, 2.188537388290779],
    -24452.47054640873,
  ],
  [
    'mbg-nbd',
    [0.5846964409485569, 51.23722114428783, 1.118186809667621, 2.144601350534092],
    -24460.673961257467,
  ],
] as ['bg-nbd', Figures, number][])(
  'a seeded population is fitted with %s as in 40 digits (mpmath)',
  (name, truth, logLikelihood) => {
    const fit = fitBetaGeometric(name, collectHistories(population));
    expectParameters(fit, truth, logLikelihood);
  },
);

test('the estimates lie where their standard errors say the truth is', () => {
  const many = { ...LIKE_CDNOW, customers: 30_000, seed: 5, timing: 'exact' } as const;
  const fit = fitBetaGeometric('bg-nbd', collectHistories(simulatePopulation(many)));
  if (fit.outcome !== 'converged') throw new Error(fit.outcome);
  for (const name of ['r', 'alpha', 'a', 'b'] as const) {
    const away = Math.abs(fit.parameters[name] - LIKE_CDNOW.purchases[name]);
    expect(away / fit.standardErrors[name]).toBeLessThan(3);
  }
});

function pick(summary: RfmSummary, rows: readonly number[]): RfmSummary {
  const take = (column: Float64Array) => Float64Array.from(rows, (row) => column[row] ?? 0);
  return {
    frequency: take(summary.frequency),
    recency: take(summary.recency),
    customerAge: take(summary.customerAge),
    monetaryValue: take(summary.monetaryValue),
  };
}

test('order and weights change nothing, not even the last digit', () => {
  const rows = Array.from({ length: 4000 }, (_, row) => row);
  const shuffled = rows.toSorted((a, b) => ((a * 7919) % 4001) - ((b * 7919) % 4001));
  const twice = pick(population, [...rows, ...shuffled]);
  const weighted = { ...pick(population, shuffled), weight: new Float64Array(4000).fill(2) };
  const fits = [twice, weighted].map((summary) =>
    fitBetaGeometric('bg-nbd', collectHistories(summary)),
  );
  expect(fits[0]).toEqual(fits[1]);
  expect(fits[0]?.outcome).toBe('converged');
});

function summaryOfRows(rows: [x: number, tx: number, T: number, customers: number][]): RfmSummary {
  const column = (at: 0 | 1 | 2 | 3) => Float64Array.from(rows, (row) => row[at]);
  return {
    frequency: column(0),
    recency: column(1),
    customerAge: column(2),
    monetaryValue: new Float64Array(rows.length),
    weight: column(3),
  };
}

describe('too little data', () => {
  test('fewer than 20 repeat customers', () => {
    const summary = summaryOfRows([
      [0, 0, 200, 500],
      [2, 80, 200, 10],
      [5, 120, 200, 9],
    ]);
    expect(fitBetaGeometric('bg-nbd', collectHistories(summary))).toEqual({
      outcome: 'too-little-data',
      reason: { missing: 'repeat-customers', have: 19, need: 20 },
    });
  });

  test('customers who differ no more than by chance', () => {
    const summary = summaryOfRows([
      [1, 80, 200, 50],
      [2, 120, 200, 50],
    ]);
    const fit = fitBetaGeometric('mbg-nbd', collectHistories(summary));
    if (fit.outcome !== 'too-little-data') throw new Error(fit.outcome);
    expect(fit.reason).toMatchObject({ missing: 'spread', need: 1 });
    expect(fit.reason.have).toBeCloseTo(1 / 6, 12);
  });
});

test('where all drop out alike, the ridge is told by infinite standard errors', () => {
  // Every customer with purchases stops early; a tenth of them after each purchase.
  const alike = { ...LIKE_CDNOW.purchases, r: 3, alpha: 20, a: 1e6, b: 9e6 };
  const summary = simulatePopulation({
    ...LIKE_CDNOW,
    purchases: alike,
    customers: 1000,
    seed: 4,
    timing: 'exact',
  });
  const fit = fitBetaGeometric('bg-nbd', collectHistories(summary));
  if (fit.outcome !== 'converged') throw new Error(fit.outcome);
  const { a, b } = fit.parameters;
  expect(a / (a + b)).toBeCloseTo(0.1, 1);
  expect([fit.standardErrors.a, fit.standardErrors.b]).toEqual([Infinity, Infinity]);
  expect(fit.logCovariance.every(Number.isFinite)).toBe(true);
});

const orders = sharedFile('data/cdnow_sample.csv');

test.skipIf(!orders)('CDNOW sample, calibration: the optimum to 15 digits', () => {
  const histories = collectHistories(cdnowSummary(orders ?? '', '1997-09-30'));
  const bg = expectParameters(
    fitBetaGeometric('bg-nbd', histories),
    [0.242594522430157, 4.4136020190135, 0.792922017225598, 2.42590677682633],
    -9582.429206673931,
  );
  expect(bg.standardErrors.r).toBeCloseTo(0.012557, 6);
  expect(bg.standardErrors.alpha).toBeCloseTo(0.37822, 5);
  expect(bg.standardErrors.a).toBeCloseTo(0.18573, 5);
  expect(bg.standardErrors.b).toBeCloseTo(0.70541, 5);
  const mbg = expectParameters(
    fitBetaGeometric('mbg-nbd', histories),
    [0.524843159106298, 6.183085279576, 0.891359390732216, 1.61400224017034],
    -9582.13571555375,
  );
  expect(mbg.standardErrors.r).toBeCloseTo(0.083268, 6);
  expect(mbg.standardErrors.alpha).toBeCloseTo(0.69562, 5);
  expect(mbg.standardErrors.a).toBeCloseTo(0.15479, 5);
  expect(mbg.standardErrors.b).toBeCloseTo(0.53749, 5);
});

test.skipIf(!orders)('CDNOW sample, all 78 weeks: the optimum to 15 digits', () => {
  const histories = collectHistories(cdnowSummary(orders ?? '', '1998-06-30'));
  expectParameters(
    fitBetaGeometric('bg-nbd', histories),
    [0.253561156339928, 5.44725750557242, 0.607365425029813, 2.64723447619437],
    -17138.233964638064,
  );
  expectParameters(
    fitBetaGeometric('mbg-nbd', histories),
    [0.617843331593251, 8.65696030977824, 0.551524947680558, 1.00905914664347],
    -17127.373255509912,
  );
});

const rounded = sharedFile('data/cdnow_summary_with_monetary.csv');

test.skipIf(!rounded)('CDNOW sample, the summary of two decimals', () => {
  const rows = readFigures(rounded ?? '');
  const summary = summaryOf(rows, { recency: 't_x', customerAge: 'T' });
  expectParameters(
    fitBetaGeometric('bg-nbd', collectHistories(summary)),
    [0.242592907204466, 4.41353156120543, 0.792886148098768, 2.42575343649362],
    -9582.42556056736,
  );
});

const uci = sharedFile('data/uci_full_summary.csv');

test.skipIf(!uci)('UCI Online Retail shows no dropout: the NBD limit', () => {
  const rows = readFigures(uci ?? '');
  const histories = collectHistories(
    summaryOf(rows, { recency: 't_x_days', customerAge: 'T_days' }),
  );
  for (const name of ['bg-nbd', 'mbg-nbd'] as const) {
    const fit = fitBetaGeometric(name, histories);
    if (fit.outcome !== 'nbd-limit') throw new Error(fit.outcome);
    expectWithin(1e-12, fit.parameters.r, 0.827558548575315, 'r');
    expectWithin(1e-12, fit.parameters.alpha, 69.0925541059653, 'α');
    expect(fit.parameters).toMatchObject({ a: 0, b: 1 });
    expect(fit.logLikelihood).toBeCloseTo(-61823.59093255, 7);
    expect(fit.standardErrors.r).toBeLessThan(0.05);
    expect([fit.standardErrors.a, fit.standardErrors.b]).toEqual([Infinity, Infinity]);
  }
});
