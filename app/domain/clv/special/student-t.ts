import { regularizedBeta } from './incomplete-beta.ts';

/** P(t ≤ x) of Student's t with any degrees of freedom above 0. (Abramowitz & Stegun 26.7.1) */
export function studentT(x: number, degrees: number): number {
  const tail = regularizedBeta(degrees / (degrees + x * x), degrees / 2, 0.5) / 2;
  return x > 0 ? 1 - tail : tail;
}

/** The x with P(t ≤ x) = probability, within (0, 1). */
export function studentTQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`probability ${probability} is not between 0 and 1.`);
  }
  if (probability === 0.5) return 0;
  if (probability < 0.5) return -studentTQuantile(1 - probability, degrees);
  let [low, high] = [0, 1];
  while (studentT(high, degrees) < probability) [low, high] = [high, high * 2];
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2;
    if (studentT(middle, degrees) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
