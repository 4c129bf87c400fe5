import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { type ImportRefusal, refuseImport } from './report.ts';

export interface CsvRow {
  /** Line of the file on which the row begins, the header being line 1. */
  line: number;
  cells: string[];
}

export interface CsvSource {
  ok: true;
  delimiter: ',' | ';' | '\t';
  header: string[];
  /** Rows from the beginning of the file, to learn how it writes dates and numbers. */
  sample: string[][];
  /** All data rows; throws `BrokenCsv` where quotes do not close. */
  rows: AsyncIterable<CsvRow>;
}

/** The text stops being CSV at some line; what came before may not be trusted either. */
export class BrokenCsv extends Error {}

type Encoding = 'utf8' | 'latin1' | 'utf16le';

const DELIMITERS = [',', ';', '\t'] as const;
const SAMPLE_BYTES = 1_000_000;

/** Looks at the beginning of a CSV stream, then hands it over row by row. */
export async function openCsv(stream: Readable): Promise<CsvSource | ImportRefusal> {
  const chunks: Buffer[] = [];
  let size = 0;
  const iterator = stream[Symbol.asyncIterator]();
  while (size < SAMPLE_BYTES) {
    const { value, done } = await iterator.next();
    if (done) break;
    const chunk = Buffer.isBuffer(value) ? value : Buffer.from(String(value));
    chunks.push(chunk);
    size += chunk.length;
  }
  const beginning = Buffer.concat(chunks);
  const encoding = detectEncoding(beginning);
  if (encoding === null) {
    return refuseImport('not_text', 'This is not a text file. Export the orders as CSV.');
  }
  const text = beginning.toString(encoding).replace(/^\ufeff/, '');
  if (text.trim() === '') return refuseImport('file_empty', 'The file is empty.');
  const delimiter = detectDelimiter(text);
  const sample = await readSample(text, delimiter, size < SAMPLE_BYTES);
  if (!sample.ok) return sample;
  const [header = [], ...records] = sample.records;
  async function* all(): AsyncGenerator<Buffer> {
    yield beginning;
    for (;;) {
      const { value, done } = await iterator.next();
      if (done) return;
      yield Buffer.isBuffer(value) ? value : Buffer.from(String(value));
    }
  }
  const rows = readRows(Readable.from(all()), delimiter, encoding);
  return { ok: true, delimiter, header: header.map((name) => name.trim()), sample: records, rows };
}

/** UTF-8 where the bytes are; else Windows' Latin; null for what holds no text at all. */
function detectEncoding(bytes: Buffer): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  if (bytes.includes(0)) return null;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return 'utf8';
  } catch (error) {
    if (error instanceof TypeError) return 'latin1';
    throw error;
  }
}

/** The candidate that occurs most often in the header outside quotes. */
function detectDelimiter(text: string): CsvSource['delimiter'] {
  const firstLine = text.split(/\r\n|\n|\r/, 1)[0] ?? '';
  const bare = firstLine.replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => bare.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

const PARSING = { bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true };

async function readSample(
  text: string,
  delimiter: string,
  whole: boolean,
): Promise<{ ok: true; records: string[][] } | ImportRefusal> {
  const records: string[][] = [];
  // The last line of a cut text may be half a row.
  const end = whole ? text.length : text.lastIndexOf('\n');
  const parser = Readable.from([text.slice(0, end)]).pipe(parse({ ...PARSING, delimiter }));
  try {
    for await (const record of parser) {
      if (isCells(record)) records.push(record);
    }
  } catch (error) {
    // A quoted field may go on behind the cut; what was read before it is sample enough.
    if (!(error instanceof CsvError)) throw error;
    if (whole || records.length === 0) return refuseImport('broken_csv', explain(error));
  }
  return { ok: true, records };
}

async function* readRows(
  stream: Readable,
  delimiter: string,
  encoding: Encoding,
): AsyncGenerator<CsvRow> {
  const parser = stream.pipe(parse({ ...PARSING, delimiter, encoding, from: 2, info: true }));
  stream.on('error', (error) => parser.destroy(error));
  let end = 1;
  let countedTwice = 0;
  try {
    for await (const row of parser) {
      if (!isInformedRow(row)) continue;
      const { record, info } = row;
      // Only a row of several lines can hold line breaks; csv-parse counts CR LF in quotes twice.
      const breaks = info.lines - end > 1 ? countBreaks(record) : { lines: 0, twice: 0 };
      countedTwice += breaks.twice;
      end = info.lines;
      // Spreadsheets leave rows of nothing but separators behind: they are no rows.
      if (record.every((cell) => cell.trim() === '')) continue;
      yield { line: end - countedTwice - breaks.lines, cells: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new BrokenCsv(explain(error));
    throw error;
  }
}

function countBreaks(cells: string[]): { lines: number; twice: number } {
  const text = cells.join('');
  const twice = text.split('\r\n').length - 1;
  return { lines: text.split(/\r\n|\n|\r/).length - 1, twice };
}

function isCells(record: unknown): record is string[] {
  return Array.isArray(record);
}

function isInformedRow(row: unknown): row is { record: string[]; info: { lines: number } } {
  return typeof row === 'object' && row !== null && 'record' in row && 'info' in row;
}

function explain(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : null;
    const where = line === null ? '' : ` (the end of the file was reached at line ${line})`;
    return `A quoted value is opened and never closed${where}.`;
  }
  return `The file stops being CSV: ${error.message}`;
}
