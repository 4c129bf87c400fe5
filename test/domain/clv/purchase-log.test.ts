import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPurchaseLogBuilder, summariseLog } from '#app/domain/clv/purchase-log.ts';

type Order = [customer: number, day: number, netMinor: number];

function logOf(orders: readonly Order[], customers: number) {
  const builder = createPurchaseLogBuilder();
  for (const [customer, day, netMinor] of orders) builder.add(customer, day, netMinor);
  return builder.build(customers);
}

/** Plain arrays, to compare by eye. */
function rowsOf({ starts, days, amounts }: ReturnType<typeof logOf>) {
  return Array.from({ length: starts.length - 1 }, (_, customer) => {
    const [from, to] = [starts[customer] ?? 0, starts[customer + 1] ?? 0];
    return [...days.subarray(from, to)].map((day, at) => [day, amounts[from + at]]);
  });
}

test('orders of one day are one purchase day, and days come in order', () => {
  const log = logOf(
    [
      [1, 12, 500],
      [0, 10, 1000],
      [1, 10, 300],
      [0, 10, 250],
      [1, 12, 200],
    ],
    2,
  );
  expect(rowsOf(log)).toEqual([
    [[10, 1250]],
    [
      [10, 300],
      [12, 700],
    ],
  ]);
});

test('a day that came to nothing or less after refunds is no purchase day', () => {
  const orders: Order[] = [
    [0, 10, 1000],
    [0, 20, 0],
    [0, 30, 400],
    [0, 30, -400],
    [0, 40, -100],
    [0, 50, 900],
    [1, 10, 0],
  ];
  expect(rowsOf(logOf(orders, 3))).toEqual([
    [
      [10, 1000],
      [50, 900],
    ],
    [],
    [],
  ]);
});

test('the summary is the one of the papers: x, t_x, T and the mean of the repeat days', () => {
  const orders: Order[] = [
    [0, 100, 1000],
    [0, 110, 3000],
    [0, 130, 5000],
    [1, 120, 700],
    [3, 141, 900],
  ];
  const summary = summariseLog(logOf(orders, 4), { end: 140 });
  expect([...summary.customers]).toEqual([0, 1]);
  expect([...summary.frequency]).toEqual([2, 0]);
  expect([...summary.recency]).toEqual([30, 0]);
  expect([...summary.customerAge]).toEqual([40, 20]);
  expect([...summary.monetaryValue]).toEqual([4000, 0]);
});

test('purchases after the period are left out, or taken in up to each one’s last', () => {
  const orders: Order[] = [
    [0, 100, 1000],
    [0, 150, 3000],
    [1, 145, 500],
    [2, 90, 800],
  ];
  const log = logOf(orders, 3);
  const leftOut = summariseLog(log, { end: 140 });
  expect([...leftOut.customers]).toEqual([0, 2]);
  expect([...leftOut.frequency]).toEqual([0, 0]);
  expect([...leftOut.customerAge]).toEqual([40, 50]);
  const takenIn = summariseLog(log, { end: 140, later: 'taken-in' });
  expect([...takenIn.customers]).toEqual([0, 1, 2]);
  expect([...takenIn.frequency]).toEqual([1, 0, 0]);
  expect([...takenIn.recency]).toEqual([50, 0, 0]);
  expect([...takenIn.customerAge]).toEqual([50, 0, 50]);
  expect([...takenIn.asOf]).toEqual([150, 145, 140]);
});

test('the same orders in any sequence make the same log, as a plain count says', () => {
  const order = fc.tuple(
    fc.nat(5),
    fc.integer({ min: -3, max: 40 }),
    fc.integer({ min: -50, max: 90 }),
  );
  fc.assert(
    fc.property(
      fc.array(order, { maxLength: 300 }),
      fc.infiniteStream(fc.nat()),
      (orders, keys) => {
        const shuffled = orders
          .map((each) => [keys.next().value, each] as const)
          .sort(([a], [b]) => Number(a) - Number(b))
          .map(([, each]) => each);
        const expected = [0, 1, 2, 3, 4, 5].map((customer) => {
          const sums = new Map<number, number>();
          for (const [owner, day, net] of orders) {
            if (owner === customer) sums.set(day, (sums.get(day) ?? 0) + net);
          }
          return [...sums].filter(([, sum]) => sum > 0).sort(([a], [b]) => a - b);
        });
        expect(rowsOf(logOf(orders, 6))).toEqual(expected);
        expect(rowsOf(logOf(shuffled, 6))).toEqual(expected);
      },
    ),
  );
});

test('the logarithms of the days between purchases are summed, however many there are', () => {
  const days = Array.from({ length: 400 }, (_, at) => (at * (at + 1)) / 2);
  const orders = days.map((day): Order => [0, day, 100]);
  const { logTimes } = summariseLog(logOf([...orders, [1, 5, 100]], 2), { end: 100_000 });
  const truth = days.slice(1).reduce((sum, _, at) => sum + Math.log(at + 1), 0);
  expect((logTimes[0] ?? 0) / truth).toBeCloseTo(1, 13);
  expect(logTimes[1]).toBe(0);
});
