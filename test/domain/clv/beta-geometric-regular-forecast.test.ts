import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedAtDropout } from '#app/domain/clv/beta-geometric/certain-dropout.ts';
import { ExpectedCount } from '#app/domain/clv/beta-geometric/expected-count.ts';
import { BetaGeometricForecast } from '#app/domain/clv/beta-geometric/forecast.ts';
import { regularForecast } from '#app/domain/clv/beta-geometric/regular-forecast.ts';
import { meanOverBeta } from '#app/domain/clv/special/beta-mean.ts';
import { createRandom } from '#app/domain/clv/special/random.ts';
import { expectWithin } from '#test/support/clv-figures.ts';

const purchases = { r: 0.8, alpha: 20, a: 0.8, b: 2.4 };
const names = ['bg-cnbd-k', 'mbg-cnbd-k'] as const;

describe('the forecast', () => {
  test('with k = 1 is that of the plain form', () => {
    expect(regularForecast('mbg-cnbd-k', 1, purchases)).toBeInstanceOf(BetaGeometricForecast);
  });

  test.each([2, 3, 4])(
    'of %i phases: the sum is the integral over the dropout probability',
    (phases) => {
      for (const phase of [0, phases - 1]) {
        for (const [r, a, b, time] of [
          [0.5, 0.8, 2.4, 3],
          [3.2, 0.8, 2.4, 25],
          [6, 1, 0.3, 2],
          [30, 2, 9, 4],
        ] as const) {
          const sum = new ExpectedCount({ r, a, b, phases, phase }).within(time);
          const atDropout = (p: number) => expectedAtDropout({ r, phases, phase }, time, p);
          const integral = meanOverBeta({ a, b }, atDropout, (r + 1) * (time + 1));
          expectWithin(1e-13, sum, integral, `${phases} ${phase} ${r}`);
        }
      }
    },
  );

  test.each([
    ['bg-cnbd-k', 2],
    ['mbg-cnbd-k', 3],
  ] as const)('%s with k = %i: alive and purchases of whom it is made for', (name, k) => {
    const customers = simulateBeyond(name, k, { T: 60, horizon: 40, customers: 40_000 });
    const forecast = regularForecast(name, k, purchases);
    const alive = forecast.probabilityAlive(customers);
    const plan = { horizons: [40], weights: [1] };
    const [expected = new Float64Array()] = forecast.expectedPurchases(customers, [plan]);
    for (const group of [0, 1, 2, 100]) {
      const isIn = (row: number) => Math.min(100, customers.frequency[row] ?? 0) === group;
      const rows = Array.from(alive.keys()).filter((row) => group === 100 || isIn(row));
      expect(rows.length).toBeGreaterThan(300);
      expectMean(rows.map((row) => (customers.alive[row] ?? 0) - (alive[row] ?? 0)));
      expectMean(rows.map((row) => (customers.later[row] ?? 0) - (expected[row] ?? 0)));
    }
    const firstForty = Array.from(customers.firstForty, (count) => count);
    const ofNew = forecast.expectedPurchasesOfNewCustomer(40);
    expectMean(firstForty.map((count) => count - ofNew));
  });

  test.each(names)('%s: counts of one who is alive sum to 1 and have the mean expected', (name) => {
    const forecast = regularForecast(name, 3, purchases);
    const counts = forecast.purchaseCountsIfAlive(0, 40, 52);
    expect(counts.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 8);
    const customer = {
      frequency: Float64Array.of(0),
      recency: Float64Array.of(0),
      customerAge: Float64Array.of(40),
    };
    const plan = { horizons: [52], weights: [1] };
    const expected = forecast.expectedPurchases(customer, [plan])[0]?.[0] ?? Number.NaN;
    const alive = forecast.probabilityAlive(customer)[0] ?? Number.NaN;
    const mean = counts.reduce((sum, chance, n) => sum + n * chance, 0);
    expect(mean).toBeCloseTo(expected / alive, 6);
  });

  test('without dropout all are alive and counts come at their rate', () => {
    const forecast = regularForecast('bg-cnbd-k', 2, { r: 3, alpha: 10, a: 0, b: 1 });
    const customer = {
      frequency: Float64Array.of(5),
      recency: Float64Array.of(1),
      customerAge: Float64Array.of(4000),
    };
    expect(forecast.probabilityAlive(customer)[0]).toBe(1);
    // E[⌊N/2⌋] = (E[N] − P(N is odd))/2 with N negative binomial: 3 successes at rates of 10 to 30.
    const odd = (1 - (1 / (1 + 2 * 3)) ** 3) / 2;
    const expected = forecast.expectedPurchasesOfNewCustomer(30);
    expectWithin(1e-13, expected, (9 - odd) / 2, 'E[X(30)]');
  });

  test('any parameters and histories: finite, in bounds, more with time', () => {
    const size = fc.double({ min: -9, max: 9, noNaN: true }).map((power) => 10 ** power);
    const shape = fc.double({ min: -4, max: 4, noNaN: true }).map((power) => 10 ** power);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const history = fc.record({ x: fc.nat(500), last: share, T: size, horizon: size });
    const shapes = fc.record({ r: shape, alpha: size, a: shape, b: shape });
    const form = fc.record({ name: fc.constantFrom(...names), k: fc.integer({ min: 2, max: 6 }) });
    fc.assert(
      fc.property(form, shapes, history, ({ name, k }, parameters, row) => {
        const forecast = regularForecast(name, k, parameters);
        const customer = {
          frequency: Float64Array.of(row.x),
          recency: Float64Array.of(row.x === 0 ? 0 : row.T * row.last),
          customerAge: Float64Array.of(row.T),
        };
        const alive = forecast.probabilityAlive(customer)[0] ?? Number.NaN;
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        const plans = [1, 2].map((times) => ({ horizons: [row.horizon * times], weights: [1] }));
        const [once, twice] = forecast.expectedPurchases(customer, plans);
        const expected = once?.[0] ?? Number.NaN;
        const rate = (parameters.r + k * (row.x + 1)) / (parameters.alpha + row.T);
        expect(expected).toBeGreaterThanOrEqual(0);
        expect(expected).toBeLessThanOrEqual((alive * (rate * row.horizon + k)) / k + 1e-9);
        expect(twice?.[0]).toBeGreaterThanOrEqual(expected * (1 - 1e-9));
      }),
      { numRuns: 300, seed: 11 },
    );
  });
});

