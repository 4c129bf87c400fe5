import { moveTo, placesByRank, rankOf } from '../rank.ts';
import type { RfmSummary } from '../rfm-summary.ts';

/** What the spend model is fitted to: those with a repeat purchase of a value, by rising x. */
export interface RepeatValues {
  /** By distinct x, rising: x, its customers, and where its rows begin; one more start at the end. */
  frequency: Float64Array;
  customers: Float64Array;
  starts: Uint32Array;
  /** For each row x·m, what all repeat purchases came to, in units of `mean`. */
  total: Float64Array;
  weight?: Float64Array | undefined;
  /** Σ weight·ln(total), and the same of each row times x. */
  logs: number;
  logsByFrequency: number;
  /** The mean value of a repeat purchase day over all of them. */
  mean: number;
  /** Σ weight·ln m in the unit of the summary. */
  logValues: number;
}

/** Leaves out who never came back and who came back for nothing. */
export function collectRepeatValues(summary: RfmSummary): RepeatValues {
  const kept = keepRepeaters(summary);
  const { values, rank } = rankOf(kept.frequency);
  const places = placesByRank(rank, values.length);
  const total = moveTo(places, kept.total);
  const weight = kept.weight && moveTo(places, kept.weight);
  const starts = new Uint32Array(values.length + 1);
  for (const each of rank) starts[each + 1] = (starts[each + 1] ?? 0) + 1;
  for (let at = 1; at < starts.length; at += 1)
    starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
  const mean = kept.value / kept.purchases;
  for (let row = 0; row < total.length; row += 1) total[row] = (total[row] ?? 0) / mean;
  return {
    frequency: values,
    starts,
    total,
    weight,
    mean,
    ...sumLogs({ frequency: values, starts, total, weight, mean }),
  };
}

function keepRepeaters({ frequency, monetaryValue, weight }: RfmSummary) {
  const rows = frequency.length;
  const x = new Float64Array(rows);
  const total = new Float64Array(rows);
  const own = weight && new Float64Array(rows);
  let [count, value, purchases] = [0, 0, 0];
  for (let row = 0; row < rows; row += 1) {
    const repeats = frequency[row] ?? 0;
    const sum = repeats * (monetaryValue[row] ?? 0);
    if (!(sum > 0)) continue;
    const customers = weight ? (weight[row] ?? 0) : 1;
    x[count] = repeats;
    total[count] = sum;
    if (own) own[count] = customers;
    value += customers * sum;
    purchases += customers * repeats;
    count += 1;
  }
  return {
    frequency: x.subarray(0, count),
    total: total.subarray(0, count),
    weight: own?.subarray(0, count),
    value,
    purchases,
  };
}

function sumLogs({
  frequency,
  starts,
  total,
  weight,
  mean,
}: Pick<RepeatValues, 'frequency' | 'starts' | 'total' | 'weight' | 'mean'>) {
  const customers = new Float64Array(frequency.length);
  let [logs, logsByFrequency, logValues] = [0, 0, 0];
  for (let at = 0; at < frequency.length; at += 1) {
    const x = frequency[at] ?? 0;
    const end = starts[at + 1] ?? 0;
    let [count, sum] = [0, 0];
    for (let row = starts[at] ?? 0; row < end; row += 1) {
      const own = weight ? (weight[row] ?? 0) : 1;
      count += own;
      sum += own * Math.log(total[row] ?? 0);
    }
    customers[at] = count;
    logs += sum;
    logsByFrequency += x * sum;
    logValues += sum + count * Math.log(mean / x);
  }
  return { customers, logs, logsByFrequency, logValues };
}
