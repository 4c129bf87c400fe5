import type { Columns } from './columns.ts';
import { countryCodeOf, currencyOfCountry } from './countries.ts';
import type { CsvSource } from './csv-reader.ts';
import { type DateOrder, detectDateOrder } from './dates.ts';
import type { DecimalMark } from './decimal.ts';
import { type ImportRefusal, refuseImport } from './report.ts';

/** What a file does not say by itself; all are optional. */
export interface ImportOptions {
  /** ISO 4217 code; found from the file where it tells, else USD. */
  currency?: string;
  /** IANA zone of the shop and of dates that do not name their offset; default UTC. */
  timezone?: string;
  /** What 03/04/2024 means where the file does not show it. */
  dateOrder?: DateOrder;
  /** Rows that name no customer: left out and counted (default), or orders of nobody. */
  withoutCustomer?: 'skip' | 'guest-order';
  shopName?: string;
  shopDomain?: string;
}

export interface FileFormat {
  ok: true;
  currency: string;
  timezone: string;
  mark: DecimalMark;
  dateOrder: DateOrder;
  /** The same in words, with what each rests on. */
  readAs: Record<string, string>;
}

const SYMBOLS: Record<string, string> = {
  $: 'USD',
  '£': 'GBP',
  '€': 'EUR',
  '¥': 'JPY',
  '₹': 'INR',
};
const DELIMITER_NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;

/** Settles currency, zone, decimal mark and date order from the options and the file's sample. */
export function detectFormat(
  source: CsvSource,
  columns: Columns,
  options: ImportOptions,
): FileFormat | ImportRefusal {
  const timezone = options.timezone ?? 'UTC';
  if (!isTimeZone(timezone)) {
    return refuseImport('bad_option', `“${timezone}” is not a time zone such as Europe/London.`);
  }
  const currency = detectCurrency(source, columns, options);
  if (!isCurrency(currency.code)) {
    return refuseImport('bad_option', `“${currency.code}” is not a currency code such as USD.`);
  }
  const order = options.dateOrder ?? detectDateOrder(columnOf(source, columns.date));
  if (order === 'ambiguous') {
    return refuseImport(
      'dates_ambiguous',
      `Dates such as “${columnOf(source, columns.date)[0]}” can be read with the day or the ` +
        'month first. Say which, or write dates as 2024-03-04.',
    );
  }
  const mark = detectDecimalMark(source, columns);
  return {
    ok: true,
    currency: currency.code,
    timezone,
    mark,
    dateOrder: order ?? 'day-first',
    readAs: {
      delimiter: DELIMITER_NAMES[source.delimiter],
      currency: `${currency.code} (${currency.because})`,
      timezone,
      decimalMark: mark === '.' ? 'point' : 'comma',
      dates: order ?? 'year first',
    },
  };
}

function columnOf(source: CsvSource, index: number | undefined): string[] {
  if (index === undefined) return [];
  return source.sample.map((row) => (row[index] ?? '').trim()).filter((cell) => cell !== '');
}

function detectCurrency(
  source: CsvSource,
  columns: Columns,
  options: ImportOptions,
): { code: string; because: string } {
  if (options.currency) return { code: options.currency.toUpperCase(), because: 'as told' };
  const named = mostCommon(columnOf(source, columns.currency));
  if (named) return { code: named.toUpperCase(), because: 'the currency column' };
  const [amount = ''] = columnOf(source, columns.amount ?? columns.unitPrice);
  const symbol = SYMBOLS[/[$£€¥₹]/.exec(amount)?.[0] ?? ''];
  if (symbol) return { code: symbol, because: 'the sign beside the amounts' };
  const country = countryCodeOf(mostCommon(columnOf(source, columns.country)) ?? '');
  const local = country && currencyOfCountry(country);
  if (local) return { code: local, because: `most rows are of ${country}` };
  return { code: 'USD', because: 'the file names none' };
}

function mostCommon(values: string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: string | null = null;
  for (const [value, count] of counts) {
    if (best === null || count > (counts.get(best) ?? 0)) best = value;
  }
  return best;
}

/** A comma is the mark where amounts end in ",5" or ",50" and none in ".50". */
function detectDecimalMark(source: CsvSource, columns: Columns): DecimalMark {
  const values = [
    ...columnOf(source, columns.amount),
    ...columnOf(source, columns.unitPrice),
    ...columnOf(source, columns.quantity),
  ];
  const comma = values.some((value) => /,\d{1,2}\D*$/.test(value));
  const point = values.some((value) => /\.\d{1,2}\D*$/.test(value));
  if (comma && !point) return ',';
  const grouped = values.some((value) => value.includes(','));
  const pointless = values.every((value) => !value.includes('.'));
  return source.delimiter !== ',' && grouped && pointless ? ',' : '.';
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}
