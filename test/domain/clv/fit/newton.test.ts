import { expect, test } from 'vitest';
import { climb, covarianceAt } from '#app/domain/clv/fit/newton.ts';
import { digamma, logGamma, trigamma } from '#app/domain/clv/special/gamma.ts';

/** The likelihood of a gamma distribution with shape k and rate λ, per observation. */
function gammaLikelihood(mean: number, meanLog: number) {
  return (logs: Float64Array) => {
    const [k = 0, rate = 0] = logs.map(Math.exp);
    return {
      value: k * Math.log(rate) - logGamma(k) + (k - 1) * meanLog - rate * mean,
      gradient: Float64Array.of(k * (Math.log(rate) - digamma(k) + meanLog), k - rate * mean),
      hessian: Float64Array.of(
        k * (Math.log(rate) - digamma(k) + meanLog) - k * k * trigamma(k),
        k,
        k,
        -rate * mean,
      ),
    };
  };
}

test('a gamma distribution is found from a start a million times off', () => {
  const [k, rate] = [2.5, 0.004];
  const evaluate = gammaLikelihood(k / rate, digamma(k) - Math.log(rate));
  for (const start of [Float64Array.of(14, 14), Float64Array.of(-10, 3), Float64Array.of(0, 0)]) {
    const { isConverged, at } = climb(evaluate, start);
    expect(isConverged).toBe(true);
    expect(Math.exp(at[0] ?? 0) / k - 1).toBeCloseTo(0, 12);
    expect(Math.exp(at[1] ?? 0) / rate - 1).toBeCloseTo(0, 12);
  }
});

test('the valley of Rosenbrock is climbed to its end', () => {
  const { isConverged, at } = climb(
    ([x = 0, y = 0]) => ({
      value: -((1 - x) ** 2) - 100 * (y - x * x) ** 2,
      gradient: Float64Array.of(2 * (1 - x) + 400 * x * (y - x * x), -200 * (y - x * x)),
      hessian: Float64Array.of(-2 + 400 * (y - 3 * x * x), 400 * x, 400 * x, -200),
    }),
    Float64Array.of(-1.2, 1),
  );
  expect(isConverged).toBe(true);
  expect(at[0]).toBeCloseTo(1, 12);
  expect(at[1]).toBeCloseTo(1, 12);
});

test('a value that rounding makes uneven is climbed to its end, also while steps are damped', () => {
  // Convex around 0, so that the first steps are damped.
  const { isConverged, at } = climb(([x = 0]) => {
    const bell = Math.exp(-((x - 3) ** 2));
    return {
      value: -1e6 + bell + 3e-9 * Math.sin(1e12 * x),
      gradient: Float64Array.of(-2 * (x - 3) * bell),
      hessian: Float64Array.of((4 * (x - 3) ** 2 - 2) * bell),
    };
  }, Float64Array.of(1.5));
  expect(isConverged).toBe(true);
  expect(at[0]).toBeCloseTo(3, 12);
});

test('a likelihood that rises for ever has no maximum', () => {
  const { isConverged } = climb(([x = 0]) => {
    const falling = Math.exp(-x);
    return {
      value: -falling,
      gradient: Float64Array.of(falling),
      hessian: Float64Array.of(-falling),
    };
  }, Float64Array.of(0));
  expect(isConverged).toBe(false);
});

test('the covariance is the inverse of the negative Hessian, and a saddle has none', () => {
  const flat = { value: 0, gradient: new Float64Array(2) };
  const covariance = covarianceAt({ ...flat, hessian: Float64Array.of(-4, -2, -2, -3) });
  const inverse = [0.375, -0.25, -0.25, 0.5];
  expect([...(covariance ?? [])]).toEqual(inverse.map((each) => expect.closeTo(each, 15)));
  expect(covarianceAt({ ...flat, hessian: Float64Array.of(-1, 2, 2, -1) })).toBeNull();
});
