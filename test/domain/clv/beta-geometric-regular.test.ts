import { describe, expect, test } from 'vitest';
import { fitBetaGeometric } from '#app/domain/clv/beta-geometric/fit.ts';
import { fitRegular, type RegularFit } from '#app/domain/clv/beta-geometric/regular-fit.ts';
import { regularForecast } from '#app/domain/clv/beta-geometric/regular-forecast.ts';
import { regularLikelihood } from '#app/domain/clv/beta-geometric/regular-likelihood.ts';
import { collectHistories } from '#app/domain/clv/fit/purchase-histories.ts';
import { LIKE_CDNOW, simulatePopulation } from '#app/domain/clv/simulate.ts';
import { createRandom } from '#app/domain/clv/special/random.ts';
import { cdnowSummary, expectWithin } from '#test/support/clv-figures.ts';
import { sharedFile } from '#test/support/shared-data.ts';

const purchases = { r: 0.8, alpha: 20, a: 0.8, b: 2.4 };
const names = ['bg-cnbd-k', 'mbg-cnbd-k'] as const;

function populationOf(k: number, timing: 'exact' | 'days') {
  return simulatePopulation({ ...LIKE_CDNOW, purchases, k, customers: 3000, seed: 20, timing });
}

function convergedOf({ fit }: RegularFit) {
  if (fit.outcome !== 'converged') throw new Error(`The fit ended as ${fit.outcome}.`);
  return fit;
}

test.each([
  ['bg-nbd', 2],
  ['mbg-nbd', 4],
] as const)('%s with k = %i: the derivatives of the likelihood are its differences', (name, k) => {
  const histories = collectHistories(populationOf(2, 'days'));
  const at = (logs: number[]) => {
    const [r = 0, alpha = 0, a = 0, b = 0] = logs.map(Math.exp);
    return regularLikelihood({ name, k }, histories, { r, alpha, a, b });
  };
  const logs = [-0.4, 3.3, -0.6, 0.5];
  const { gradient, hessian } = at(logs);
  const width = 1e-4;
  logs.forEach((_, i) => {
    const [up, down] = [1, -1].map((sign) =>
      at(logs.map((each, j) => (i === j ? each + sign * width : each))),
    );
    const slope = ((up?.value ?? 0) - (down?.value ?? 0)) / (2 * width);
    expect(slope / (gradient[i] ?? 0)).toBeCloseTo(1, 5);
    logs.forEach((_, j) => {
      const bend = ((up?.gradient[j] ?? 0) - (down?.gradient[j] ?? 0)) / (2 * width);
      expect(bend / (hessian[i * 4 + j] ?? 0)).toBeCloseTo(1, 6);
    });
  });
});

