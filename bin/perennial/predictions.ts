import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { RfmSummary } from '#app/domain/clv/rfm-summary.ts';
import type { Scores } from './score.ts';
import { UserError } from './user-error.ts';

export const PREDICTION_COLUMNS = [
  'customer_id',
  'frequency',
  'recency',
  'T',
  'monetary_value',
  'p_alive',
  'expected_purchases',
  'lower',
  'upper',
  'expected_value',
  'clv',
] as const;

/** Customers with what is known and predicted of them, row by row. */
export interface PredictedCustomers {
  idOf(row: number): Uint8Array;
  summary: RfmSummary;
  hasAmounts: boolean;
  scores: Scores;
}

const BUFFER_BYTES = 1 << 18;
/** More than the numbers of one row take. */
const LONGEST_NUMBERS = 512;
const COMMA = 44;
const QUOTE = 34;
const LF = 10;
const CR = 13;

/** Writes a file that is there as a whole or not at all. */
export class PredictionFile {
  readonly #path: string;
  readonly #partial: string;
  readonly #descriptor: number;
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #used = 0;

  /** @throws UserError where it cannot be written */
  constructor(path: string) {
    this.#path = path;
    this.#partial = `${path}.${process.pid}.part`;
    try {
      this.#descriptor = openSync(this.#partial, 'w');
    } catch (error) {
      throw new UserError(`--out: ${error instanceof Error ? error.message : error}`);
    }
    this.#append(Buffer.from(`${PREDICTION_COLUMNS.join(',')}\n`));
  }

  write({ idOf, summary, hasAmounts, scores }: PredictedCustomers): void {
    // Most never came back, and those of one T are mostly predicted alike.
    const lastByAge = new Map<number, { row: number; numbers: string }>();
    for (let row = 0; row < summary.frequency.length; row += 1) {
      const T = summary.customerAge[row] ?? 0;
      const last = summary.frequency[row] === 0 ? lastByAge.get(T) : undefined;
      const numbers =
        last && isAlike(scores, row, last.row)
          ? last.numbers
          : numbersOf(row, summary, { hasAmounts, scores });
      if (!last && summary.frequency[row] === 0) lastByAge.set(T, { row, numbers });
      this.#append(quoted(idOf(row)));
      this.#room(LONGEST_NUMBERS);
      this.#used += this.#buffer.write(numbers, this.#used, 'latin1');
    }
  }

  finish(): void {
    this.#flush();
    closeSync(this.#descriptor);
    renameSync(this.#partial, this.#path);
  }

  /** Leaves nothing behind. */
  abandon(): void {
    closeSync(this.#descriptor);
    rmSync(this.#partial, { force: true });
  }

  #append(bytes: Uint8Array): void {
    if (bytes.length > BUFFER_BYTES) {
      this.#flush();
      writeAll(this.#descriptor, bytes);
      return;
    }
    this.#room(bytes.length);
    this.#buffer.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  #room(bytes: number): void {
    if (this.#used + bytes > BUFFER_BYTES) this.#flush();
  }

  #flush(): void {
    writeAll(this.#descriptor, this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }
}

function isAlike(scores: Scores, row: number, other: number): boolean {
  const { probabilityAlive, expectedPurchases, lower, upper, expectedValue, clv } = scores;
  return (
    expectedPurchases[row] === expectedPurchases[other] &&
    probabilityAlive[row] === probabilityAlive[other] &&
    lower[row] === lower[other] &&
    upper[row] === upper[other] &&
    expectedValue?.[row] === expectedValue?.[other] &&
    clv?.[row] === clv?.[other]
  );
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let from = 0; from < bytes.length; ) from += writeSync(descriptor, bytes, from);
}

/** Everything after the id, with the digits that give the same number back. */
function numbersOf(
  row: number,
  { frequency, recency, customerAge, monetaryValue }: RfmSummary,
  { hasAmounts, scores }: Pick<PredictedCustomers, 'hasAmounts' | 'scores'>,
): string {
  const known = `,${frequency[row]},${recency[row]},${customerAge[row]}`;
  const value = hasAmounts ? monetaryValue[row] : '';
  const { probabilityAlive, expectedPurchases, lower, upper } = scores;
  const purchases = `${probabilityAlive[row]},${expectedPurchases[row]},${lower[row]},${upper[row]}`;
  return `${known},${value},${purchases},${scores.expectedValue?.[row] ?? ''},${scores.clv?.[row] ?? ''}\n`;
}

function quoted(id: Uint8Array): Uint8Array {
  for (let at = 0; at < id.length; at += 1) {
    const byte = id[at] ?? 0;
    if (byte === COMMA || byte === QUOTE || byte === LF || byte === CR) {
      return Buffer.from(`"${Buffer.from(id).toString('utf8').replaceAll('"', '""')}"`);
    }
  }
  return id;
}
