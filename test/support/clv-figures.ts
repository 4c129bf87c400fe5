import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect } from 'vitest';
import { createPurchaseLogBuilder, summariseLog } from '#app/domain/clv/purchase-log.ts';
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

const dayOf = (date: string) => Date.parse(date) / 86_400_000;

/** The CDNOW sample's customers in weeks of exact days, from its orders until the last day. */
export function cdnowSummary(ordersFile: string, lastDay: string): RfmSummary {
  const orders = readFigures(ordersFile);
  const builder = createPurchaseLogBuilder();
  for (const order of orders) {
    const customer = figureAt(order, 'sample_id') - 1;
    // An order of no amount is a purchase of CDNOW's summaries.
    const minor = Math.max(1, Math.round(figureAt(order, 'amount') * 100));
    builder.add(customer, dayOf(order.date ?? ''), minor);
  }
  const summary = summariseLog(builder.build(2357), { end: dayOf(lastDay) });
  return {
    ...summary,
    recency: summary.recency.map((days) => days / 7),
    customerAge: summary.customerAge.map((days) => days / 7),
  };
}
