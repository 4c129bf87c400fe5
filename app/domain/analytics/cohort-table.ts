/**
 * Cohorts (C9): customers by the month of their first order, and what they did in each month since.
 * Months are `2026-11`, in the shop's zone; money is minor units.
 */

/** What customers of one cohort did in one calendar month. */
export interface CohortRow {
  /** Null for orders without a customer. */
  cohort: string | null;
  month: string;
  /** Who ordered in the month; 0 for orders without a customer. */
  customers: number;
  revenueMinor: number;
  grossProfitMinor: number;
  /** Of the revenue, that whose unit costs are known. */
  costedMinor: number;
}

export interface CohortCell {
  /** Months since the first order; 0 is its month. */
  age: number;
  month: string;
  customers: number;
  revenueMinor: number;
  grossProfitMinor: number;
  costedMinor: number;
  /** Everything up to this month. */
  cumulativeRevenueMinor: number;
  cumulativeGrossProfitMinor: number;
  /** False in the month that is still running. */
  isComplete: boolean;
}

export interface Cohort {
  month: string;
  /** Who placed a first order in the month. */
  customers: number;
  cells: CohortCell[];
}

/** All cohorts at one age, from those whose month at that age is over. */
export interface CohortAverage {
  age: number;
  cohorts: number;
  /** Of the customers of these cohorts. */
  retention: number;
  revenueMinor: number;
  grossProfitMinor: number;
}

export interface CohortTable {
  cohorts: Cohort[];
  averages: CohortAverage[];
  /** Net sales of the shown months by whose they are; they sum to `totalMinor`. */
  sums: {
    cohortsMinor: number;
    /** Of customers whose first order lies before the first month shown. */
    earlierMinor: number;
    withoutCustomerMinor: number;
    totalMinor: number;
    grossProfitMinor: number;
    costedMinor: number;
  };
}

/**
 * The table of the cohorts from `firstMonth` up to the running month. Months in which a cohort did
 * nothing have a cell as well.
 */
export function cohortTable(
  rows: readonly CohortRow[],
  { firstMonth, currentMonth }: { firstMonth: string; currentMonth: string },
): CohortTable {
  const shown = rows.filter(({ month }) => month >= firstMonth && month <= currentMonth);
  const inTable = (row: CohortRow) => row.cohort !== null && row.cohort >= firstMonth;
  const byCohort = Map.groupBy(shown.filter(inTable), ({ cohort }) => cohort ?? '');
  const cohorts = [...byCohort]
    .map(([month, cells]) => toCohort(month, cells, currentMonth))
    .toSorted((a, b) => (a.month < b.month ? -1 : 1));
  const sum = (pick: (row: CohortRow) => number, some: readonly CohortRow[] = shown) =>
    some.reduce((total, row) => total + pick(row), 0);
  const revenue = (row: CohortRow) => row.revenueMinor;
  const without = shown.filter(({ cohort }) => cohort === null);
  const earlier = shown.filter((row) => row.cohort !== null && !inTable(row));
  return {
    cohorts,
    averages: averagesOf(cohorts),
    sums: {
      cohortsMinor: sum(revenue, shown.filter(inTable)),
      earlierMinor: sum(revenue, earlier),
      withoutCustomerMinor: sum(revenue, without),
      totalMinor: sum(revenue),
      grossProfitMinor: sum((row) => row.grossProfitMinor),
      costedMinor: sum((row) => row.costedMinor),
    },
  };
}

function toCohort(month: string, rows: readonly CohortRow[], currentMonth: string): Cohort {
  const byMonth = new Map(rows.map((row) => [row.month, row]));
  let cumulativeRevenueMinor = 0;
  let cumulativeGrossProfitMinor = 0;
  const cells = monthsBetween(month, currentMonth).map((each, age): CohortCell => {
    const {
      customers = 0,
      revenueMinor = 0,
      grossProfitMinor = 0,
      costedMinor = 0,
    } = byMonth.get(each) ?? {};
    cumulativeRevenueMinor += revenueMinor;
    cumulativeGrossProfitMinor += grossProfitMinor;
    return {
      age,
      month: each,
      customers,
      revenueMinor,
      grossProfitMinor,
      costedMinor,
      cumulativeRevenueMinor,
      cumulativeGrossProfitMinor,
      isComplete: each < currentMonth,
    };
  });
  return { month, customers: byMonth.get(month)?.customers ?? 0, cells };
}

function averagesOf(cohorts: readonly Cohort[]): CohortAverage[] {
  const oldest = Math.max(0, ...cohorts.map(({ cells }) => cells.length));
  return Array.from({ length: oldest }, (_, age) => averageAt(cohorts, age)).filter(
    (average) => average.cohorts > 0,
  );
}

function averageAt(cohorts: readonly Cohort[], age: number): CohortAverage {
  const counted = cohorts.flatMap(({ customers, cells }) => {
    const cell = cells[age];
    return cell?.isComplete ? [{ customers, cell }] : [];
  });
  const size = counted.reduce((total, each) => total + each.customers, 0);
  const perCustomer = (pick: (cell: CohortCell) => number) =>
    counted.reduce((total, { cell }) => total + pick(cell), 0) / size;
  return {
    age,
    cohorts: counted.length,
    retention: perCustomer((cell) => cell.customers),
    revenueMinor: perCustomer((cell) => cell.cumulativeRevenueMinor),
    grossProfitMinor: perCustomer((cell) => cell.cumulativeGrossProfitMinor),
  };
}

/** From one month to another, both included. */
function monthsBetween(from: string, to: string): string[] {
  const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  const nameOf = (at: number) => `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  const first = index(from);
  return Array.from({ length: Math.max(0, index(to) - first + 1) }, (_, at) => nameOf(first + at));
}

/** The month so many months before another. */
export function monthBefore(month: string, months: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - months;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}
