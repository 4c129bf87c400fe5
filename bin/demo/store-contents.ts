import type { StoreContents } from '#sandbox/shopify/model.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { detectAndImport } from '#sandbox/store/imports/detect-and-import.ts';
import type { ImportReport } from '#sandbox/store/imports/report.ts';
import { PlainRefusal, say } from './progress.ts';

const SAMPLE_SEED = 'perennial';
const ERRORS_SHOWN = 10;

/**
 * The sample store, or the one that a file of orders tells of.
 *
 * @throws PlainRefusal when the file cannot be read as orders.
 */
export async function loadStoreContents(
  orders: string | undefined,
  now: Date,
): Promise<StoreContents> {
  if (orders === undefined) {
    say('Growing the sample store: 3,000 customers, two years of orders …');
    return generateStore({ seed: SAMPLE_SEED, endsAt: now });
  }
  say(`Reading ${orders} …`);
  const result = await detectAndImport(orders);
  if (!result.ok) throw new PlainRefusal(result.message);
  for (const line of describeReport(result.report)) say(line);
  return result.contents;
}

function describeReport(report: ImportReport): string[] {
  const count = (value: number) => value.toLocaleString('en');
  const kind = report.format === 'order-export' ? "Shopify's order export" : 'transactions';
  return [
    `Read as ${kind}: ${count(report.rows)} rows, ${count(report.orders)} orders of ` +
      `${count(report.customers)} customers, ${count(report.refunds)} refunds`,
    ...Object.entries(report.readAs).map(([what, how]) => `  ${what}: ${how}`),
    ...report.skipped.map(({ reason, count: rows, lines }) => {
      return `  left out: ${count(rows)} rows, ${reason} (line ${lines.join(', ')} …)`;
    }),
    ...(report.errorCount > 0 ? [`  not readable: ${count(report.errorCount)} rows`] : []),
    ...report.errors.slice(0, ERRORS_SHOWN).map(({ line, column, value, problem }) => {
      return `    line ${line}${column === null ? '' : `, ${column}`}: "${value}" ${problem}`;
    }),
  ];
}
