import { logGamma } from './gamma.ts';

/** Where a factor of the continued fraction is 0, so little stands in for it. */
const TINY = 1e-300;
const EPSILON = 2 ** -53;
const MOST_STEPS = 100_000;

/** ln B(a, b), for a and b above 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/**
 * I_z(a, b): the probability that a Beta(a, b) number is at most z, to 1e-12 for a and b up to 1e4.
 * (Continued fraction of DLMF 8.17.22, by the modified method of Lentz)
 * @param logB ln B(a, b), where it is at hand
 */
export function regularizedBeta(z: number, a: number, b: number, logB = logBeta(a, b)): number {
  if (z <= 0) return 0;
  if (z >= 1) return 1;
  const front = Math.exp(a * Math.log(z) + b * Math.log1p(-z) - logB);
  return z < (a + 1) / (a + b + 2)
    ? (front / a) * continuedFraction(z, a, b)
    : 1 - (front / b) * continuedFraction(1 - z, b, a);
}

function continuedFraction(z: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / apart(1 - ((a + b) * z) / (a + 1));
  let fraction = d;
  for (let m = 1; m < MOST_STEPS; m += 1) {
    const even = (m * (b - m) * z) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / apart(1 + even * d);
    c = apart(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * z) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / apart(1 + odd * d);
    c = apart(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 2 * EPSILON) break;
  }
  return fraction;
}

function apart(factor: number): number {
  return Math.abs(factor) < TINY ? TINY : factor;
}