/** The mean of differences is 0, as far as their number lets it be said. */
function expectMean(differences: readonly number[]): void {
  const count = differences.length;
  const mean = differences.reduce((sum, each) => sum + each, 0) / count;
  const square = differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / count;
  expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(square / count) + 1e-12);
}

/** Customers seen until T, with whether they are alive then, and what they buy in the horizon after. */
function simulateBeyond(
  name: (typeof names)[number],
  k: number,
  { T, horizon, customers }: { T: number; horizon: number; customers: number },
) {
  const random = createRandom(9);
  const column = () => new Float64Array(customers);
  const table = {
    frequency: column(),
    recency: column(),
    customerAge: column().fill(T),
    alive: column(),
    later: column(),
    firstForty: column(),
  };
  const add = (values: Float64Array, row: number) => {
    values[row] = (values[row] ?? 0) + 1;
  };
  for (let row = 0; row < customers; row += 1) {
    const rate = random.gamma(purchases.r) / purchases.alpha;
    const dropout = random.beta(purchases.a, purchases.b);
    let isAlive = name === 'bg-cnbd-k' || random.uniform() > dropout;
    for (let now = 0; ; ) {
      for (let phase = 0; phase < k; phase += 1) now += random.exponential() / rate;
      if (now > T && isAlive) add(table.alive, row);
      // Whoever is alive past T is counted once: at his first purchase after it.
      if (!isAlive || now > T) {
        for (; isAlive && now <= T + horizon; now += nextGap(random, k, rate)) {
          add(table.later, row);
          isAlive = random.uniform() > dropout;
        }
        break;
      }
      add(table.frequency, row);
      if (now <= 40) add(table.firstForty, row);
      table.recency[row] = now;
      isAlive = random.uniform() > dropout;
    }
  }
  return table;
}

function nextGap(random: ReturnType<typeof createRandom>, k: number, rate: number): number {
  let gap = 0;
  for (let phase = 0; phase < k; phase += 1) gap += random.exponential() / rate;
  return gap;
}
