import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { calibrate, measureAccuracy } from '#app/domain/clv/accuracy/measures.ts';
import { sharedFile } from '#test/support/shared-data.ts';

const of = (...values: number[]) => Float64Array.from(values);

test('a perfect forecast', () => {
  const actual = of(0, 0, 1, 2, 7);
  expect(measureAccuracy(actual, actual)).toMatchObject({
    predicted: 10,
    actual: 10,
    bias: 0,
    meanAbsoluteError: 0,
    rootMeanSquareError: 0,
    spearman: 1,
    gini: 1,
  });
});

test('errors by hand: MAE, RMSE, bias, rank correlation with ties', () => {
  const accuracy = measureAccuracy(of(1, 2, 3, 4), of(0, 4, 4, 4));
  expect(accuracy.meanAbsoluteError).toBe(1);
  expect(accuracy.rootMeanSquareError).toBeCloseTo(Math.sqrt(6 / 4), 14);
  expect(accuracy.bias).toBeCloseTo(10 / 12 - 1, 14);
  // Ranks 1 2 3 4 against 1 3 3 3: r = 3 / √(5 · 3).
  expect(accuracy.spearman).toBeCloseTo(3 / Math.sqrt(15), 14);
});

test('one number for all ranks nothing, and the reverse order has the opposite Gini', () => {
  const actual = of(1, 0, 0, 3, 9, 2);
  expect(measureAccuracy(of(2, 2, 2, 2, 2, 2), actual)).toMatchObject({ spearman: null, gini: 0 });
  expect(measureAccuracy(of(8, 9, 9, 6, 0, 7), actual).gini).toBeCloseTo(-1, 14);
});

test('where nothing came there is no bias, no ranking and no share', () => {
  const accuracy = measureAccuracy(of(1, 2), of(0, 0));
  expect(accuracy).toMatchObject({
    bias: null,
    spearman: null,
    gini: null,
    topDecileCapture: null,
  });
});

test('equal predictions across an edge of tenths do not depend on the order of rows', () => {
  const predicted = Float64Array.from({ length: 40 }, (_, row) => (row < 35 ? 1 : 2));
  const actual = Float64Array.from({ length: 40 }, (_, row) => row % 5);
  const reversed = (column: Float64Array) => column.slice().reverse();
  const groups = calibrate(predicted, actual);
  expect(calibrate(reversed(predicted), reversed(actual))).toEqual(groups);
  expect(groups).toHaveLength(10);
  expect(groups.reduce((sum, group) => sum + group.actual * group.customers, 0)).toBeCloseTo(
    80,
    10,
  );
});

test('columns that do not belong together are refused', () => {
  expect(() => measureAccuracy(of(1), of(1, 2))).toThrow('1 predictions for 2 customers.');
});

const truth = sharedFile('data/cdnow_customers_truth.csv');

test.skipIf(!truth)('CDNOW, weeks 40 to 78: zero and x/T as published', () => {
  const rows = parse(readFileSync(truth ?? ''), { columns: true }) as Record<string, string>[];
  const column = (name: string) => Float64Array.from(rows, (row) => Number(row[name]));
  const [x, T, came] = [column('x'), column('T_days'), column('x_hold')];
  const zero = measureAccuracy(new Float64Array(x.length), came);
  expect(zero).toMatchObject({ actual: 1882, bias: -1 });
  expect(zero.meanAbsoluteError).toBeCloseTo(0.7985, 4);
  expect(zero.rootMeanSquareError).toBeCloseTo(2.2064, 4);
  const rate = measureAccuracy(
    x.map((value, row) => (value / (T[row] ?? 1)) * 273),
    came,
  );
  expect(rate.bias).toBeCloseTo(0.557, 3);
  expect(rate.meanAbsoluteError).toBeCloseTo(1.0237, 4);
  expect(rate.rootMeanSquareError).toBeCloseTo(2.2119, 4);
  expect(rate.spearman).toBeCloseTo(0.4898, 4);
  expect(rate.topDecileCapture).toBeCloseTo(0.458, 2);
});
