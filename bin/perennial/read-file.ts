import { type ColumnNames, findColumns } from './columns.ts';
import { CsvRecords, textOf } from './csv-records.ts';
import { readChunks } from './open-file.ts';
import { Problems } from './problems.ts';
import { type Summary, SummaryReader } from './summary.ts';
import { TransactionReader, type Transactions } from './transactions.ts';
import { UserError } from './user-error.ts';

export interface ReadOptions {
  columns: ColumnNames;
  /** A day number; the last day of the file where none is given. */
  observationEnd: number | undefined;
  unit: 'days' | 'weeks';
}

/**
 * Reads transactions or a summary, whichever the headers say.
 * @throws UserError with the rows that cannot be read
 */
export async function readFile(
  file: string,
  options: ReadOptions,
): Promise<Transactions | Summary> {
  const problems = new Problems(file);
  let reader: TransactionReader | SummaryReader | undefined;
  let fields = 0;
  const records = new CsvRecords(file, (record) => {
    if (!reader) {
      fields = record.fields;
      const header = Array.from({ length: fields }, (_, field) => textOf(record, field));
      reader = createReader(header, options, problems);
    } else if (record.fields !== fields) {
      problems.add(record.line, `${record.fields} fields where the header has ${fields}.`);
    } else reader.read(record);
  });
  for await (const chunk of readChunks(file)) records.write(chunk);
  records.end();
  if (!reader) throw new UserError(`${file}: the file is empty.`);
  problems.throwIfAny();
  return reader.finish();
}

function createReader(header: readonly string[], options: ReadOptions, problems: Problems) {
  const columns = findColumns(header, options.columns);
  if (columns.kind === 'transactions') {
    const observationEnd = options.observationEnd ?? Number.POSITIVE_INFINITY;
    return new TransactionReader(columns, { observationEnd, problems });
  }
  if (options.observationEnd !== undefined) {
    throw new UserError(
      '--observation-end: T of a summary file says already how long each customer is observed.',
      2,
    );
  }
  if (columns.isInDays && options.unit === 'weeks') {
    throw new UserError('--unit weeks: the headers of the file say that its times are days.', 2);
  }
  return new SummaryReader(columns, problems);
}
