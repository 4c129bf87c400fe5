import type { StoreContents } from '#sandbox/shopify/model.ts';

/** A cell that could not be read: its row is left out of the store, and named here. */
export interface RowError {
  /** Line of the file, the header being line 1. */
  line: number;
  /** The column's name as the file writes it; null where the row as a whole is wrong. */
  column: string | null;
  value: string;
  problem: string;
}

/** Rows that are well formed and yet no order line, by reason. */
export interface SkippedRows {
  reason: string;
  count: number;
  /** The first lines concerned. */
  lines: number[];
}

export interface ImportReport {
  format: 'transactions' | 'order-export';
  /** Data rows read; every one is imported, skipped or in error. */
  rows: number;
  imported: number;
  orders: number;
  customers: number;
  refunds: number;
  skipped: SkippedRows[];
  errorCount: number;
  /** The first errors; `errorCount` counts them all. */
  errors: RowError[];
  /** What the file left open and how it was read. */
  readAs: Record<string, string>;
}

export type ImportRefusalReason =
  | 'file_missing'
  | 'file_unreadable'
  | 'file_empty'
  | 'not_gzip'
  | 'not_text'
  | 'no_header'
  | 'column_missing'
  | 'dates_ambiguous'
  | 'bad_option'
  | 'broken_csv'
  | 'no_orders';

/** Why nothing was imported, in words for the person who named the file. */
export interface ImportRefusal {
  ok: false;
  reason: ImportRefusalReason;
  message: string;
}

export type ImportResult =
  | { ok: true; contents: StoreContents; report: ImportReport }
  | ImportRefusal;

export function refuseImport(reason: ImportRefusalReason, message: string): ImportRefusal {
  return { ok: false, reason, message };
}

const ERRORS_KEPT = 1000;
const LINES_KEPT = 10;

/** Collects what happened to the rows while a file streams by, in bounded memory. */
export class RowLedger {
  rows = 0;
  imported = 0;
  errorCount = 0;
  readonly errors: RowError[] = [];
  private readonly reasons = new Map<string, SkippedRows>();

  skip(line: number, reason: string): void {
    const known = this.reasons.get(reason);
    if (!known) {
      this.reasons.set(reason, { reason, count: 1, lines: [line] });
      return;
    }
    known.count += 1;
    if (known.lines.length < LINES_KEPT) known.lines.push(line);
  }

  fail(error: RowError): void {
    this.errorCount += 1;
    if (this.errors.length < ERRORS_KEPT) this.errors.push(error);
  }

  get skipped(): SkippedRows[] {
    return [...this.reasons.values()].sort((one, other) => other.count - one.count);
  }
}

/** Why a file with the right columns gave nothing, with the first thing that is wrong in it. */
export function explainNoOrders(ledger: RowLedger): string {
  if (ledger.rows === 0) return 'The file has a header and no rows.';
  const [error] = ledger.errors;
  if (error) {
    const where = error.column === null ? '' : `, column “${error.column}”`;
    return `No row could be read. Line ${error.line}${where}: “${error.value}” ${error.problem}.`;
  }
  const [skipped] = ledger.skipped;
  return `No row is an order: ${skipped?.count ?? 0} have ${skipped?.reason ?? 'nothing'}.`;
}
