import type { RfmSummary } from './rfm-summary.ts';

/**
 * The purchase days of many customers in columns, by customer and then by day. A purchase day is a
 * local day on which a customer's orders came to more than nothing: several orders of a day are one
 * purchase, and one that was wholly refunded is none.
 */
export interface PurchaseLog {
  /** Customer `i` has the rows from `starts[i]` up to, not including, `starts[i + 1]`. */
  starts: Uint32Array;
  /** Days since 1970-01-01. */
  days: Int32Array;
  /** Net value of the day in minor units, above 0. */
  amounts: Float64Array;
}

/** Orders in columns, in any sequence: whose each is, its day and its net value; `length` of them. */
export interface OrderColumns {
  customers: Uint32Array;
  days: Int32Array;
  amounts: Float64Array;
  length: number;
}

export interface PurchaseLogBuilder {
  /**
   * Adds an order that counts, in any sequence.
   * @param customer numbered from 0
   * @param day days since 1970-01-01
   * @param netMinor whole minor units, so that sums are the same in every sequence
   */
  add(customer: number, day: number, netMinor: number): void;
  /**
   * Ends the gathering.
   * @param customers how many there are, those without an order too
   * @param newNumberOf for each customer the number he has in the log; by default his own
   */
  build(customers: number, newNumberOf?: Uint32Array): PurchaseLog;
  /** The orders as they were added, to be built elsewhere by `buildPurchaseLog`. */
  orders(): OrderColumns[];
}

const LEAST_AMOUNT = 1;
const FIRST_CHUNK = 64;
const LARGEST_CHUNK = 1 << 17;
/** Up to here insertion is the quickest way to sort, and orders mostly come in sequence. */
const INSERTION_AT_MOST = 64;

/**
 * Gathers orders without ever copying what it has; as small for one customer as large for all.
 * @param leastAmount what a day must come to; 0 where orders of nothing count too
 */
export function createPurchaseLogBuilder({ leastAmount = LEAST_AMOUNT } = {}): PurchaseLogBuilder {
  const chunks: OrderColumns[] = [];
  let current = createChunk(FIRST_CHUNK);
  chunks.push(current);
  return {
    add(customer, day, netMinor) {
      if (current.length === current.days.length) {
        current = createChunk(Math.min(LARGEST_CHUNK, current.length * 2));
        chunks.push(current);
      }
      current.customers[current.length] = customer;
      current.days[current.length] = day;
      current.amounts[current.length] = netMinor;
      current.length += 1;
    },
    build(customers, newNumberOf) {
      if (newNumberOf) renumber(chunks, newNumberOf);
      const gathered = gatherByCustomer(chunks, customers);
      chunks.length = 0;
      return mergeDays(gathered, leastAmount);
    },
    orders: () => chunks,
  };
}

/**
 * Makes a log of orders that were gathered elsewhere.
 * @param customers how many there are, those without an order too
 */
export function buildPurchaseLog(orders: readonly OrderColumns[], customers: number): PurchaseLog {
  return mergeDays(gatherByCustomer(orders, customers), LEAST_AMOUNT);
}

function createChunk(size: number): OrderColumns {
  return {
    customers: new Uint32Array(size),
    days: new Int32Array(size),
    amounts: new Float64Array(size),
    length: 0,
  };
}

function renumber(chunks: readonly OrderColumns[], newNumberOf: Uint32Array): void {
  for (const { customers, length } of chunks) {
    for (let row = 0; row < length; row += 1) {
      customers[row] = newNumberOf[customers[row] ?? 0] ?? 0;
    }
  }
}

/** A counting sort: each customer's orders lie together, in the sequence in which they came. */
function gatherByCustomer(chunks: readonly OrderColumns[], customers: number): PurchaseLog {
  const starts = new Uint32Array(customers + 1);
  let rows = 0;
  for (const chunk of chunks) {
    rows += chunk.length;
    for (let row = 0; row < chunk.length; row += 1) {
      starts[(chunk.customers[row] ?? 0) + 1] = (starts[(chunk.customers[row] ?? 0) + 1] ?? 0) + 1;
    }
  }
  for (let i = 1; i <= customers; i += 1) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  const next = starts.slice();
  const days = new Int32Array(rows);
  const amounts = new Float64Array(rows);
  for (const chunk of chunks) {
    for (let row = 0; row < chunk.length; row += 1) {
      const customer = chunk.customers[row] ?? 0;
      const place = next[customer] ?? 0;
      next[customer] = place + 1;
      days[place] = chunk.days[row] ?? 0;
      amounts[place] = chunk.amounts[row] ?? 0;
    }
  }
  return { starts, days, amounts };
}

