import { expect, test } from 'vitest';
import { gaussLegendre } from '#app/domain/clv/special/gauss-legendre.ts';

test.each([1, 2, 5, 16, 32])(
  '%i nodes integrate powers up to twice their number less one',
  (order) => {
    const { nodes, weights } = gaussLegendre(order);
    for (let power = 0; power < 2 * order; power += 1) {
      const integral = weights.reduce((sum, weight, index) => {
        return sum + weight * (nodes[index] ?? 0) ** power;
      }, 0);
      expect(Math.abs(integral * (power + 1) - 1)).toBeLessThan(1e-14);
    }
  },
);
