import { expect, test } from 'vitest';
import { createPurchaseLogBuilder, summariseLog } from '#app/domain/clv/purchase-log.ts';
import { createRandom } from '#app/domain/clv/special/random.ts';
import { fitTilt, levelTilt, type Traits, tiltFactors, traitsOf } from '#app/domain/clv/tilt.ts';

const CUSTOMERS = 20_000;

/** Customers of any value and age; who is expected to buy `expected` times does so times `factor`. */
function observe(factor: (orderValue: number, ageDays: number) => number) {
  const random = createRandom(12);
  const traits: Traits = {
    orderValue: new Float64Array(CUSTOMERS),
    customerAge: new Float64Array(CUSTOMERS),
  };
  const expected = new Float64Array(CUSTOMERS);
  const actual = new Float64Array(CUSTOMERS);
  for (let row = 0; row < CUSTOMERS; row += 1) {
    const value = 2000 + 18_000 * random.uniform();
    const age = 10 + Math.floor(700 * random.uniform());
    traits.orderValue[row] = Math.log(value);
    traits.customerAge[row] = Math.log(age + 7);
    const mean = 2 * random.uniform();
    expected[row] = mean;
    let clock = random.exponential();
    for (; clock < mean * factor(value, age); clock += random.exponential())
      actual[row] = (actual[row] ?? 0) + 1;
  }
  return { traits, expected, actual };
}

test('finds the exponents by which customers buy more than was expected of them', () => {
  const { traits, expected, actual } = observe(
    (value, age) => (value / 8000) ** 0.3 * ((age + 7) / 300) ** -0.2,
  );
  const found = fitTilt(traits, expected, actual);
  expect(found?.orderValue).toBeCloseTo(0.3, 1);
  expect(found?.customerAge).toBeCloseTo(-0.2, 1);
});

test('a level that all share is no tilt', () => {
  const { traits, expected, actual } = observe(() => 1.4);
  const found = fitTilt(traits, expected, actual);
  expect(Math.abs(found?.orderValue ?? 1)).toBeLessThan(0.03);
  expect(Math.abs(found?.customerAge ?? 1)).toBeLessThan(0.03);
});

test('few customers show no tilt, whatever they did', () => {
  const { traits, expected, actual } = observe((value) => (value / 8000) ** 0.8);
  const few = (column: Float64Array) => column.subarray(0, 12);
  const found = fitTilt(
    { orderValue: few(traits.orderValue), customerAge: few(traits.customerAge) },
    few(expected),
    few(actual),
  );
  expect(Math.abs(found?.orderValue ?? 1)).toBeLessThan(0.25);
});

test('leaves the total as it is, and no customer is trebled', () => {
  const { traits, expected } = observe(() => 1);
  const exponents = {
    orderValue: 0.4,
    customerAge: 0.3,
    orderValues: { least: 1000, most: 15_000 },
  };
  const factors = tiltFactors(levelTilt(exponents, traits, expected), traits);
  const total = expected.reduce((sum, each) => sum + each, 0);
  const tilted = expected.reduce((sum, each, row) => sum + each * (factors[row] ?? 0), 0);
  expect(tilted / total).toBeCloseTo(1, 2);
  expect(Math.max(...factors)).toBeLessThanOrEqual(3);
  expect(Math.min(...factors)).toBeGreaterThanOrEqual(1 / 3);
});

test('order values beyond the usual ones count as the last of these', () => {
  const tilt = {
    orderValue: 0.2,
    customerAge: 0,
    orderValues: { least: 100, most: 10_000 },
    offset: 0,
  };
  const values = Float64Array.of(1, 100, 10_000, 1e9).map(Math.log);
  const [lowest, low, high, highest] = tiltFactors(tilt, {
    orderValue: values,
    customerAge: new Float64Array(4),
  });
  expect(lowest).toBe(low);
  expect(highest).toBe(high);
});

test('traits: the mean of all orders, the first included, and the age on the customer’s own day', () => {
  const builder = createPurchaseLogBuilder();
  builder.add(0, 100, 1000);
  builder.add(0, 120, 4000);
  builder.add(0, 190, 9000);
  const log = builder.build(1);
  const early = traitsOf(log, summariseLog(log, { end: 150 }));
  expect(early.orderValue[0]).toBeCloseTo(Math.log(2500), 12);
  expect(early.customerAge[0]).toBeCloseTo(Math.log(57), 12);
  const late = traitsOf(log, summariseLog(log, { end: 150, later: 'taken-in' }));
  expect(late.orderValue[0]).toBeCloseTo(Math.log(14_000 / 3), 12);
  expect(late.customerAge[0]).toBeCloseTo(Math.log(97), 12);
});
