import { expect, test } from 'vitest';
import { regularizedBeta } from '#app/domain/clv/special/incomplete-beta.ts';
import { studentT, studentTQuantile } from '#app/domain/clv/special/student-t.ts';

test.each([
  [0.3, 2, 3, 0.3483],
  [0.5, 0.5, 0.5, 0.5],
  [0.01, 0.2, 7, 0.626267965937642],
  [0.999, 40, 0.3, 0.5806549992650194],
  [0.62, 1800.5, 1100.25, 0.4677507579443591],
  [0.7, 9000, 4000, 0.971728083632361],
  [0.2, 6.25, 3.74, 0.0017939011187310466],
  [1e-8, 3, 2, 3.99999997e-24],
])('mpmath: I_z(a, b) at z = %d, a = %d, b = %d', (z, a, b, truth) => {
  expect(Math.abs(regularizedBeta(z, a, b) / truth - 1)).toBeLessThan(1e-11);
});

test('outside of (0, 1) it is 0 or 1', () => {
  expect(regularizedBeta(-1, 2, 3)).toBe(0);
  expect(regularizedBeta(1, 2, 3)).toBe(1);
});

test.each([
  [0.9, 4, 1.5332062740589438],
  [0.9, 1, 3.0776835371752536],
  [0.975, 10, 2.228138851986275],
  [0.1, 6, -1.4397557472651483],
])('t tables: the %d quantile with %d degrees of freedom', (probability, degrees, quantile) => {
  expect(studentTQuantile(probability, degrees)).toBeCloseTo(quantile, 10);
  expect(studentT(quantile, degrees)).toBeCloseTo(probability, 12);
});

test('a probability of 0 or 1 has no quantile', () => {
  expect(() => studentTQuantile(1, 4)).toThrow(RangeError);
  expect(studentTQuantile(0.5, 4)).toBe(0);
});
