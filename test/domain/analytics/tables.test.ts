import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CohortRow, cohortTable, monthBefore } from '#app/domain/analytics/cohort-table.ts';
import { rfmGrid, scoreOn } from '#app/domain/analytics/rfm-grid.ts';
import { rfmGroupOf } from '#app/domain/rfm/groups.ts';

function row(cohort: string | null, month: string, customers: number, minor: number): CohortRow {
  return {
    cohort,
    month,
    customers,
    revenueMinor: minor,
    grossProfitMinor: minor / 2,
    costedMinor: minor,
  };
}

const rows = [
  row('2025-10', '2025-10', 4, 400),
  row('2025-10', '2025-12', 1, 100),
  row('2025-10', '2026-01', 2, 200),
  row('2025-12', '2025-12', 10, 1000),
  row('2025-12', '2026-01', 5, 500),
  row('2026-01', '2026-01', 3, 300),
  row(null, '2026-01', 0, 70),
];

describe('cohorts (C9)', () => {
  test('each has a cell for every month up to the running one, which is not complete', () => {
    const range = { firstMonth: '2025-10', currentMonth: '2026-01' };
    const { cohorts } = cohortTable(rows, range);
    expect(cohorts.map(({ month, customers }) => [month, customers])).toEqual([
      ['2025-10', 4],
      ['2025-12', 10],
      ['2026-01', 3],
    ]);
    const [first] = cohorts;
    expect(first?.cells.map((cell) => [cell.age, cell.customers, cell.isComplete])).toEqual([
      [0, 4, true],
      [1, 0, true],
      [2, 1, true],
      [3, 2, false],
    ]);
    expect(first?.cells.map((cell) => cell.cumulativeRevenueMinor)).toEqual([400, 400, 500, 700]);
  });

  test('averages leave out what is not complete, and weigh by customers', () => {
    const range = { firstMonth: '2025-10', currentMonth: '2026-01' };
    const { averages } = cohortTable(rows, range);
    expect(averages.map(({ age, cohorts, retention }) => [age, cohorts, retention])).toEqual([
      [0, 2, 1],
      [1, 1, 0],
      [2, 1, 0.25],
    ]);
    expect(averages[0]?.revenueMinor).toBe(100);
  });

  test('older customers and orders without one are summed, so that all adds up', () => {
    const { cohorts, sums } = cohortTable(rows, {
      firstMonth: '2025-12',
      currentMonth: '2026-01',
    });
    expect(cohorts.map(({ month }) => month)).toEqual(['2025-12', '2026-01']);
    expect(sums).toEqual({
      cohortsMinor: 1800,
      earlierMinor: 300,
      withoutCustomerMinor: 70,
      totalMinor: 2170,
      grossProfitMinor: 1085,
      costedMinor: 2170,
    });
  });

  test('months are counted across years', () => {
    expect(monthBefore('2026-01', 1)).toBe('2025-12');
    expect(monthBefore('2026-01', 23)).toBe('2024-02');
  });

  test('without orders there is nothing', () => {
    const table = cohortTable([], { firstMonth: '2026-01', currentMonth: '2026-01' });
    expect(table.cohorts).toEqual([]);
    expect(table.averages).toEqual([]);
  });
});

describe('the RFM grid (C7)', () => {
  const score = fc.integer({ min: 1, max: 5 });
  const scored = fc.array(
    fc
      .record({ recency: score, frequency: score, monetary: score, customers: fc.nat(50) })
      .map((each) => ({ ...each, group: rfmGroupOf(each), revenueMinor: each.customers * 10 })),
  );

  test('every customer is in one cell, whatever stands across, and cells of the groups’ axes have one group', () => {
    fc.assert(
      fc.property(scored, fc.constantFrom('value', 'frequency', 'monetary'), (customers, axis) => {
        const cells = rfmGrid(customers, axis).flat();
        expect(cells).toHaveLength(25);
        const sum = (list: { customers: number }[]) =>
          list.reduce((total, each) => total + each.customers, 0);
        expect(sum(cells)).toBe(sum(customers));
        for (const each of customers) {
          const cell = cells.find(
            ({ recency, score: at }) => recency === each.recency && at === scoreOn(axis, each),
          );
          expect(cell?.customers).toBeGreaterThanOrEqual(each.customers);
          if (axis === 'value') expect(cell?.group).toBe(each.group);
        }
      }),
    );
  });

  test('recent customers stand at the top', () => {
    expect(rfmGrid([], 'value').map(([cell]) => cell?.recency)).toEqual([5, 4, 3, 2, 1]);
  });
});
