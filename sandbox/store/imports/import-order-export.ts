import type { Readable } from 'node:stream';
import type { Order } from '#sandbox/shopify/model.ts';
import { exponentOf } from '#sandbox/shopify/money.ts';
import { countIdentifiers, type Identifiers } from '../identifiers.ts';
import { BrokenCsv, type CsvRow, type CsvSource, openCsv } from './csv-reader.ts';
import { createDateReader } from './dates.ts';
import {
  type ExportCells,
  type ExportFormat,
  readExportCells,
  UnreadableCell,
} from './export-cells.ts';
import { readExportOrder } from './export-order.ts';
import { ExportPeople } from './export-people.ts';
import { linkProducts } from './export-products.ts';
import { detectFormat, type FileFormat, type ImportOptions } from './file-format.ts';
import { buildImportedShop } from './imported-store.ts';
import { explainNoOrders, type ImportResult, RowLedger, refuseImport } from './report.ts';

const REQUIRED = [
  'Name',
  'Financial Status',
  'Subtotal',
  'Total',
  'Created at',
  'Lineitem quantity',
  'Lineitem name',
  'Lineitem price',
];

/** Whether a header is that of Shopify's order export rather than a plain transactions file. */
export function isOrderExport(header: readonly string[]): boolean {
  return header.includes('Lineitem name') || header.includes('Financial Status');
}

/**
 * Reads the CSV that Shopify's admin exports orders to. An order whose cells contradict each
 * other or cannot be read is left out whole and named in the report. The export knows no
 * product ids and no dates of refunds: products are told apart by SKU (else by name), and a
 * refund is dated when the order was cancelled or last changed; a partial one is an amount that
 * belongs to no line.
 * @param stream the file's bytes, already decompressed
 */
export async function importOrderExport(
  stream: Readable,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const source = await openCsv(stream);
  return source.ok ? importOrderExportRows(source, options) : source;
}

/** The same from a CSV whose beginning has been looked at. */
export async function importOrderExportRows(
  source: CsvSource,
  options: ImportOptions,
): Promise<ImportResult> {
  const { header } = source;
  const missing = REQUIRED.filter((name) => !header.includes(name));
  if (missing.length > 0) {
    const list = missing.map((name) => `“${name}”`).join(', ');
    const message = `This looks like Shopify’s order export but has no column ${list}.`;
    return refuseImport('column_missing', message);
  }
  const columns = {
    currency: optionalIndex(header, 'Currency'),
    date: header.indexOf('Created at'),
  };
  const format = detectFormat(source, columns, options);
  if (!format.ok) return format;
  const reading = new OrderExportReading(header, format);
  try {
    for await (const row of source.rows) reading.add(row);
  } catch (error) {
    if (error instanceof BrokenCsv) return refuseImport('broken_csv', error.message);
    throw error;
  }
  reading.closeGroup();
  return reading.finish(options);
}

function optionalIndex(header: readonly string[], name: string): number | undefined {
  const index = header.indexOf(name);
  return index < 0 ? undefined : index;
}

/** Rows come grouped by order: a group is read as soon as the next order begins. */
class OrderExportReading {
  private readonly header: readonly string[];
  private readonly format: FileFormat;
  private readonly exportFormat: ExportFormat;
  private readonly ledger = new RowLedger();
  private readonly people = new ExportPeople();
  private readonly ids: Identifiers = countIdentifiers(5_900_000_000_000, 1);
  private readonly names = new Set<string>();
  private readonly orders: Order[] = [];
  private group: ExportCells[] = [];

  constructor(header: readonly string[], format: FileFormat) {
    this.header = header;
    this.format = format;
    this.exportFormat = {
      header,
      exponent: exponentOf(format.currency),
      readDate: createDateReader(format.timezone, format.dateOrder),
    };
  }

  add(row: CsvRow): void {
    this.ledger.rows += 1;
    if (row.cells.length !== this.header.length) {
      const problem = `has ${row.cells.length} values, not ${this.header.length}`;
      const value = row.cells.join(',').slice(0, 200);
      this.ledger.fail({ line: row.line, column: null, value, problem });
      return;
    }
    const cells = readExportCells(row, this.exportFormat);
    const name = cells.text('Name');
    const continues = name === '' || name === this.group[0]?.text('Name');
    if (!(continues && cells.text('Total') === '')) this.closeGroup();
    this.group.push(cells);
  }

  closeGroup(): void {
    const rows = this.group;
    const [first] = rows;
    this.group = [];
    if (!first) return;
    try {
      this.checkGroup(first);
      const order = readExportOrder(rows, this.format.currency, this.ids);
      this.names.add(order.name);
      this.people.claim(order, first);
      this.orders.push(order);
      this.ledger.imported += rows.length;
    } catch (error) {
      if (!(error instanceof UnreadableCell)) throw error;
      this.ledger.fail(error.rowError);
      for (const { line } of rows) {
        if (line !== error.rowError.line) this.ledger.skip(line, 'its order has an error');
      }
    }
  }

  private checkGroup(first: ExportCells): void {
    const name = first.text('Name');
    if (name === '') throw first.fail('Name', 'is empty');
    if (this.names.has(name)) throw first.fail('Name', 'is the name of an earlier order');
    if (first.text('Total') === '') throw first.fail('Total', 'is empty');
    const currency = first.text('Currency').toUpperCase();
    if (currency !== '' && currency !== this.format.currency) {
      const problem = `is not ${this.format.currency}, the currency of this import`;
      throw first.fail('Currency', problem);
    }
  }

  finish(options: ImportOptions): ImportResult {
    const { ledger, orders, people } = this;
    orders.sort((one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt));
    const [first] = orders;
    if (!first) return refuseImport('no_orders', explainNoOrders(ledger));
    const shop = buildImportedShop(options, this.format, Date.parse(first.createdAt));
    shop.taxesIncluded = first.taxesIncluded;
    const customers = people.list();
    const products = linkProducts(orders, shop.name);
    return {
      ok: true,
      contents: { shop, products, customers, orders, checkouts: [] },
      report: {
        format: 'order-export',
        rows: ledger.rows,
        imported: ledger.imported,
        orders: orders.length,
        customers: customers.length,
        refunds: orders.reduce((count, order) => count + order.refunds.length, 0),
        skipped: ledger.skipped,
        errorCount: ledger.errorCount,
        errors: ledger.errors,
        readAs: this.format.readAs,
      },
    };
  }
}
