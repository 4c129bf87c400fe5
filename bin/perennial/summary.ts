import { impossibilityOf, type RfmSummary } from '#app/domain/clv/rfm-summary.ts';
import type { SummaryColumns } from './columns.ts';
import { type CsvRecord, textOf } from './csv-records.ts';
import type { Problems } from './problems.ts';

export interface Summary {
  kind: 'summary';
  /** Times in the unit of the file. */
  summary: RfmSummary;
  idOf: string[];
  hasAmounts: boolean;
}

/** Reads rows of x, t_x, T and, where there is one, the mean value of a repeat purchase. */
export class SummaryReader {
  readonly #columns: SummaryColumns;
  readonly #problems: Problems;
  readonly #values = {
    frequency: [] as number[],
    recency: [] as number[],
    customerAge: [] as number[],
    monetaryValue: [] as number[],
  };
  readonly #idOf: string[] = [];

  constructor(columns: SummaryColumns, problems: Problems) {
    this.#columns = columns;
    this.#problems = problems;
  }

  read(record: CsvRecord): void {
    const { customer, value } = this.#columns;
    const x = numberIn(record, this.#columns.frequency);
    const tx = numberIn(record, this.#columns.recency);
    const T = numberIn(record, this.#columns.customerAge);
    const text = value === undefined ? '' : textOf(record, value);
    const m = text === '' || x === 0 ? 0 : Number(text);
    const reason = impossibilityOf(x, tx, T, 1);
    if (reason) this.#problems.add(record.line, reason);
    if (!(m >= 0 && Number.isFinite(m))) {
      this.#problems.add(record.line, `mean value "${text}" is not a number from 0.`);
    }
    this.#values.frequency.push(x);
    this.#values.recency.push(tx);
    this.#values.customerAge.push(T);
    this.#values.monetaryValue.push(m);
    const row = this.#idOf.length + 1;
    this.#idOf.push(customer === undefined ? String(row) : textOf(record, customer));
  }

  finish(): Summary {
    return {
      kind: 'summary',
      summary: {
        frequency: Float64Array.from(this.#values.frequency),
        recency: Float64Array.from(this.#values.recency),
        customerAge: Float64Array.from(this.#values.customerAge),
        monetaryValue: Float64Array.from(this.#values.monetaryValue),
      },
      idOf: this.#idOf,
      hasAmounts: this.#columns.value !== undefined,
    };
  }
}

function numberIn(record: CsvRecord, column: number): number {
  const text = textOf(record, column);
  return text === '' ? Number.NaN : Number(text);
}
