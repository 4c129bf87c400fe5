import path from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'vitest';
import type { Order, StoreContents } from '#sandbox/shopify/model.ts';
import { paymentsOf } from '#sandbox/shopify/totals.ts';
import { detectAndImport } from '#sandbox/store/imports/detect-and-import.ts';
import type { ImportOptions } from '#sandbox/store/imports/file-format.ts';
import { importTransactions } from '#sandbox/store/imports/import-transactions.ts';
import type { ImportReport, ImportResult } from '#sandbox/store/imports/report.ts';

interface Imported {
  contents: StoreContents;
  report: ImportReport;
}

export function fixture(name: string): string {
  return path.join(import.meta.dirname, 'fixtures', name);
}

export async function importFile(file: string, options?: ImportOptions): Promise<Imported> {
  return expectImported(await detectAndImport(file, options));
}

export async function importText(text: string, options?: ImportOptions): Promise<Imported> {
  return expectImported(await importTransactions(Readable.from([Buffer.from(text)]), options));
}

function expectImported(result: ImportResult): Imported {
  if (!result.ok) throw new Error(`Refused: ${result.message}`);
  const { report, contents } = result;
  const skipped = report.skipped.reduce((sum, one) => sum + one.count, 0);
  // No row gets lost silently: each is imported, skipped for a reason, or in error.
  expect(report.imported + skipped + report.errorCount).toBe(report.rows);
  return { contents, report };
}

/** Received and refunded money of a store, in minor units. */
export function moneyOf(orders: readonly Order[]): { received: number; refunded: number } {
  const payments = orders.map(paymentsOf);
  return {
    received: payments.reduce((sum, one) => sum + one.received, 0),
    refunded: payments.reduce((sum, one) => sum + one.refunded, 0),
  };
}
