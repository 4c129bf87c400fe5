import type { CsvRow } from './csv-reader.ts';
import { parseDecimal, toMinorUnits, toWholeNumber } from './decimal.ts';
import type { RowError } from './report.ts';

/** A cell that stops an order from being read; thrown to leave the order's assembly at once. */
export class UnreadableCell extends Error {
  readonly rowError: RowError;

  constructor(rowError: RowError) {
    super(`Line ${rowError.line}, ${rowError.column}: “${rowError.value}” ${rowError.problem}`);
    this.rowError = rowError;
  }
}

/** Reads the cells of one row of an order export by the names of their columns. */
export interface ExportCells {
  line: number;
  text(column: string): string;
  /** Minor units; an empty cell is zero. */
  money(column: string): number;
  units(column: string): number;
  /** Epoch ms; null for an empty cell. */
  instant(column: string): number | null;
  fail(column: string, problem: string): UnreadableCell;
}

export interface ExportFormat {
  header: readonly string[];
  exponent: number;
  readDate: (text: string) => number | null;
}

export function readExportCells({ line, cells }: CsvRow, format: ExportFormat): ExportCells {
  const text = (column: string): string => {
    const index = format.header.indexOf(column);
    // A spreadsheet keeps "01234" as text by a leading apostrophe.
    return index < 0 ? '' : (cells[index] ?? '').trim().replace(/^'/, '');
  };
  const fail = (column: string, problem: string) =>
    new UnreadableCell({ line, column, value: text(column).slice(0, 200), problem });
  return {
    line,
    text,
    fail,
    money: (column) => {
      const written = text(column);
      if (written === '') return 0;
      const value = parseDecimal(written, '.');
      const amount = value && toMinorUnits(value, format.exponent);
      if (amount === null) throw fail(column, 'is not an amount of money');
      return amount;
    },
    units: (column) => {
      const value = parseDecimal(text(column), '.');
      const units = value && toWholeNumber(value);
      if (units === null || units < 1) throw fail(column, 'is not a positive whole number');
      return units;
    },
    instant: (column) => {
      const written = text(column);
      if (written === '') return null;
      const instant = format.readDate(written);
      if (instant === null) throw fail(column, 'is not a date');
      return instant;
    },
  };
}
