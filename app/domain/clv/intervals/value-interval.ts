import { GammaGammaForecast } from '../gamma-gamma/forecast.ts';
import type { GammaGammaParameters } from '../gamma-gamma/parameters.ts';
import type { RfmSummary } from '../rfm-summary.ts';
import { type PredictivePurchases, probabilityIfAlive } from './predictive-purchases.ts';
import { DEFAULT_LEVEL, firstAtLeast, type IntervalColumns } from './purchase-interval.ts';
import { ValueTable } from './value-table.ts';

/** Counts beyond this probability decide about no end of an interval. */
const ENOUGH = 0.995;

export interface ValueOptions {
  level?: number;
  /** For each row what a unit of value counts: discount, margin. Default: 1. */
  worth?: Float64Array;
}

/**
 * The central interval of what each customer spends within the horizon, in the unit of v. The
 * number of purchases is predicted by `purchases`; their values vary around the customer's own mean,
 * which x and m leave open (Gamma-Gamma). p, q and v are taken as known: what the fit leaves open of
 * them is a few per cent of a value that itself varies by its size. 0 is an end where nobody
 * may spend anything with that probability.
 * @param parameters with q > 1 (`finiteMean`)
 */
export function valueIntervals(
  purchases: PredictivePurchases,
  customers: Pick<RfmSummary, 'frequency' | 'monetaryValue'>,
  parameters: GammaGammaParameters,
  { level = DEFAULT_LEVEL, worth }: ValueOptions = {},
): IntervalColumns {
  const { groups, probabilityAlive, cumulativeIfAlive } = purchases;
  const columns = [(1 - level) / 2, 0.5, (1 + level) / 2].map((probability) => ({
    probability,
    values: new Float64Array(probabilityAlive.length),
  }));
  const meanValue = new GammaGammaForecast(parameters).meanOrderValue;
  for (const { x, from, to } of runsOfFrequency(groups.frequency)) {
    const counts = cumulativeIfAlive.slice(from, to).map(shorten);
    const most = Math.max(...counts.map(({ length }) => length)) - 1;
    const table = new ValueTable(parameters, x, most);
    for (let group = from; group < to; group += 1) {
      const mixed = table.mixOver(counts[group - from] ?? new Float64Array(1));
      const none = cumulativeIfAlive[group]?.[0] ?? 1;
      for (let at = groups.starts[group] ?? 0; at < (groups.starts[group + 1] ?? 0); at += 1) {
        const row = groups.rows[at] ?? 0;
        const m = customers.monetaryValue[row] ?? 0;
        const unit = (parameters.v + x * (m > 0 ? m : meanValue)) * (worth ? (worth[row] ?? 0) : 1);
        for (const { probability, values } of columns) {
          const ifAlive = probabilityIfAlive(probability, probabilityAlive[row] ?? 0);
          values[row] = ifAlive > none ? unit * quantile(table.logs, mixed, none, ifAlive) : 0;
        }
      }
    }
  }
  const [lower, median, upper] = columns.map(({ values }) => values);
  const nothing = new Float64Array();
  return { lower: lower ?? nothing, median: median ?? nothing, upper: upper ?? nothing };
}

/** Groups lie by rising x. */
function* runsOfFrequency(frequency: Float64Array) {
  for (let from = 0; from < frequency.length; ) {
    const x = frequency[from] ?? 0;
    let to = from + 1;
    while (frequency[to] === x) to += 1;
    yield { x, from, to };
    from = to;
  }
}

/** The rare counts go to the largest of the others. */
function shorten(cumulative: Float64Array): Float64Array {
  const short = cumulative.slice(0, firstAtLeast(cumulative, ENOUGH) + 1);
  short[short.length - 1] = 1;
  return short;
}

/** The y at which a distribution given on a grid reaches a probability above that of nothing. */
function quantile(
  logs: Float64Array,
  mixed: Float64Array,
  none: number,
  probability: number,
): number {
  const at = firstAtLeast(mixed, probability);
  const high = mixed[at] ?? 1;
  if (at === 0) return (Math.exp(logs[0] ?? 0) * (probability - none)) / (high - none);
  const low = mixed[at - 1] ?? 0;
  const share = Math.min(1, (probability - low) / (high - low));
  return Math.exp((logs[at - 1] ?? 0) + share * ((logs[at] ?? 0) - (logs[at - 1] ?? 0)));
}
