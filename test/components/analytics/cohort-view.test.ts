import { expect, test } from 'vitest';
import {
  averageOf,
  cohortCsv,
  figureOf,
  strengthOf,
} from '#app/components/analytics/cohort-view.ts';
import { cohortTable } from '#app/domain/analytics/cohort-table.ts';

const row = (cohort: string, month: string, customers: number, revenueMinor: number) => ({
  cohort,
  month,
  customers,
  revenueMinor,
  grossProfitMinor: revenueMinor / 2,
  costedMinor: revenueMinor,
});
const table = cohortTable(
  [row('2026-01', '2026-01', 4, 40_000), row('2026-01', '2026-02', 1, 10_000)],
  { firstMonth: '2026-01', currentMonth: '2026-02' },
);
const [cohort = expect.fail()] = table.cohorts;
const [first = expect.fail(), second = expect.fail()] = cohort.cells;

test('a cell shows retention, or money per customer of the cohort up to its month', () => {
  expect(figureOf(cohort, second, 'retention')).toBe(0.25);
  expect(figureOf(cohort, second, 'revenue')).toBe(12_500);
  expect(figureOf(cohort, second, 'margin')).toBe(6_250);
  expect(figureOf({ ...cohort, customers: 0 }, second, 'revenue')).toBeNull();
});

test('the month still running has no average', () => {
  expect(averageOf(table, 0, 'revenue')).toBe(10_000);
  expect(averageOf(table, 1, 'revenue')).toBeNull();
});

test('retention is shaded beside the strongest month after the first', () => {
  const strength = strengthOf(table, 'retention');
  expect(strength(figureOf(cohort, first, 'retention'), first.age)).toBe(0);
  expect(strength(figureOf(cohort, second, 'retention'), second.age)).toBe(1);
  expect(strengthOf(table, 'revenue')(10_000, 0)).toBe(0.8);
});

test('the file has a line for each cell, with money in whole units and months that still run marked', () => {
  const lines = cohortCsv(table, 2).trimEnd().split('\n');
  expect(lines[0]).toMatch(/^cohort,cohort_customers,months_since,month,month_is_over,/);
  expect(lines.slice(1)).toEqual([
    '2026-01,4,0,2026-01,yes,4,400.00,200.00,400.00,200.00',
    '2026-01,4,1,2026-02,no,1,100.00,50.00,500.00,250.00',
  ]);
  expect(cohortCsv(table, 0)).toContain(',40000,20000,');
});
