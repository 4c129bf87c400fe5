import { recognizeColumns } from '#sandbox/store/imports/columns.ts';
import { UserError } from './user-error.ts';

/** Which header stands for what, where the usual names do not say it. */
export interface ColumnNames {
  customer?: string | undefined;
  date?: string | undefined;
  amount?: string | undefined;
}

/** Places in a row, from 0. */
export interface TransactionColumns {
  kind: 'transactions';
  customer: number;
  date: number;
  /** Without either the file says when, not how much. */
  amount: number | undefined;
  unitPrice: number | undefined;
  quantity: number | undefined;
  invoice: number | undefined;
  /** Filled where the order was cancelled. */
  cancelledAt: number | undefined;
}

export interface SummaryColumns {
  kind: 'summary';
  /** Without it customers are named by their row, from 1. */
  customer: number | undefined;
  frequency: number;
  recency: number;
  customerAge: number;
  value: number | undefined;
  /** The headers say so: t_x_days. */
  isInDays: boolean;
}

export type FileColumns = TransactionColumns | SummaryColumns;

const SUMMARY_NAMES = {
  frequency: ['x', 'frequency'],
  recency: ['tx', 'recency', 'txdays', 'recencydays'],
  customerAge: ['t', 'tdays', 'age', 'agedays', 'customerage'],
  value: ['zbar', 'm', 'mx', 'monetaryvalue', 'meanvalue', 'meanordervalue', 'monetary'],
};

/**
 * Finds what is needed by the headers, in any order and case.
 * @throws UserError that lists them, where something is missing
 */
export function findColumns(header: readonly string[], named: ColumnNames): FileColumns {
  const names = header.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''));
  return findSummary(header, names, named) ?? findTransactions(header, names, named);
}

function findSummary(
  header: readonly string[],
  names: readonly string[],
  named: ColumnNames,
): SummaryColumns | null {
  const find = (role: keyof typeof SUMMARY_NAMES) => firstOf(names, SUMMARY_NAMES[role]);
  const frequency = find('frequency');
  const recency = find('recency');
  const customerAge = find('customerAge');
  if (frequency === undefined || recency === undefined || customerAge === undefined) return null;
  return {
    kind: 'summary',
    customer: place(header, named, 'customer') ?? recognizeColumns(header).customer,
    frequency,
    recency,
    customerAge,
    value: place(header, named, 'amount') ?? find('value'),
    isInDays: [recency, customerAge].some((column) => names[column]?.endsWith('days')),
  };
}

function findTransactions(
  header: readonly string[],
  names: readonly string[],
  named: ColumnNames,
): TransactionColumns {
  const known = recognizeColumns(header);
  const customer = place(header, named, 'customer') ?? known.customer ?? known.email;
  const date = place(header, named, 'date') ?? known.date;
  if (customer === undefined) throw missing(header, 'customer');
  if (date === undefined) throw missing(header, 'date');
  return {
    kind: 'transactions',
    customer,
    date,
    amount: place(header, named, 'amount') ?? known.amount,
    unitPrice: known.unitPrice,
    quantity: known.quantity,
    invoice: known.invoice,
    cancelledAt: firstOf(names, ['cancelledat', 'canceledat', 'cancelled', 'canceled']),
  };
}

function firstOf(names: readonly string[], wanted: readonly string[]): number | undefined {
  const found = wanted.map((each) => names.indexOf(each)).find((at) => at >= 0);
  return found;
}

function place(
  header: readonly string[],
  named: ColumnNames,
  role: keyof ColumnNames,
): number | undefined {
  const name = named[role];
  if (name === undefined) return undefined;
  const exact = header.indexOf(name);
  const at = exact >= 0 ? exact : header.findIndex((each) => isSame(each, name));
  if (at >= 0) return at;
  throw new UserError(
    `--${role}-column: no column is named "${name}". The columns are ${listOf(header)}.`,
    2,
  );
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function missing(header: readonly string[], role: 'customer' | 'date'): UserError {
  return new UserError(
    `No column is the ${role}'s by its name; say which with --${role}-column. The columns are ${listOf(header)}.`,
  );
}

function listOf(header: readonly string[]): string {
  return header.map((name) => `"${name}"`).join(', ');
}
