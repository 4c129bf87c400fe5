import type { PurchaseLog } from './purchase-log.ts';
import type { PurchaseForecast } from './purchase-model.ts';

const DAYS_PER_YEAR = 365;
/** Variance of the logarithm of a period's season over shops: best weeks sell 1.65 times the worst. */
const SEASONAL = 0.25 ** 2 / 2;
/** Of what a year's period had that the next one's does not have again. */
const PASSING = 0.1 ** 2;

export interface SeasonQuestion {
  /** The last day that is known, in days since 1970-01-01, and the first of the history. */
  end: number;
  firstDay: number;
  horizonDays: number;
  timeUnitDays: number;
}

/**
 * What the season multiplies the purchases of the days after `end` with: by how much the same days of
 * earlier years exceeded the model's expectation of all customers, compared with the whole history.
 * Drawn towards 1 by what is chance and what does not come again. null where no such days are known.
 */
export function seasonOf(
  log: PurchaseLog,
  forecast: Pick<PurchaseForecast, 'expectedPurchasesOfNewCustomer'>,
  { end, firstDay, horizonDays, timeUnitDays }: SeasonQuestion,
): number | null {
  const expectation = expectationOf(log, forecast, { end, timeUnitDays });
  const whole = countBetween(log, expectation, { after: firstDay, until: end });
  let [sum, years] = [0, 0];
  let purchases = 0;
  for (let after = end - DAYS_PER_YEAR; after >= firstDay; after -= DAYS_PER_YEAR) {
    const until = Math.min(end, after + horizonDays);
    const same = countBetween(log, expectation, { after, until });
    if (!(same.came > 0 && same.expected > 0)) break;
    sum += Math.log(same.came / same.expected);
    purchases += same.came;
    years += 1;
  }
  if (years === 0 || !(whole.came > 0 && whole.expected > 0)) return null;
  const season = sum / years - Math.log(whole.came / whole.expected);
  return Math.exp((season * SEASONAL) / (SEASONAL + PASSING / years + 1 / purchases));
}

/** Σ E[X(day − first day)] over all who had begun by `end`, by day. */
function expectationOf(
  { starts, days }: PurchaseLog,
  forecast: Pick<PurchaseForecast, 'expectedPurchasesOfNewCustomer'>,
  { end, timeUnitDays }: { end: number; timeUnitDays: number },
): (day: number) => number {
  const begun = new Map<number, number>();
  for (let customer = 0; customer + 1 < starts.length; customer += 1) {
    const start = starts[customer] ?? 0;
    const first = days[start] ?? 0;
    if (start === starts[customer + 1] || first > end) continue;
    begun.set(first, (begun.get(first) ?? 0) + 1);
  }
  const known = new Map<number, number>();
  const ofOne = (age: number) => {
    const found = known.get(age);
    if (found !== undefined) return found;
    const expected = forecast.expectedPurchasesOfNewCustomer(age / timeUnitDays);
    known.set(age, expected);
    return expected;
  };
  return (day) => {
    let sum = 0;
    for (const [first, customers] of begun) if (first < day) sum += customers * ofOne(day - first);
    return sum;
  };
}

/** Repeat purchases after one day and until another, and how many were expected. */
function countBetween(
  { starts, days }: PurchaseLog,
  expectation: (day: number) => number,
  { after, until }: { after: number; until: number },
) {
  let came = 0;
  for (let customer = 0; customer + 1 < starts.length; customer += 1) {
    const to = starts[customer + 1] ?? 0;
    for (let at = (starts[customer] ?? 0) + 1; at < to; at += 1) {
      const day = days[at] ?? 0;
      if (day > after && day <= until) came += 1;
    }
  }
  return { came, expected: expectation(until) - expectation(after) };
}
