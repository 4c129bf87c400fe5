import { type CustomerSummary, type PurchaseLog, summariseLog } from '../purchase-log.ts';

/** What was known on a day, and what came within the days after it. */
export interface TimeSplit {
  /** The last day that is known, in days since 1970-01-01. */
  calibrationEnd: number;
  holdoutDays: number;
  /** Of everyone who had bought by then. */
  known: CustomerSummary;
  /** Purchase days within the holdout and their value, of the same customers. */
  purchases: Float64Array;
  values: Float64Array;
}

/** The lengths of holdout that a merchant knows, the longest that leaves two thirds to learn from. */
const USUAL_DAYS = [180, 90];
/** Below this a holdout holds too little to tell predictors apart. */
const LEAST_DAYS = 28;
const LEARNT_SHARE = 2 / 3;

/**
 * How much of a history of so many days to hold back: half a year or a quarter where twice as much is
 * left to learn from, else a third; null where that is less than four weeks.
 */
export function holdoutDaysFor(historyDays: number): number | null {
  const most = historyDays * (1 - LEARNT_SHARE);
  const days = USUAL_DAYS.find((usual) => usual <= most) ?? Math.floor(most);
  return days >= LEAST_DAYS ? days : null;
}

/** From the first purchase of all to the last day, both included; 0 where nobody bought by then. */
export function historyDaysOf({ days }: PurchaseLog, end: number): number {
  let first = end + 1;
  for (let row = 0; row < days.length; row += 1) first = Math.min(first, days[row] ?? first);
  return end + 1 - first;
}

/** Splits a log so that the `holdoutDays` up to and including `end` are held back. */
export function splitLog(
  log: PurchaseLog,
  { end, holdoutDays }: { end: number; holdoutDays: number },
): TimeSplit {
  const calibrationEnd = end - holdoutDays;
  const known = summariseLog(log, { end: calibrationEnd });
  const came = purchasesBetween(log, known.customers, { after: calibrationEnd, until: end });
  return { calibrationEnd, holdoutDays, known, ...came };
}

/** Purchase days and value of each customer after one day and until another, that one included. */
export function purchasesBetween(
  { starts, days, amounts }: PurchaseLog,
  customers: Uint32Array,
  { after, until }: { after: number; until: number },
): { purchases: Float64Array; values: Float64Array } {
  const purchases = new Float64Array(customers.length);
  const values = new Float64Array(customers.length);
  for (let row = 0; row < customers.length; row += 1) {
    const customer = customers[row] ?? 0;
    const end = starts[customer + 1] ?? 0;
    for (let at = starts[customer] ?? 0; at < end; at += 1) {
      const day = days[at] ?? 0;
      if (day <= after || day > until) continue;
      purchases[row] = (purchases[row] ?? 0) + 1;
      values[row] = (values[row] ?? 0) + (amounts[at] ?? 0);
    }
  }
  return { purchases, values };
}
