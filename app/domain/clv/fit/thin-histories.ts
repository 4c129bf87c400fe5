import type { PurchaseHistories } from './purchase-histories.ts';

const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;
/** Of a frequency that few customers have, so many histories stay at least. */
const LEAST = 64;

/**
 * Every `step`th history, standing for its neighbours of the same frequency: a start for the fit
 * of all. Which one of the neighbours it is runs evenly through their places, for always the
 * middle one would leave out the extremes.
 */
export function thinHistories(histories: PurchaseHistories, step: number): PurchaseHistories {
  const { frequency, weight, beyond, ages } = histories;
  const kept: number[] = [];
  const keptWeight: number[] = [];
  for (let start = 0; start < frequency.length; ) {
    const end = endOfRun(frequency, start);
    const stride = Math.max(1, Math.min(step, Math.floor((end - start) / LEAST)));
    for (let from = start; from < end; from += stride) {
      const to = Math.min(from + stride, end);
      kept.push(from + Math.floor(((kept.length * GOLDEN_RATIO) % 1) * (to - from)));
      keptWeight.push(weight.subarray(from, to).reduce((sum, each) => sum + each, 0));
    }
    start = end;
  }
  const take = (column: Float64Array) => Float64Array.from(kept, (row) => column[row] ?? 0);
  return {
    frequency: take(frequency),
    recency: take(histories.recency),
    customerAge: take(histories.customerAge),
    weight: Float64Array.from(keptWeight),
    beyond,
    ages,
  };
}

function endOfRun(column: Float64Array, start: number): number {
  let end = start + 1;
  while (end < column.length && column[end] === column[start]) end += 1;
  return end;
}
