import { fitStore } from '#app/domain/clv/fit-store.ts';
import { DEFAULT_FIT_OPTIONS, type FitOptions, type StoreFit } from '#app/domain/clv/store-fit.ts';
import { collectGarbage } from './collect-garbage.ts';
import { type Customers, customersOfLog, customersOfSummary } from './customers.ts';
import { fitSummary } from './fit-summary.ts';
import { type ClvOptions, readClvOptions, USAGE } from './options.ts';
import { PredictionFile } from './predictions.ts';
import { readFile } from './read-file.ts';
import { jsonOf } from './report-json.ts';
import { dateOf, textOfFit } from './report-text.ts';
import type { Summary } from './summary.ts';
import type { Transactions } from './transactions.ts';

/** Progress goes to stderr: stdout belongs to the result. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
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
  say(`${options.file}: a summary of ${read.idOf.length} customers, times in ${options.unit}.`);
  const fit = fitSummary(read.summary, fitOptions(options, Number.NaN));
  return { fit, customers: customersOfSummary(read) };
}

function fitOfTransactions(read: Transactions, options: ClvOptions) {
  const end = options.observationEnd ?? read.lastDay;
  describeRead(read, { file: options.file, end });
  const fit = fitStore(read.log, fitOptions(options, end));
  collectGarbage();
  return { fit, customers: customersOfLog(read) };
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
const BATCH = 1 << 17;

function writePredictions(out: string, fit: StoreFit, customers: Customers): void {
  if (fit.outcome === 'too-little-data') {
    say(`${out} is not written: there is nothing to predict from.`);
    return;
  }
  const { count, hasAmounts } = customers;
  const file = new PredictionFile(out);
  try {
    for (let from = 0; from < count; from += BATCH) {
      const scored = customers.score(fit, from, Math.min(BATCH, count - from));
      file.write({ idOf: (row) => customers.idOf(from + row), hasAmounts, ...scored });
      if (count > BATCH) collectGarbage();
    }
    file.finish();
  } catch (error) {
    file.abandon();
    throw error;
  }
  say(`${out}: predictions of ${count} customers.`);
}
