import { classicClvOfCustomer, DAYS_PER_YEAR } from '../classic.ts';
import type { PurchaseLog } from '../purchase-log.ts';
import type { NaivePredictor } from '../store-fit.ts';
import { purchasesBetween } from './time-split.ts';

/** What is predicted of each customer: purchase days within the horizon and their value. */
export interface NaivePrediction {
  purchases: Float64Array;
  values: Float64Array;
}

interface Period {
  /** The last day that is known, in days since 1970-01-01. */
  end: number;
  horizonDays: number;
}

/** Predictions that need no model; `customers` are numbers of the log who have bought by `end`. */
export function predictNaively(
  predictor: NaivePredictor,
  log: PurchaseLog,
  customers: Uint32Array,
  period: Period,
): NaivePrediction {
  switch (predictor) {
    case 'last-period':
      return repeatLastPeriod(log, customers, period);
    case 'cohort-mean':
      return followCohort(log, customers, period);
    case 'classic':
      return multiplyRates(log, customers, period);
  }
}

/** As much as in as many days before. */
function repeatLastPeriod(log: PurchaseLog, customers: Uint32Array, period: Period) {
  const { end, horizonDays } = period;
  return purchasesBetween(log, customers, { after: end - horizonDays, until: end });
}

/** The month since 1970 in which a day falls. */
function monthOf(day: number): number {
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** What those who began in the same month did on average after their first day, per day since. */
function followCohort(
  log: PurchaseLog,
  customers: Uint32Array,
  { end, horizonDays }: Period,
): NaivePrediction {
  const cohorts = new Map<number, { days: number; purchases: number; value: number }>();
  const known = purchasesBetween(log, customers, { after: Number.NEGATIVE_INFINITY, until: end });
  const cohortOf = (row: number) => {
    const start = log.starts[customers[row] ?? 0] ?? 0;
    const firstDay = log.days[start] ?? 0;
    const month = monthOf(firstDay);
    const cohort = cohorts.get(month) ?? { days: 0, purchases: 0, value: 0 };
    cohorts.set(month, cohort);
    return { cohort, firstDay, firstValue: log.amounts[start] ?? 0 };
  };
  for (let row = 0; row < customers.length; row += 1) {
    const { cohort, firstDay, firstValue } = cohortOf(row);
    cohort.days += end - firstDay;
    cohort.purchases += (known.purchases[row] ?? 0) - 1;
    cohort.value += (known.values[row] ?? 0) - firstValue;
  }
  const perDay = (row: number, sum: 'purchases' | 'value') => {
    const { cohort } = cohortOf(row);
    return cohort.days > 0 ? (cohort[sum] / cohort.days) * horizonDays : 0;
  };
  return {
    purchases: known.purchases.map((_, row) => perDay(row, 'purchases')),
    values: known.values.map((_, row) => perDay(row, 'value')),
  };
}

/** The classic formula: average order value × purchase frequency, for the length of the horizon. */
function multiplyRates(
  log: PurchaseLog,
  customers: Uint32Array,
  { end, horizonDays }: Period,
): NaivePrediction {
  const known = purchasesBetween(log, customers, { after: Number.NEGATIVE_INFINITY, until: end });
  const settings = { periodDays: DAYS_PER_YEAR, lifetimeYears: horizonDays / DAYS_PER_YEAR };
  const classic = Array.from(customers, (customer, row) =>
    classicClvOfCustomer(
      {
        orders: known.purchases[row] ?? 0,
        revenueMinor: known.values[row] ?? 0,
        ageDays: end - (log.days[log.starts[customer] ?? 0] ?? end),
      },
      settings,
    ),
  );
  return {
    purchases: Float64Array.from(
      classic,
      (each) => (each?.purchaseFrequency ?? 0) * settings.lifetimeYears,
    ),
    values: Float64Array.from(classic, (each) => each?.classicClvMinor ?? 0),
  };
}
