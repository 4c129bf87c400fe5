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
  const units = unitsOf(customers, parameters, worth);
  const rows = units.length;
  const columns = {
    lower: new Float64Array(rows),
    median: new Float64Array(rows),
    upper: new Float64Array(rows),
  };
  const ends = [
    { probability: (1 - level) / 2, column: columns.lower },
    { probability: 0.5, column: columns.median },
    { probability: (1 + level) / 2, column: columns.upper },
  ];
  for (const { rows: ofGroup, distribution } of distributionsOf(purchases, parameters)) {
    for (let at = 0; at < ofGroup.length; at += 1) {
      const row = ofGroup[at] ?? 0;
      const alive = purchases.probabilityAlive[row] ?? 0;
      for (const { probability, column } of ends) {
        const ifAlive = probabilityIfAlive(probability, alive);
        if (ifAlive > distribution.none) column[row] = quantile(distribution, ifAlive);
      }
    }
  }
  for (const { column } of ends) {
    for (let row = 0; row < rows; row += 1) column[row] = (column[row] ?? 0) * (units[row] ?? 0);
  }
  return columns;
}

/** v + x·m of each row: the unit in which a customer's values are distributed by x alone. */
function unitsOf(
  { frequency, monetaryValue }: Pick<RfmSummary, 'frequency' | 'monetaryValue'>,
  parameters: GammaGammaParameters,
  worth: Float64Array | undefined,
): Float64Array {
  const { meanOrderValue } = new GammaGammaForecast(parameters);
  return frequency.map((x, row) => {
    const m = monetaryValue[row] ?? 0;
    // Repeat purchases without a value say nothing: the mean of all leaves the mean of all.
    return (parameters.v + x * (m > 0 ? m : meanOrderValue)) * (worth ? (worth[row] ?? 0) : 1);
  });
}

/** What those of one (x, T) who are alive spend, on a grid. */
interface SpendDistribution {
  /** Rising logarithms of the value, in the customer's unit. */
  logs: Float64Array;
  /** P(value ≤ that). */
  cumulative: Float64Array;
  /** P(nothing). */
  none: number;
}

function* distributionsOf(
  { groups, cumulativeIfAlive }: PredictivePurchases,
  parameters: GammaGammaParameters,
) {
  for (const { x, from, to } of runsOfFrequency(groups.frequency)) {
    const counts = cumulativeIfAlive.slice(from, to).map(shorten);
    const most = counts.reduce((length, each) => Math.max(length, each.length), 0) - 1;
    const table = new ValueTable(parameters, x, most);
    for (const [at, each] of counts.entries()) {
      const group = from + at;
      const distribution: SpendDistribution = {
        logs: table.logs,
        cumulative: table.mixOver(each),
        none: cumulativeIfAlive[group]?.[0] ?? 1,
      };
      yield {
        rows: groups.rows.subarray(groups.starts[group], groups.starts[group + 1]),
        distribution,
      };
    }
  }
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

/** The value at which the distribution reaches a probability above that of nothing. */
function quantile({ logs, cumulative, none }: SpendDistribution, probability: number): number {
  const at = firstAtLeast(cumulative, probability);
  const high = cumulative[at] ?? 1;
  if (at === 0) return (Math.exp(logs[0] ?? 0) * (probability - none)) / (high - none);
  const low = cumulative[at - 1] ?? 0;
  const share = Math.min(1, (probability - low) / (high - low));
  return Math.exp((logs[at - 1] ?? 0) + share * ((logs[at] ?? 0) - (logs[at - 1] ?? 0)));
}
