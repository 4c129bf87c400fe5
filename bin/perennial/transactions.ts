import { createPurchaseLogBuilder, type PurchaseLog } from '#app/domain/clv/purchase-log.ts';
import type { TransactionColumns } from './columns.ts';
import { type CsvRecord, textOf } from './csv-records.ts';
import { CustomerIds } from './customer-ids.ts';
import type { Problems } from './problems.ts';
import { AMOUNT_SCALE, readAmount, readDay } from './read-values.ts';

/** Why rows are left out, each with how many are. */
export interface LeftOut {
  'without a customer': number;
  'of cancelled orders': number;
  'of returned goods or refunds': number;
  'given away': number;
  'without an amount': number;
  'after the end of observation': number;
}

export interface Transactions {
  kind: 'transactions';
  /** Amounts in the unit of the file. Customers are numbered by their ids, not by how they came. */
  log: PurchaseLog;
  ids: CustomerIds;
  /** For each id, as they came, the number of its customer in the log. */
  customerOf: Uint32Array;
  hasAmounts: boolean;
  rows: number;
  leftOut: LeftOut;
  /** The last day of the file, within the observation where its end was given. */
  lastDay: number;
}

const CAPITAL_C = 67;

/** Reads one row after the other into a purchase log. */
export class TransactionReader {
  readonly #columns: TransactionColumns;
  readonly #observationEnd: number;
  readonly #problems: Problems;
  readonly #builder = createPurchaseLogBuilder({ leastAmount: 0 });
  readonly #ids = new CustomerIds();
  readonly #leftOut: LeftOut = {
    'without a customer': 0,
    'of cancelled orders': 0,
    'of returned goods or refunds': 0,
    'given away': 0,
    'without an amount': 0,
    'after the end of observation': 0,
  };
  #rows = 0;
  #lastDay = Number.NEGATIVE_INFINITY;

  /** @param observationEnd a day number; what comes later is left out */
  constructor(
    columns: TransactionColumns,
    { observationEnd, problems }: { observationEnd: number; problems: Problems },
  ) {
    this.#columns = columns;
    this.#observationEnd = observationEnd;
    this.#problems = problems;
  }

  read(record: CsvRecord): void {
    const { customer, date } = this.#columns;
    this.#rows += 1;
    const day = readDay(record.bytes, startOf(record, date), endOf(record, date));
    if (Number.isNaN(day)) {
      this.#problems.add(record.line, explainDate(textOf(record, date)));
      return;
    }
    if (day > this.#observationEnd) {
      this.#leftOut['after the end of observation'] += 1;
      return;
    }
    if (day > this.#lastDay) this.#lastDay = day;
    const start = startOf(record, customer);
    const end = endOf(record, customer);
    if (start === end) {
      this.#leftOut['without a customer'] += 1;
      return;
    }
    if (this.#isCancelled(record)) {
      this.#leftOut['of cancelled orders'] += 1;
      return;
    }
    const amount = this.#amountOf(record);
    if (amount < 0) return;
    this.#builder.add(this.#ids.numberOf(record.bytes, start, end), day, amount);
  }

  finish(): Transactions {
    const ids = this.#ids;
    ids.close();
    const customerOf = ids.ownPlaces();
    const log = this.#builder.build(ids.count, customerOf);
    for (let row = 0; row < log.amounts.length; row += 1) {
      log.amounts[row] = (log.amounts[row] ?? 0) / AMOUNT_SCALE;
    }
    const { amount, unitPrice } = this.#columns;
    return {
      kind: 'transactions',
      log,
      ids,
      customerOf,
      hasAmounts: amount !== undefined || unitPrice !== undefined,
      rows: this.#rows,
      leftOut: this.#leftOut,
      lastDay: this.#lastDay,
    };
  }

  #isCancelled(record: CsvRecord): boolean {
    const { invoice, cancelledAt } = this.#columns;
    if (invoice !== undefined && record.bytes[startOf(record, invoice)] === CAPITAL_C) {
      return startOf(record, invoice) < endOf(record, invoice);
    }
    if (cancelledAt === undefined) return false;
    return !/^(|0|no|n|false)$/i.test(textOf(record, cancelledAt));
  }

  /** In millionths; -1 where the row is left out or cannot be read. */
  #amountOf(record: CsvRecord): number {
    const { amount, unitPrice, quantity } = this.#columns;
    if (amount !== undefined) {
      const value = this.#numberIn(record, amount);
      if (value < 0) this.#leftOut['of returned goods or refunds'] += 1;
      return value >= 0 ? value : -1;
    }
    if (unitPrice === undefined) return 0;
    const price = this.#numberIn(record, unitPrice);
    const count = quantity === undefined ? AMOUNT_SCALE : this.#numberIn(record, quantity);
    if (Number.isNaN(price) || Number.isNaN(count)) return -1;
    if (count <= 0) this.#leftOut['of returned goods or refunds'] += 1;
    else if (price <= 0) this.#leftOut['given away'] += 1;
    else return Math.round((count / AMOUNT_SCALE) * price);
    return -1;
  }

  /** NaN where there is none, after saying so. */
  #numberIn(record: CsvRecord, column: number): number {
    const start = startOf(record, column);
    const end = endOf(record, column);
    if (start === end) {
      this.#leftOut['without an amount'] += 1;
      return Number.NaN;
    }
    const value = readAmount(record.bytes, start, end);
    if (Number.isNaN(value)) {
      this.#problems.add(
        record.line,
        `"${textOf(record, column)}" is no number such as 1234.50 (no currency, no comma).`,
      );
    }
    return value;
  }
}

function explainDate(text: string): string {
  if (text === '') return 'the date is missing.';
  return `the date "${text}" is not written with the year first, such as 2011-12-09 or 2011-12-09 08:26:00.`;
}

const BLANK = 32;

function startOf({ bytes, starts, ends }: CsvRecord, field: number): number {
  let start = starts[field] ?? 0;
  const end = ends[field] ?? 0;
  while (start < end && bytes[start] === BLANK) start += 1;
  return start;
}

function endOf({ bytes, starts, ends }: CsvRecord, field: number): number {
  const start = starts[field] ?? 0;
  let end = ends[field] ?? 0;
  while (end > start && bytes[end - 1] === BLANK) end -= 1;
  return end;
}
