import { fitStore } from '#app/domain/clv/fit-store.ts';
import { summariseLog } from '#app/domain/clv/purchase-log.ts';
import type { RfmSummary } from '#app/domain/clv/rfm-summary.ts';
import { DEFAULT_FIT_OPTIONS, type FitOptions, type StoreFit } from '#app/domain/clv/store-fit.ts';
import { inTimeUnit } from '#app/domain/clv/time-unit.ts';
import { collectGarbage } from './collect-garbage.ts';
import { fitSummary } from './fit-summary.ts';
import { type ClvOptions, readClvOptions, USAGE } from './options.ts';
import { PredictionFile } from './predictions.ts';
import { readFile } from './read-file.ts';
import { jsonOf } from './report-json.ts';
import { dateOf, textOfFit } from './report-text.ts';
import { scoreSummary } from './score.ts';
import type { Summary } from './summary.ts';
import type { Transactions } from './transactions.ts';

/** Progress goes to stderr: stdout belongs to the result. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** What is known of the customers of a file, in the unit of the parameters. */
interface Customers {
  summary: RfmSummary;
  /** The row of each customer in the sequence of the file. */
  rowOf(place: number): number;
  idOf(place: number): Uint8Array;
  hasAmounts: boolean;
}

/**
 * `clv FILE`: fits the file, prints the result, and writes the predictions.
 * @throws UserError
 */
export async function runClv(args: readonly string[]): Promise<void> {
  const options = readClvOptions(args);
  if (!options) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const read = await readFile(options.file, options);
  collectGarbage();
  const { fit, customers } =
    read.kind === 'summary' ? fitOfSummary(read, options) : fitOfTransactions(read, options);
  if (options.out !== undefined) writePredictions(options.out, fit, customers);
  process.stdout.write(`${options.json ? jsonOf(fit) : textOfFit(fit)}\n`);
}

function fitOfSummary(read: Summary, options: ClvOptions) {
  const customers: Customers = {
    summary: read.summary,
    rowOf: (place) => place,
    idOf: (place) => Buffer.from(read.idOf[place] ?? ''),
    hasAmounts: read.hasAmounts,
  };
  say(`${options.file}: a summary of ${read.idOf.length} customers, times in ${options.unit}.`);
  return { fit: fitSummary(read.summary, fitOptions(options, Number.NaN)), customers };
}

function fitOfTransactions(read: Transactions, options: ClvOptions) {
  const { log, ids, customerOf } = read;
  const end = options.observationEnd ?? read.lastDay;
  describeRead(read, { file: options.file, end });
  const fit = fitStore(log, fitOptions(options, end));
  collectGarbage();
  const summary = inTimeUnit(summariseLog(log, { end }), options.unit === 'weeks' ? 7 : 1);
  const customers: Customers = {
    summary,
    rowOf: (place) => customerOf[place] ?? 0,
    idOf: (place) => ids.bytesOf(place),
    hasAmounts: read.hasAmounts,
  };
  return { fit, customers };
}

function describeRead(
  { rows, ids, log, leftOut, hasAmounts }: Transactions,
  { file, end }: { file: string; end: number },
): void {
  const until = Number.isFinite(end) ? `, observed until ${dateOf(end)}` : '';
  say(
    `${file}: ${rows} rows, ${ids.count} customers, ${log.days.length} days of purchase${until}.`,
  );
  for (const [what, count] of Object.entries(leftOut)) {
    if (count > 0) say(`Left out: ${count} rows ${what}.`);
  }
  if (!hasAmounts) say('No column of amounts: nothing is said in money.');
}

function fitOptions(options: ClvOptions, observationEnd: number): FitOptions {
  return {
    ...DEFAULT_FIT_OPTIONS,
    observationEnd,
    horizonDays: options.horizonDays,
    model: options.model,
    timeUnitDays: options.unit === 'weeks' ? 7 : 1,
  };
}

/** So many customers are scored at a time, so that memory does not grow with them. */
const BATCH = 1 << 16;

function writePredictions(out: string, fit: StoreFit, customers: Customers): void {
  if (fit.outcome === 'too-little-data') {
    say(`${out} is not written: there is nothing to predict from.`);
    return;
  }
  const count = customers.summary.frequency.length;
  const file = new PredictionFile(out);
  try {
    for (let from = 0; from < count; from += BATCH) {
      const size = Math.min(BATCH, count - from);
      const summary = takeRows(customers, from, size);
      const scores = scoreSummary(summary, {
        ...fit.options,
        purchases: fit.purchases,
        spend: fit.spend,
        boundsValues: fit.options.model === 'best',
      });
      const { hasAmounts } = customers;
      file.write({ idOf: (row) => customers.idOf(from + row), summary, hasAmounts, scores });
    }
    file.finish();
  } catch (error) {
    file.abandon();
    throw error;
  }
  say(`${out}: predictions of ${count} customers.`);
}

function takeRows({ summary, rowOf }: Customers, from: number, size: number): RfmSummary {
  const rows = new Uint32Array(size);
  for (let at = 0; at < size; at += 1) rows[at] = rowOf(from + at);
  const take = (column: Float64Array) => {
    const taken = new Float64Array(size);
    for (let at = 0; at < size; at += 1) taken[at] = column[rows[at] ?? 0] ?? 0;
    return taken;
  };
  return {
    frequency: take(summary.frequency),
    recency: take(summary.recency),
    customerAge: take(summary.customerAge),
    monetaryValue: take(summary.monetaryValue),
  };
}
