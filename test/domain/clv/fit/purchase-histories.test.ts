import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectHistories } from '#app/domain/clv/fit/purchase-histories.ts';
import type { RfmSummary } from '#app/domain/clv/rfm-summary.ts';

type Row = [x: number, tx: number, T: number, weight: number];

function summaryOf(rows: Row[], weighted: boolean): RfmSummary {
  const summary = {
    frequency: Float64Array.from(rows, ([x]) => x),
    recency: Float64Array.from(rows, ([, tx]) => tx),
    customerAge: Float64Array.from(rows, ([, , T]) => T),
    monetaryValue: new Float64Array(rows.length),
  };
  return weighted ? { ...summary, weight: Float64Array.from(rows, (row) => row[3]) } : summary;
}

const rows = fc.array(
  fc
    .record({
      x: fc.nat(3),
      tx: fc.constantFrom(0.5, 1, 2.25, 3),
      T: fc.constantFrom(3, 3.5, 40, 1e6),
      weight: fc.integer({ min: 1, max: 4 }),
    })
    .map(({ x, tx, T, weight }): Row => [x, x === 0 ? 0 : tx, T, weight]),
  { minLength: 1, maxLength: 80 },
);

test('order does not matter, nor whether equal customers are repeated or weighted', () => {
  fc.assert(
    fc.property(rows, (customers) => {
      const repeated = customers.flatMap(([x, tx, T, weight]) =>
        Array.from({ length: weight }, (): Row => [x, tx, T, 1]),
      );
      const weighted = collectHistories(summaryOf(customers, true));
      expect(collectHistories(summaryOf(repeated, false))).toEqual(weighted);
      expect(collectHistories(summaryOf(customers.toReversed(), true))).toEqual(weighted);
    }),
  );
});

test('histories come by x, then T, then t_x, with the counts that need x or T alone', () => {
  const rows: Row[] = [
    [2, 9, 10, 1],
    [0, 0, 12, 1],
    [1, 4, 10, 1],
    [0, 0, 10, 2],
    [2, 9, 10, 1],
    [2, 3, 10, 1],
    [1, 8, 9, 1],
  ];
  const histories = collectHistories(summaryOf(rows, true));
  const { frequency, customerAge, recency, weight } = histories;
  const table = [...frequency].map((x, i) => [x, customerAge[i], recency[i], weight[i]]);
  expect(table).toEqual([
    [0, 10, 0, 2],
    [0, 12, 0, 1],
    [1, 9, 8, 1],
    [1, 10, 4, 1],
    [2, 10, 3, 1],
    [2, 10, 9, 2],
  ]);
  expect([...histories.beyond]).toEqual([5, 3]);
  expect([...histories.ages.customerAge]).toEqual([9, 10, 12]);
  expect([...histories.ages.customers]).toEqual([1, 6, 1]);
  expect([...histories.ages.purchases]).toEqual([1, 7, 0]);
});
