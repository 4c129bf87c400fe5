import { expect, test } from 'vitest';
import type { ModelFit } from '#app/domain/clv/fit/model-fit.ts';
import { collectHistories } from '#app/domain/clv/fit/purchase-histories.ts';
import { fitParetoNbd } from '#app/domain/clv/pareto-nbd/fit.ts';
import { paretoNbdLikelihood } from '#app/domain/clv/pareto-nbd/log-likelihood.ts';
import type { ParetoNbdParameters } from '#app/domain/clv/pareto-nbd/parameters.ts';
import type { RfmSummary } from '#app/domain/clv/rfm-summary.ts';
import { LIKE_CDNOW, simulatePopulation } from '#app/domain/clv/simulate.ts';
import { cdnowSummary, expectWithin, readFigures, summaryOf } from '#test/support/clv-figures.ts';
import { sharedFile } from '#test/support/shared-data.ts';

function converged(fit: ModelFit<ParetoNbdParameters>) {
  if (fit.outcome !== 'converged') throw new Error(`The fit ended as ${fit.outcome}.`);
  return fit;
}

function expectParameters(
  summary: RfmSummary,
  truth: ParetoNbdParameters,
  logLikelihood: number,
  tolerance = 1e-7,
) {
  const fit = converged(fitParetoNbd(collectHistories(summary)));
  for (const name of ['r', 'alpha', 's', 'beta'] as const) {
    expectWithin(1e-11, fit.parameters[name], truth[name], name);
  }
  expect(Math.abs(fit.logLikelihood - logLikelihood)).toBeLessThan(tolerance);
  return fit;
}

const population = simulatePopulation({
  ...LIKE_CDNOW,
  customers: 4000,
  seed: 20,
  timing: 'days',
});

test('a seeded population is fitted as in 50 digits (mpmath)', () => {
  expectParameters(
    population,
    { r: 0.596406443569036, alpha: 86.593489417158, s: 2.50126526609946, beta: 579.412558889941 },
    -24488.9598301512,
  );
});

test('at the fit of a seeded population the gradient vanishes and the Hessian is negative', () => {
  const histories = collectHistories(population);
  const fit = converged(fitParetoNbd(histories));
  const { gradient } = paretoNbdLikelihood(histories, fit.parameters);
  for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(1e-8);
  for (const at of [0, 5, 10, 15]) expect(fit.logCovariance[at]).toBeGreaterThan(0);
  // No other parameters nearby are likelier.
  for (const name of ['r', 'alpha', 's', 'beta'] as const) {
    for (const factor of [0.99, 1.01]) {
      const parameters = { ...fit.parameters, [name]: fit.parameters[name] * factor };
      const { value } = paretoNbdLikelihood(histories, parameters);
      expect(value).toBeLessThan(fit.logLikelihood);
    }
  }
});

test('order and weights change nothing, not even the last digit', () => {
  const rows = Array.from({ length: 4000 }, (_, row) => row);
  const shuffled = rows.toSorted((a, b) => ((a * 7919) % 4001) - ((b * 7919) % 4001));
  const take = (column: Float64Array, those: readonly number[]) =>
    Float64Array.from(those, (row) => column[row] ?? 0);
  const pick = (those: readonly number[]): RfmSummary => ({
    frequency: take(population.frequency, those),
    recency: take(population.recency, those),
    customerAge: take(population.customerAge, those),
    monetaryValue: take(population.monetaryValue, those),
  });
  const twice = pick([...rows, ...shuffled]);
  const weighted = { ...pick(shuffled), weight: new Float64Array(4000).fill(2) };
  const [one, other] = [twice, weighted].map((those) => fitParetoNbd(collectHistories(those)));
  expect(one).toEqual(other);
});

test('with fewer than 20 repeat customers it says what is missing', () => {
  const few: RfmSummary = {
    frequency: Float64Array.of(0, 3),
    recency: Float64Array.of(0, 80),
    customerAge: Float64Array.of(200, 200),
    monetaryValue: Float64Array.of(0, 0),
    weight: Float64Array.of(900, 7),
  };
  expect(fitParetoNbd(collectHistories(few))).toEqual({
    outcome: 'too-little-data',
    reason: { missing: 'repeat-customers', have: 7, need: 20 },
  });
});

const orders = sharedFile('data/cdnow_sample.csv');

test.skipIf(!orders)('CDNOW sample, calibration and 78 weeks: the optimum to 15 digits', () => {
  const { standardErrors } = expectParameters(
    cdnowSummary(orders ?? '', '1997-09-30'),
    { r: 0.55327704685318, alpha: 10.5776834633023, s: 0.606239989127826, beta: 11.668735288855 },
    -9594.976178939543,
  );
  expect(standardErrors.r).toBeCloseTo(0.047628, 6);
  expect(standardErrors.alpha).toBeCloseTo(0.84272, 5);
  expect(standardErrors.s).toBeCloseTo(0.18728, 5);
  expect(standardErrors.beta).toBeCloseTo(6.2111, 4);
  expectParameters(
    cdnowSummary(orders ?? '', '1998-06-30'),
    { r: 0.563003664302051, alpha: 12.5591691396401, s: 0.40810727712269, beta: 10.5145447142617 },
    -17135.83589,
    // Published to five digits.
    5e-6,
  );
});

const rounded = sharedFile('data/cdnow_summary_with_monetary.csv');

test.skipIf(!rounded)('CDNOW sample, the summary of two decimals', () => {
  expectParameters(
    summaryOf(readFigures(rounded ?? ''), { recency: 't_x', customerAge: 'T' }),
    { r: 0.553275508689519, alpha: 10.5776122386817, s: 0.606213568674084, beta: 11.6679112379202 },
    -9594.97392982686,
  );
});

const uci = sharedFile('data/uci_full_summary.csv');

test.skipIf(!uci)('UCI Online Retail shows no dropout: the NBD limit', () => {
  const columns = { recency: 't_x_days', customerAge: 'T_days' };
  const fit = fitParetoNbd(collectHistories(summaryOf(readFigures(uci ?? ''), columns)));
  if (fit.outcome !== 'nbd-limit') throw new Error(fit.outcome);
  expectWithin(1e-12, fit.parameters.r, 0.827558548575315, 'r');
  expectWithin(1e-12, fit.parameters.alpha, 69.0925541059653, 'α');
  expect([fit.parameters.s, fit.parameters.beta]).toEqual([0, 1]);
});
