import type { Readable } from 'node:stream';
import { exponentOf } from '#sandbox/shopify/money.ts';
import { countIdentifiers } from '../identifiers.ts';
import { explainMissingColumns, recognizeColumns } from './columns.ts';
import { BrokenCsv, type CsvSource, openCsv } from './csv-reader.ts';
import { createDateReader } from './dates.ts';
import { detectFormat, type FileFormat, type ImportOptions } from './file-format.ts';
import {
  buildImportedCustomers,
  buildImportedOrders,
  buildImportedProducts,
  buildImportedShop,
} from './imported-store.ts';
import { matchReturns } from './match-returns.ts';
import { OrderGatherer } from './order-gatherer.ts';
import { explainNoOrders, type ImportResult, RowLedger, refuseImport } from './report.ts';
import { readTransactionRow } from './transaction-row.ts';

/**
 * Reads a transactions CSV (customer, date, amount, and optionally product, quantity, invoice)
 * into a store. Amounts are rounded once per row, half a minor unit away from zero; a row below
 * half a minor unit stays as a line that costs nothing. Rows that cannot be read are left out
 * and named in the report; the others are imported.
 * @param stream the file's bytes, already decompressed
 */
export async function importTransactions(
  stream: Readable,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const source = await openCsv(stream);
  return source.ok ? importTransactionRows(source, options) : source;
}

/** The same from a CSV whose beginning has been looked at. */
export async function importTransactionRows(
  source: CsvSource,
  options: ImportOptions,
): Promise<ImportResult> {
  const columns = recognizeColumns(source.header);
  const missing = explainMissingColumns(columns, source.header);
  if (missing) return refuseImport('column_missing', missing);
  const format = detectFormat(source, columns, options);
  if (!format.ok) return format;
  const ledger = new RowLedger();
  const gatherer = new OrderGatherer();
  const rowFormat = {
    header: source.header,
    columns,
    mark: format.mark,
    exponent: exponentOf(format.currency),
    currency: format.currency,
    readDate: createDateReader(format.timezone, format.dateOrder),
    withoutCustomer: options.withoutCustomer ?? 'skip',
  };
  try {
    for await (const csvRow of source.rows) {
      ledger.rows += 1;
      const read = readTransactionRow(csvRow, rowFormat);
      if (read.kind === 'skip') ledger.skip(csvRow.line, read.reason);
      else if (read.kind === 'error') ledger.fail(read.error);
      else {
        gatherer.add(read.row);
        if (read.row.quantity > 0) ledger.imported += 1;
      }
    }
  } catch (error) {
    if (error instanceof BrokenCsv) return refuseImport('broken_csv', error.message);
    throw error;
  }
  return assemble(gatherer, ledger, format, options);
}

function assemble(
  gatherer: OrderGatherer,
  ledger: RowLedger,
  format: FileFormat,
  options: ImportOptions,
): ImportResult {
  const open = gatherer.sorted();
  const [first] = open;
  if (!first) return refuseImport('no_orders', explainNoOrders(ledger));
  const shop = buildImportedShop(options, format, first.at);
  const products = buildImportedProducts(gatherer.products.values(), shop.name);
  const customers = buildImportedCustomers(open);
  const ids = countIdentifiers(5_900_000_000_000, 1);
  const orders = buildImportedOrders(open, customers, products, format.currency, ids);
  const keys = new Map([...customers].map(([key, customer]) => [customer.id, key]));
  const refunds = matchReturns(gatherer.returns, orders, keys, ids, ledger);
  return {
    ok: true,
    contents: {
      shop,
      products: [...products.values()],
      customers: [...customers.values()],
      orders,
      checkouts: [],
    },
    report: {
      format: 'transactions',
      rows: ledger.rows,
      imported: ledger.imported,
      orders: orders.length,
      customers: customers.size,
      refunds,
      skipped: ledger.skipped,
      errorCount: ledger.errorCount,
      errors: ledger.errors,
      readAs: format.readAs,
    },
  };
}
