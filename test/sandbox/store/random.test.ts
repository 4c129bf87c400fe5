import { expect, test } from 'vitest';
import { createRandom } from '#sandbox/store/random.ts';
import { drawOrderValues, drawPurchaseTimes } from '#sandbox/store/sample/behaviour.ts';

const WEEK_MS = 7 * 86_400_000;

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test('equal seeds give equal streams and other seeds others', () => {
  const draw = (seed: string) => {
    const random = createRandom(seed);
    return Array.from({ length: 5 }, () => random.next());
  };
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
});

test('drawing from a split stream leaves its parent and siblings alone', () => {
  const quiet = createRandom('seed');
  const busy = createRandom('seed');
  for (let times = 0; times < 100; times += 1) busy.split('child').next();
  expect(busy.next()).toBe(quiet.next());
  expect(busy.split('other').next()).toBe(quiet.split('other').next());
});

test('gamma and beta draws have the moments of their distributions', () => {
  const random = createRandom('moments');
  const draws = 60_000;
  const gammas = Array.from({ length: draws }, () => random.gamma(0.243, 4.414));
  const betas = Array.from({ length: draws }, () => random.beta(0.793, 2.426));
  expect(mean(gammas)).toBeCloseTo(0.243 / 4.414, 2);
  expect(mean(betas)).toBeCloseTo(0.793 / (0.793 + 2.426), 2);
  expect(Math.min(...betas)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...betas)).toBeLessThanOrEqual(1);
});

test('repeat purchases in 52 weeks are 1.444 on average, as BG/NBD expects on CDNOW', () => {
  const random = createRandom('bgnbd');
  const repeats = Array.from(
    { length: 60_000 },
    () => drawPurchaseTimes(random, 0, 52 * WEEK_MS).length - 1,
  );
  expect(Math.abs(mean(repeats) - 1.444004)).toBeLessThan(0.05);
  expect(repeats.filter((count) => count === 0).length / repeats.length).toBeGreaterThan(0.5);
});

test('order values average 1.35 × 35.22 dollars, as Gamma-Gamma expects on CDNOW', () => {
  const random = createRandom('spend');
  const values = Array.from({ length: 60_000 }, () => drawOrderValues(random, 1)[0] ?? 0);
  expect(Math.abs(mean(values) / 135 - 35.2189781)).toBeLessThan(0.6);
});

test('weighted picks follow the weights and nothing is picked from nothing', () => {
  const random = createRandom('weights');
  const picks = Array.from({ length: 10_000 }, () =>
    random.weighted(['rare', 'common'], (one) => (one === 'rare' ? 1 : 9)),
  );
  const rare = picks.filter((one) => one === 'rare').length;
  expect(rare).toBeGreaterThan(850);
  expect(rare).toBeLessThan(1150);
  expect(() => random.pick([])).toThrow(RangeError);
});
