import type { Columns } from './columns.ts';
import type { CsvRow } from './csv-reader.ts';
import {
  type Decimal,
  type DecimalMark,
  multiply,
  parseDecimal,
  toMinorUnits,
  toWholeNumber,
} from './decimal.ts';
import type { RowError } from './report.ts';

/** A row of a transactions file, read. Money in minor units, the instant in epoch ms. */
export interface TransactionRow {
  line: number;
  /** Null where the row names no customer. */
  customer: string | null;
  email: string | null;
  at: number;
  /** Of the whole row; negative where money went back. */
  amount: number;
  /** Units; negative where goods came back. */
  quantity: number;
  product: string | null;
  description: string | null;
  invoice: string | null;
  country: string | null;
}

export type ReadRow =
  | { kind: 'row'; row: TransactionRow }
  | { kind: 'skip'; reason: string }
  | { kind: 'error'; error: RowError };

export interface RowFormat {
  header: readonly string[];
  columns: Columns;
  mark: DecimalMark;
  exponent: number;
  currency: string;
  readDate: (text: string) => number | null;
  withoutCustomer: 'skip' | 'guest-order';
}

export const NO_CUSTOMER = 'no customer';
export const FREE_UNITS = 'unit price is zero';
export const NO_UNITS = 'quantity is zero';

/** Reads one row, or says why it is left out or what is wrong with it. */
export function readTransactionRow({ line, cells }: CsvRow, format: RowFormat): ReadRow {
  const { header, columns } = format;
  if (cells.length !== header.length) {
    return fail(line, null, cells.join(','), `has ${cells.length} values, not ${header.length}`);
  }
  const cell = (index: number | undefined): string =>
    index === undefined ? '' : (cells[index] ?? '').trim();
  const named = cell(columns.customer).replace(/\.0+$/, '');
  const email =
    cell(columns.email).toLowerCase() || (named.includes('@') ? named.toLowerCase() : null);
  const customer = named.includes('@') ? email : named || email;
  if (customer === null && format.withoutCustomer === 'skip') {
    return { kind: 'skip', reason: NO_CUSTOMER };
  }
  const currency = cell(columns.currency);
  if (currency !== '' && currency.toUpperCase() !== format.currency) {
    const problem = `is not ${format.currency}, the currency of this import`;
    return fail(line, header[columns.currency ?? 0] ?? null, currency, problem);
  }
  const at = format.readDate(cell(columns.date));
  if (at === null) {
    const written = cell(columns.date);
    const problem = written === '' ? 'is empty' : 'is not a date';
    return fail(line, header[columns.date ?? 0] ?? null, written, problem);
  }
  const money = readMoney(line, cell, format);
  if (money.kind !== 'money') return money;
  return {
    kind: 'row',
    row: {
      line,
      customer,
      email,
      at,
      amount: money.amount,
      quantity: money.quantity,
      product: cell(columns.product) || cell(columns.description) || null,
      description: cell(columns.description) || null,
      invoice: cell(columns.invoice) || null,
      country: cell(columns.country) || null,
    },
  };
}

type ReadMoney =
  | { kind: 'money'; amount: number; quantity: number }
  | Exclude<ReadRow, { kind: 'row' }>;

function readMoney(
  line: number,
  cell: (index: number | undefined) => string,
  { header, columns, mark, exponent }: RowFormat,
): ReadMoney {
  const parse = (index: number | undefined): Decimal | RowError | null => {
    if (index === undefined) return null;
    const text = cell(index);
    const value = parseDecimal(text, mark);
    if (value) return value;
    const problem = text === '' ? 'is empty' : 'is not a number';
    return { line, column: header[index] ?? null, value: text, problem };
  };
  const units = parse(columns.quantity) ?? { digits: 1n, scale: 0 };
  if ('problem' in units) return { kind: 'error', error: units };
  if (columns.amount !== undefined) {
    const total = parse(columns.amount);
    if (total === null || 'problem' in total) return { kind: 'error', error: orEmpty(total, line) };
    const amount = toMinorUnits(total, exponent);
    if (amount === null) return tooLarge(line, header[columns.amount], cell(columns.amount));
    return { kind: 'money', amount, quantity: countUnits(units, amount) };
  }
  const price = parse(columns.unitPrice);
  if (price === null || 'problem' in price) return { kind: 'error', error: orEmpty(price, line) };
  if (price.digits === 0n) return { kind: 'skip', reason: FREE_UNITS };
  if (units.digits === 0n) return { kind: 'skip', reason: NO_UNITS };
  const column = header[columns.unitPrice ?? 0];
  if (price.digits < 0n) {
    return fail(line, column ?? null, cell(columns.unitPrice), 'is negative');
  }
  const amount = toMinorUnits(multiply(units, price), exponent);
  if (amount === null) return tooLarge(line, column, cell(columns.unitPrice));
  return { kind: 'money', amount, quantity: countUnits(units, amount) };
}

/** Whole units carry the sign of the money; a weight or a missing count is one unit. */
function countUnits(units: Decimal, amount: number): number {
  const whole = toWholeNumber(units);
  const negative = amount < 0 || (amount === 0 && units.digits < 0n);
  if (whole === null || whole === 0) return negative ? -1 : 1;
  return negative ? -Math.abs(whole) : Math.abs(whole);
}

function orEmpty(error: RowError | null, line: number): RowError {
  return error ?? { line, column: null, value: '', problem: 'has no amount' };
}

function tooLarge(line: number, column: string | undefined, value: string): ReadMoney {
  return fail(line, column ?? null, value, 'is too large');
}

function fail(line: number, column: string | null, value: string, problem: string) {
  return { kind: 'error' as const, error: { line, column, value: value.slice(0, 200), problem } };
}
