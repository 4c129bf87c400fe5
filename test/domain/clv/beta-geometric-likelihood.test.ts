import { expect, test } from 'vitest';
import { betaGeometricLikelihood } from '#app/domain/clv/beta-geometric/log-likelihood.ts';
import { collectHistories } from '#app/domain/clv/fit/purchase-histories.ts';
import { LIKE_CDNOW, simulatePopulation } from '#app/domain/clv/simulate.ts';

function historyOf(x: number, tx: number, T: number) {
  return collectHistories({
    frequency: Float64Array.of(x),
    recency: Float64Array.of(tx),
    customerAge: Float64Array.of(T),
    monetaryValue: Float64Array.of(0),
  });
}

test.each([
  ['bg-nbd', 0, 0, -0.5994738182],
  ['bg-nbd', 200, 38, 100.795693093],
  ['mbg-nbd', 0, 0, -0.417928262045],
  ['mbg-nbd', 200, 38, 100.786909761],
] as const)('ln L of one customer, Hardie note 027: %s, x = %d, t_x = %d', (name, x, tx, truth) => {
  const parameters = { r: 0.25, alpha: 4, a: 0.8, b: 2.5 };
  const { value } = betaGeometricLikelihood(name, historyOf(x, tx, 40), parameters);
  expect(value).toBeCloseTo(truth, 9);
});

test.each(['bg-nbd', 'mbg-nbd'] as const)(
  'the derivatives of the %s likelihood are its differences',
  (name) => {
    const population = { ...LIKE_CDNOW, customers: 500, seed: 3, timing: 'days' } as const;
    const histories = collectHistories(simulatePopulation(population));
    const at = (logs: number[]) => {
      const [r = 0, alpha = 0, a = 0, b = 0] = logs.map(Math.exp);
      return betaGeometricLikelihood(name, histories, { r, alpha, a, b });
    };
    const logs = [-1.2, 3.1, -0.3, 0.8];
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
  },
);
