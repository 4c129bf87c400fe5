/**
 * The sufficient statistics of the purchase models: one value per row in each column. A row is a
 * customer, or `weight` customers that share it. All times are in one unit of the caller's choice.
 */
export interface RfmSummary {
  /** x: purchase days after the first. */
  frequency: Float64Array;
  /** t_x: time from the first purchase day to the last; 0 where frequency is 0. */
  recency: Float64Array;
  /** T: time from the first purchase day to the end of the observation period. */
  customerAge: Float64Array;
  /** m: mean value of the repeat purchase days, the first left out; 0 where frequency is 0. */
  monetaryValue: Float64Array;
  /** Σ of the logarithms of the times between purchases; 0 where frequency is 0. */
  logTimes?: Float64Array;
  /** How many customers a row stands for; without it every row is one. */
  weight?: Float64Array;
}

/** The customers that a summary stands for. */
export function countCustomers({ frequency, weight }: RfmSummary): number {
  return weight ? weight.reduce((sum, each) => sum + each, 0) : frequency.length;
}

/**
 * Refuses what no purchase history can be, with one sentence that names the row (from 0) and the
 * value.
 *
 * @throws RangeError
 */
export function checkRfmSummary(summary: RfmSummary): void {
  const { frequency, recency, customerAge, monetaryValue } = summary;
  const { logTimes = frequency, weight = frequency } = summary;
  const rows = frequency.length;
  for (const column of [recency, customerAge, monetaryValue, logTimes, weight]) {
    if (column.length !== rows) throw new RangeError('The columns differ in length.');
  }
  for (let row = 0; row < rows; row += 1) {
    const impossible = impossibilityOf(
      frequency[row] ?? Number.NaN,
      recency[row] ?? Number.NaN,
      customerAge[row] ?? Number.NaN,
      summary.weight?.[row] ?? 1,
    );
    if (impossible) throw new RangeError(`Row ${row}: ${impossible}`);
  }
}

/** One sentence on what no purchase history can be, or null. */
export function impossibilityOf(x: number, tx: number, T: number, weight: number): string | null {
  if (!(Number.isInteger(x) && x >= 0)) return `frequency ${x} is not a whole number from 0.`;
  if (!(tx >= 0 && Number.isFinite(tx))) return `recency ${tx} is not a time from 0.`;
  if (!(T >= 0 && Number.isFinite(T))) return `customer age ${T} is not a time from 0.`;
  if (tx > T) return `recency ${tx} is beyond the customer age ${T}.`;
  if (x === 0 && tx !== 0) return `recency ${tx} without a repeat purchase.`;
  if (!(weight > 0 && Number.isFinite(weight))) return `weight ${weight} is not above 0.`;
  return null;
}
