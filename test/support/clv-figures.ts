import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { expect } from 'vitest';
import {
  createPurchaseLogBuilder,
  type PurchaseLog,
  summariseLog,
} from '#app/domain/clv/purchase-log.ts';
import type { RfmSummary } from '#app/domain/clv/rfm-summary.ts';

/** At most this far from the truth, relative to it; figures that no double can hold count as 0. */
export function expectWithin(tolerance: number, value: number, truth: number, what: string): void {
  const error = Math.abs(value - truth) / Math.max(Math.abs(truth), 1e-300);
  expect(error, `${what}: ${value} for ${truth}`).toBeLessThanOrEqual(tolerance);
}

export type FigureRow = Record<string, string>;

export function readFigures(file: string): FigureRow[] {
  return parse<FigureRow>(readFileSync(file, 'utf8'), { columns: true });
}

export function figureAt(row: FigureRow, column: string): number {
  const value = Number(row[column] || Number.NaN);
  if (Number.isNaN(value)) throw new Error(`No number in column ${column}.`);
  return value;
}

/** Rows of a summary file, times divided by `unit`. */
export function summaryOf(
  rows: readonly FigureRow[],
  columns: { recency: string; customerAge: string },
  unit = 1,
): RfmSummary {
  const column = (name: string) => Float64Array.from(rows, (row) => figureAt(row, name));
  return {
    frequency: column('x'),
    recency: column(columns.recency).map((time) => time / unit),
    customerAge: column(columns.customerAge).map((time) => time / unit),
    monetaryValue: new Float64Array(rows.length),
  };
}

export const dayOf = (date: string) => Date.parse(date) / 86_400_000;

/** The purchases of the CDNOW sample's customers. */
export function cdnowLog(ordersFile: string): PurchaseLog {
  const builder = createPurchaseLogBuilder();
  for (const order of readFigures(ordersFile)) {
    const customer = figureAt(order, 'sample_id') - 1;
    // An order of no amount is a purchase of CDNOW's summaries.
    const minor = Math.max(1, Math.round(figureAt(order, 'amount') * 100));
    builder.add(customer, dayOf(order.date ?? ''), minor);
  }
  return builder.build(2357);
}

/** The CDNOW sample's customers in weeks of exact days, from its orders until the last day. */
export function cdnowSummary(ordersFile: string, lastDay: string): RfmSummary {
  const summary = summariseLog(cdnowLog(ordersFile), { end: dayOf(lastDay) });
  return {
    ...summary,
    recency: summary.recency.map((days) => days / 7),
    customerAge: summary.customerAge.map((days) => days / 7),
    logTimes: summary.logTimes.map((log, row) => log - Math.log(7) * (summary.frequency[row] ?? 0)),
  };
}

/** The purchases of UCI Online Retail: lines with a customer, a quantity and a price, no credits. */
export function uciLog(gzippedFile: string): PurchaseLog {
  const builder = createPurchaseLogBuilder();
  const customers = new Map<string, number>();
  const [, ...lines] = gunzipSync(readFileSync(gzippedFile)).toString('latin1').split(/\r?\n/);
  for (const line of lines) {
    // Only the description, before these, holds commas.
    const [quantity = '', date = '', price = '', id = ''] = line.split(',').slice(-5, -1);
    const amount = Number(quantity) * Number(price);
    if (id === '' || line.startsWith('C') || !(Number(quantity) > 0 && amount > 0)) continue;
    const customer = customers.get(id) ?? customers.size;
    customers.set(id, customer);
    builder.add(customer, dayOf(date.slice(0, 10)), Math.round(amount * 100));
  }
  return builder.build(customers.size);
}