/** Sorts each customer's rows by day, makes one of each day, and leaves out what came to too little. */
function mergeDays({ starts, days, amounts }: PurchaseLog, leastAmount: number): PurchaseLog {
  let kept = 0;
  let from = 0;
  for (let customer = 0; customer + 1 < starts.length; customer += 1) {
    const to = starts[customer + 1] ?? from;
    sortByDay(days, amounts, from, to);
    for (let row = from; row < to; ) {
      const day = days[row] ?? 0;
      let amount = 0;
      for (; row < to && days[row] === day; row += 1) amount += amounts[row] ?? 0;
      if (amount < leastAmount) continue;
      days[kept] = day;
      amounts[kept] = amount;
      kept += 1;
    }
    from = to;
    starts[customer + 1] = kept;
  }
  return { starts, days: days.subarray(0, kept), amounts: amounts.subarray(0, kept) };
}

function sortByDay(days: Int32Array, amounts: Float64Array, from: number, to: number): void {
  if (to - from > INSERTION_AT_MOST) {
    const rows = Array.from({ length: to - from }, (_, at) => from + at);
    rows.sort((a, b) => (days[a] ?? 0) - (days[b] ?? 0));
    days.set(
      rows.map((row) => days[row] ?? 0),
      from,
    );
    amounts.set(
      rows.map((row) => amounts[row] ?? 0),
      from,
    );
    return;
  }
  for (let row = from + 1; row < to; row += 1) {
    const day = days[row] ?? 0;
    const amount = amounts[row] ?? 0;
    let place = row;
    for (; place > from && (days[place - 1] ?? 0) > day; place -= 1) {
      days[place] = days[place - 1] ?? 0;
      amounts[place] = amounts[place - 1] ?? 0;
    }
    days[place] = day;
    amounts[place] = amount;
  }
}

/** A summary in days whose row `i` is the log's customer `customers[i]`. */
export interface CustomerSummary extends RfmSummary {
  logTimes: Float64Array;
  customers: Uint32Array;
  /** Until when each row is observed, in days since 1970-01-01. */
  asOf: Int32Array;
}

export interface SummaryPeriod {
  /** The last day of the observation period, in days since 1970-01-01. */
  end: number;
  /**
   * What of later purchases: left out, as a fit does, or taken in, each customer being observed up
   * to his last purchase at least. Default: left out.
   */
  later?: 'left-out' | 'taken-in';
}

/**
 * The sufficient statistics of all who bought in the period. What they say does not depend on when
 * they are asked for: only on the log and the period.
 */
export function summariseLog(log: PurchaseLog, { end, later }: SummaryPeriod): CustomerSummary {
  const limit = later === 'taken-in' ? Number.POSITIVE_INFINITY : end;
  const rows = countBuyers(log, limit);
  const summary = {
    frequency: new Float64Array(rows),
    recency: new Float64Array(rows),
    customerAge: new Float64Array(rows),
    monetaryValue: new Float64Array(rows),
    logTimes: new Float64Array(rows),
    customers: new Uint32Array(rows),
    asOf: new Int32Array(rows),
  };
  let row = 0;
  for (let customer = 0; customer + 1 < log.starts.length; customer += 1) {
    const first = log.starts[customer] ?? 0;
    const to = log.starts[customer + 1] ?? 0;
    const firstDay = log.days[first] ?? 0;
    if (first === to || firstDay > limit) continue;
    let repeats = 0;
    let repeatValue = 0;
    for (let at = first + 1; at < to && (log.days[at] ?? 0) <= limit; at += 1) {
      repeats += 1;
      repeatValue += log.amounts[at] ?? 0;
    }
    const lastDay = log.days[first + repeats] ?? 0;
    const asOf = Math.max(end, lastDay);
    summary.frequency[row] = repeats;
    summary.recency[row] = lastDay - firstDay;
    summary.customerAge[row] = asOf - firstDay;
    summary.monetaryValue[row] = repeats === 0 ? 0 : repeatValue / repeats;
    summary.logTimes[row] = sumLogTimes(log.days, first, first + repeats);
    summary.customers[row] = customer;
    summary.asOf[row] = asOf;
    row += 1;
  }
  return summary;
}

/** A product of days up to 2^21 is taken until here before its logarithm. */
const LARGE = 1e290;

function sumLogTimes(days: Int32Array, first: number, last: number): number {
  let [sum, product] = [0, 1];
  for (let at = first; at < last; at += 1) {
    product *= (days[at + 1] ?? 0) - (days[at] ?? 0);
    if (product > LARGE) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return sum + Math.log(product);
}

function countBuyers({ starts, days }: PurchaseLog, limit: number): number {
  let buyers = 0;
  for (let customer = 0; customer + 1 < starts.length; customer += 1) {
    const first = starts[customer] ?? 0;
    if (first < (starts[customer + 1] ?? 0) && (days[first] ?? 0) <= limit) buyers += 1;
  }
  return buyers;
}
