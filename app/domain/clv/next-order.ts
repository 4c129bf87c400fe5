import { type DistinctStates, distinctStates } from './distinct-states.ts';
import type { HistoryColumns } from './purchase-model.ts';
import { rankOf } from './rank.ts';
import type { WaitingTime } from './waiting-time.ts';

/** Whole days from T, at least 1; NaN in all three where no date is to be shown. */
export interface NextOrderColumns {
  /** By then a quarter, half and three quarters of such customers have ordered. */
  earliestDays: Float64Array;
  medianDays: Float64Array;
  /** Also NaN where three quarters never order, or beyond `furthestDays`. */
  latestDays: Float64Array;
}

export interface NextOrderOptions {
  daysPerTimeUnit?: number;
  /** Below this probability of being alive no date is shown. */
  leastProbabilityAlive?: number;
  /** A median beyond this is not shown. */
  furthestDays?: number;
}

/**
 * When each customer orders next, given that he is alive: the median and the middle half of the
 * waiting time that his own history leaves. No date where he is more likely gone than not, or where
 * half of such customers do not order again within two years.
 * @param probabilityAlive of each row
 */
export function nextOrders(
  waitingTime: WaitingTime,
  customers: HistoryColumns,
  probabilityAlive: Float64Array,
  { daysPerTimeUnit = 1, leastProbabilityAlive = 0.5, furthestDays = 730 }: NextOrderOptions = {},
): NextOrderColumns {
  const { frequency, recency, customerAge, ofRow } = distinctWaits(waitingTime, customers);
  const furthest = furthestDays / daysPerTimeUnit;
  const daysUntil = (probability: number) =>
    frequency.map((x, group) => {
      const [tx, T] = [recency[group] ?? 0, customerAge[group] ?? 0];
      const noneWithin = (time: number) => waitingTime.probabilityOfNone(x, tx, T, time);
      const time = timeUntil(noneWithin, probability, furthest);
      return Math.max(1, Math.ceil(time * daysPerTimeUnit));
    });
  const medians = daysUntil(0.5);
  const columnOf = (days: Float64Array) =>
    probabilityAlive.map((alive, row) => {
      const group = ofRow[row] ?? 0;
      const isShown = alive >= leastProbabilityAlive && !Number.isNaN(medians[group]);
      return isShown ? (days[group] ?? Number.NaN) : Number.NaN;
    });
  return {
    earliestDays: columnOf(daysUntil(0.75)),
    medianDays: columnOf(medians),
    latestDays: columnOf(daysUntil(0.25)),
  };
}

/**
 * The day of an order so many days after `asOf`, in days since 1970-01-01: never before `today`, so
 * that a prediction that was made some days ago names no day that has passed.
 */
export function nextOrderDay(asOf: number, days: number, today: number): number | null {
  return Number.isNaN(days) ? null : Math.max(asOf + days, today);
}

/**
 * The probability that a customer does not order within the horizon, be he gone or only slow:
 * 1 − P(alive) · P(an order | alive).
 * @param horizonDays 90 unless told otherwise
 */
export function churnProbabilities(
  waitingTime: WaitingTime,
  customers: HistoryColumns,
  probabilityAlive: Float64Array,
  {
    daysPerTimeUnit = 1,
    horizonDays = 90,
  }: { daysPerTimeUnit?: number; horizonDays?: number } = {},
): Float64Array {
  const { frequency, recency, customerAge, ofRow } = distinctWaits(waitingTime, customers);
  const horizon = horizonDays / daysPerTimeUnit;
  const ordersIfAlive = frequency.map((x, group) => {
    const [tx, T] = [recency[group] ?? 0, customerAge[group] ?? 0];
    return 1 - waitingTime.probabilityOfNone(x, tx, T, horizon);
  });
  return probabilityAlive.map((alive, row) => 1 - alive * (ordersIfAlive[ofRow[row] ?? 0] ?? 0));
}

/** The histories that wait differently. */
function distinctWaits(
  { dependsOnRecency }: WaitingTime,
  customers: HistoryColumns,
): DistinctStates & { recency: Float64Array } {
  const states = distinctStates(customers);
  if (!dependsOnRecency) return { ...states, recency: new Float64Array(states.frequency.length) };
  const last = rankOf(customers.recency);
  const placeOf = new Map<number, number>();
  const firstRows: number[] = [];
  const ofRow = states.ofRow.map((state, row) => {
    const history = state * last.values.length + (last.rank[row] ?? 0);
    const known = placeOf.get(history);
    if (known !== undefined) return known;
    placeOf.set(history, firstRows.length);
    return firstRows.push(row) - 1;
  });
  const take = (column: Float64Array) => Float64Array.from(firstRows, (row) => column[row] ?? 0);
  return {
    frequency: take(customers.frequency),
    recency: take(customers.recency),
    customerAge: take(customers.customerAge),
    ofRow,
  };
}

/** Shares of the answer within which the search ends: some minutes in a month. */
const PRECISION = 1e-4;

/** The time at which a falling probability reaches this one; NaN where that is beyond the furthest. */
function timeUntil(
  remaining: (time: number) => number,
  probability: number,
  furthest: number,
): number {
  const excessAt = (time: number) => Math.log(remaining(time) / probability);
  let [low, high] = [0, furthest];
  let [lowExcess, highExcess] = [-Math.log(probability), excessAt(furthest)];
  if (highExcess > 0) return Number.NaN;
  // Regula falsi in the Illinois form: of an end that stays, the value is halved.
  let stayed = 0;
  while (high - low > PRECISION * high) {
    const share = Number.isFinite(highExcess) ? lowExcess / (lowExcess - highExcess) : 0.5;
    const time = low + share * (high - low);
    const excess = excessAt(time);
    if (Math.abs(excess) < PRECISION) return time;
    if (excess > 0) {
      [low, lowExcess] = [time, excess];
      if (stayed > 0) highExcess /= 2;
      stayed = 1;
    } else {
      [high, highExcess] = [time, excess];
      if (stayed < 0) lowExcess /= 2;
      stayed = -1;
    }
  }
  return (low + high) / 2;
}
