import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PURCHASE_MODELS, type PurchaseModelName } from '#app/domain/clv/purchase-model.ts';
import type { ColumnNames } from './columns.ts';
import { readDay } from './read-values.ts';
import { UserError } from './user-error.ts';

export interface ClvOptions {
  file: string;
  /** A day number; by default the last day of the file. */
  observationEnd: number | undefined;
  horizonDays: number;
  unit: 'days' | 'weeks';
  model: PurchaseModelName | 'best';
  json: boolean;
  out: string | undefined;
  columns: ColumnNames;
}

const UNITS = ['days', 'weeks'] as const;
const MODELS = [...PURCHASE_MODELS, 'best'] as const;
const DEFAULT_HORIZON_DAYS = 365;

export const USAGE = `npm run -s perennial -- clv FILE [options]

Fits the models of customer lifetime value to a file and prints what they come to.
FILE is a CSV with a header, plain or .gz, of
  transactions  a customer, a date that begins with the year, an amount (or quantity and unit price)
  a summary     x (repeat purchases), t_x (when the last was), T (age) and, if known, their mean value

  --observation-end DATE    the last day that is known, such as 2011-12-09 (default: the last in FILE)
  --horizon-days N          how far to predict, in days (default: ${DEFAULT_HORIZON_DAYS})
  --unit UNIT               ${UNITS.join(' or ')}: of the parameters and of a summary's times (default: days)
  --model MODEL             ${MODELS.join(', ')} (default: best)
  --json                    print JSON
  --out FILE                write the predictions of each customer to a CSV file
  --customer-column NAME    the headers, where their names do not say it
  --date-column NAME
  --amount-column NAME
  --help

A named model is the published one to the letter. The best is whichever foretells the last part of the
transactions best from what came before, with what that past has taught.
CLV is discounted by 1 % a month. Only the result goes to standard output.`;

const CONFIG = {
  'observation-end': { type: 'string' },
  'horizon-days': { type: 'string' },
  unit: { type: 'string' },
  model: { type: 'string' },
  json: { type: 'boolean' },
  out: { type: 'string' },
  'customer-column': { type: 'string' },
  'date-column': { type: 'string' },
  'amount-column': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * @returns null where help is asked for
 * @throws UserError that names the option and what it may be
 */
export function readClvOptions(args: readonly string[]): ClvOptions | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [file, ...more] = positionals;
  if (file === undefined) throw new UserError(`FILE is missing.\n\n${USAGE}`, 2);
  if (more.length > 0) throw new UserError(`One FILE at a time, not also ${more.join(', ')}.`, 2);
  return {
    file,
    observationEnd: readDate(values['observation-end']),
    horizonDays: readHorizon(values['horizon-days']),
    unit: oneOf(UNITS, '--unit', values.unit) ?? 'days',
    model: oneOf(MODELS, '--model', values.model) ?? 'best',
    json: values.json ?? false,
    out: readOut(values.out, file),
    columns: {
      customer: values['customer-column'],
      date: values['date-column'],
      amount: values['amount-column'],
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: CONFIG, allowPositionals: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`${reason} (--help lists the options)`, 2);
  }
}

function readDate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text);
  const day = readDay(bytes, 0, bytes.length);
  if (!Number.isNaN(day)) return day;
  throw new UserError(`--observation-end: "${text}" is not a date such as 2011-12-09.`, 2);
}

function readHorizon(text: string | undefined): number {
  if (text === undefined) return DEFAULT_HORIZON_DAYS;
  const days = Number(text);
  if (text.trim() !== '' && days > 0 && Number.isFinite(days)) return days;
  throw new UserError(`--horizon-days: "${text}" is not a number of days above 0.`, 2);
}

function oneOf<Value extends string>(
  allowed: readonly Value[],
  option: string,
  text: string | undefined,
): Value | undefined {
  if (text === undefined) return undefined;
  const found = allowed.find((each) => each === text);
  if (found !== undefined) return found;
  throw new UserError(`${option}: "${text}" is none of ${allowed.join(', ')}.`, 2);
}

function readOut(out: string | undefined, file: string): string | undefined {
  if (out === undefined) return undefined;
  if (path.resolve(out) === path.resolve(file)) {
    throw new UserError('--out: the predictions would overwrite FILE.', 2);
  }
  if (existsSync(path.dirname(path.resolve(out)))) return out;
  throw new UserError(`--out: there is no folder ${path.dirname(path.resolve(out))}.`, 2);
}
