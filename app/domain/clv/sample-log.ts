import type { PurchaseLog } from './purchase-log.ts';

/**
 * A log of at most so many of its customers, evenly from all of them: every n-th. The log itself where
 * it has no more.
 */
export function sampleLog(log: PurchaseLog, most: number): PurchaseLog {
  const customers = log.starts.length - 1;
  if (customers <= most) return log;
  const step = Math.ceil(customers / most);
  const taken = Math.ceil(customers / step);
  const starts = new Uint32Array(taken + 1);
  const span = (at: number) =>
    [log.starts[at * step] ?? 0, log.starts[at * step + 1] ?? 0] as const;
  for (let at = 0; at < taken; at += 1) {
    const [from, to] = span(at);
    starts[at + 1] = (starts[at] ?? 0) + to - from;
  }
  const days = new Int32Array(starts[taken] ?? 0);
  const amounts = new Float64Array(days.length);
  for (let at = 0; at < taken; at += 1) {
    const [from, to] = span(at);
    days.set(log.days.subarray(from, to), starts[at]);
    amounts.set(log.amounts.subarray(from, to), starts[at]);
  }
  return { starts, days, amounts };
}