describe('the fit', () => {
  test.each([
    {
      name: 'bg-cnbd-k',
      truth: [0.8196621329458784, 20.24510385615352, 0.8065389586361646, 2.443231180801077],
      logLikelihood: -37916.72257761307,
    },
    {
      name: 'mbg-cnbd-k',
      truth: [1.320334304955562, 28.53631452276673, 2.231491579722, 9.65253760994177],
      logLikelihood: -38017.04936884497,
    },
  ] as const)('of a seeded population with k = 2, $name, as in 30 digits (mpmath)', (row) => {
    const summary = populationOf(2, 'days');
    const result = fitRegular(row.name, collectHistories(summary), summary);
    const { parameters, logLikelihood } = convergedOf(result);
    expect(result.k).toBe(2);
    const { r, alpha, a, b } = parameters;
    [r, alpha, a, b].forEach((value, at) => {
      expectWithin(1e-11, value, row.truth[at] ?? 0, `parameter ${at}`);
    });
    expect(Math.abs(logLikelihood - row.logLikelihood)).toBeLessThan(1e-7);
  });

  test.each([1, 2, 3])(
    'finds the k = %i that a population was made with, and its parameters',
    (k) => {
      const summary = populationOf(k, 'exact');
      const result = fitRegular('bg-cnbd-k', collectHistories(summary), summary);
      const { parameters, standardErrors } = convergedOf(result);
      expect(result.k).toBe(k);
      for (const name of ['r', 'alpha', 'a', 'b'] as const) {
        const away = Math.abs(parameters[name] - purchases[name]);
        expect(away / standardErrors[name]).toBeLessThan(3);
      }
    },
  );

  test.each(names)('%s of purchases at random is the plain one, to the last digit', (name) => {
    const summary = populationOf(1, 'exact');
    const histories = collectHistories(summary);
    const plain = name === 'bg-cnbd-k' ? 'bg-nbd' : 'mbg-nbd';
    const fit = fitBetaGeometric(plain, histories);
    expect(fitRegular(name, histories, summary)).toEqual({ k: 1, fit });
  });

  test('is the plain one where the times between purchases are not known', () => {
    const { logTimes, ...summary } = populationOf(2, 'days');
    const histories = collectHistories(summary);
    expect(logTimes?.length).toBe(3000);
    expect(fitRegular('bg-cnbd-k', histories, summary).k).toBe(1);
  });

  test('of regular customers who differ too little for the plain one', () => {
    const alike = { r: 60, alpha: 600, a: 0.01, b: 2 };
    const population = { ...LIKE_CDNOW, purchases: alike, k: 4, customers: 500, seed: 2 } as const;
    const summary = simulatePopulation({ ...population, timing: 'exact' });
    const histories = collectHistories(summary);
    expect(fitBetaGeometric('bg-nbd', histories).outcome).toBe('too-little-data');
    const { k, fit } = fitRegular('bg-cnbd-k', histories, summary);
    expect(k).toBe(4);
    expect(fit.outcome).not.toBe('too-little-data');
  });
});

test('small populations of any kind: every fit ends in one of three ways, with figures that are finite', () => {
  const random = createRandom(77);
  const between = (least: number, most: number) => least + (most - least) * random.uniform();
  const outcomes = new Set<string>();
  for (let seed = 0; seed < 40; seed += 1) {
    const r = 10 ** between(-1.5, 1.5);
    const alpha = r * 10 ** between(0.5, 2.5);
    const population = {
      ...LIKE_CDNOW,
      purchases: { r, alpha, a: 10 ** between(-3, 2), b: 10 ** between(-2, 2) },
      ageDays: { least: 10, most: Math.floor(between(20, 900)) },
      customers: Math.floor(10 ** between(1.5, 3)),
      k: 1 + (seed % 3),
      seed,
    };
    const summary = simulatePopulation({ ...population, timing: seed % 2 ? 'days' : 'exact' });
    const name = names[seed % 2] ?? 'bg-cnbd-k';
    const { k, fit } = fitRegular(name, collectHistories(summary), summary);
    outcomes.add(fit.outcome);
    if (fit.outcome === 'too-little-data') continue;
    const { parameters, standardErrors, logCovariance, logLikelihood } = fit;
    const figures = [...Object.values(parameters), ...logCovariance, logLikelihood];
    expect(figures.every(Number.isFinite)).toBe(true);
    expect(Object.values(standardErrors).every((error) => error >= 0)).toBe(true);
    const plan = { horizons: [365], weights: [1] };
    const [expected] = regularForecast(name, k, parameters).expectedPurchases(summary, [plan]);
    expect(expected?.every((each) => each >= 0 && each < 1e6)).toBe(true);
  }
  expect([...outcomes].sort()).toEqual(['converged', 'nbd-limit', 'too-little-data']);
});

const orders = sharedFile('data/cdnow_sample.csv');

test.skipIf(!orders).each(names)('CDNOW is bought at random: %s finds k = 1', (name) => {
  const summary = cdnowSummary(orders ?? '', '1997-09-30');
  expect(fitRegular(name, collectHistories(summary), summary).k).toBe(1);
});
