import type { Cohort, CohortCell, CohortTable } from '#app/domain/analytics/cohort-table.ts';
import type { Formats } from '../shared/formats.ts';

export const COHORT_VIEWS = ['retention', 'revenue', 'margin'] as const;

/** What the cells of the table show. */
export type CohortViewName = (typeof COHORT_VIEWS)[number];

export const COHORT_MONTHS = ['6', '12', '24', 'all'] as const;

/** How many months are shown. */
export type CohortMonths = (typeof COHORT_MONTHS)[number];

export interface CohortsView extends CohortTable {
  months: CohortMonths;
  asOf: string;
}

/** A cell's figure: a share, or minor units per customer of the cohort. */
export function figureOf(cohort: Cohort, cell: CohortCell, view: CohortViewName): number | null {
  if (cohort.customers === 0) return null;
  const sums = {
    retention: cell.customers,
    revenue: cell.cumulativeRevenueMinor,
    margin: cell.cumulativeGrossProfitMinor,
  };
  return sums[view] / cohort.customers;
}

/** The figure of all cohorts at each age; null where no month at that age is over. */
export function averageOf(
  { averages }: CohortTable,
  age: number,
  view: CohortViewName,
): number | null {
  const average = averages.find((each) => each.age === age);
  if (!average) return null;
  const figures = {
    retention: average.retention,
    revenue: average.revenueMinor,
    margin: average.grossProfitMinor,
  };
  return figures[view];
}

/** How strong a cell is drawn beside the strongest, 0 to 1. That all ordered in month 0 says nothing. */
export function strengthOf(table: CohortTable, view: CohortViewName) {
  const values = table.cohorts.flatMap((cohort) =>
    cohort.cells
      .filter(({ age }) => view !== 'retention' || age > 0)
      .map((cell) => figureOf(cohort, cell, view) ?? 0),
  );
  const highest = Math.max(0, ...values);
  return (value: number | null, age: number): number => {
    if (value === null || highest === 0 || (view === 'retention' && age === 0)) return 0;
    return Math.min(1, Math.max(0, value / highest));
  };
}

/** How a view's figures are written. */
export function formatOf(view: CohortViewName, formats: Formats): (value: number | null) => string {
  return view === 'retention' ? formats.percent : formats.money;
}

/** The table as a file: one line for each cohort and month, with all that its cells are made from. */
export function cohortCsv({ cohorts }: CohortTable, currencyExponent: number): string {
  const money = (minor: number) => (minor / 10 ** currencyExponent).toFixed(currencyExponent);
  const lines = cohorts.flatMap((cohort) =>
    cohort.cells.map((cell) =>
      [
        cohort.month,
        cohort.customers,
        cell.age,
        cell.month,
        cell.isComplete ? 'yes' : 'no',
        cell.customers,
        money(cell.revenueMinor),
        money(cell.grossProfitMinor),
        money(cell.cumulativeRevenueMinor),
        money(cell.cumulativeGrossProfitMinor),
      ].join(','),
    ),
  );
  return `${[CSV_COLUMNS.join(','), ...lines].join('\n')}\n`;
}

const CSV_COLUMNS = [
  'cohort',
  'cohort_customers',
  'months_since',
  'month',
  'month_is_over',
  'customers',
  'net_revenue',
  'gross_profit',
  'cumulative_net_revenue',
  'cumulative_gross_profit',
];
