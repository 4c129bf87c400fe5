import { expect, test } from 'vitest';
import { scaledExponentialIntegral } from '#app/domain/clv/special/exponential-integral.ts';

test.each([
  [1, 0.5, 0.9229106324837305],
  [1, 1e-9, 20.146050193190927],
  [2, 2, 0.2773427662235548],
  [1.0000000001, 0.01, 4.078511442554987],
  [0.9999999999, 0.01, 4.078511444357864],
  [5, 0.000001, 0.24999991666670832],
  [4.99999999, 0.3, 0.22803760627498892],
  [0.25, 1e-10, 38751077.29657011],
  [800, 0.02, 0.0012515330888263673],
  [0.0001, 30, 0.03333322570120808],
  [12.5, 3000, 0.00033195066439133407],
  [3, 1.9999999, 0.22265723924499856],
])('e^z E_s(z) for s = %d, z = %d is that of mpmath in 50 digits', (s, z, truth) => {
  expect(Math.abs(scaledExponentialIntegral(s, z) / truth - 1)).toBeLessThan(1e-14);
});
