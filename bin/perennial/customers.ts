import { type PurchaseLog, summariseLog } from '#app/domain/clv/purchase-log.ts';
import type { RfmSummary } from '#app/domain/clv/rfm-summary.ts';
import { scoreStore } from '#app/domain/clv/score-store.ts';
import type { FittedStore } from '#app/domain/clv/store-fit.ts';
import { inTimeUnit } from '#app/domain/clv/time-unit.ts';
import { type Scores, scoreSummary } from './score.ts';
import type { Summary } from './summary.ts';
import type { Transactions } from './transactions.ts';

/** The customers of a file in its sequence. */
export interface Customers {
  count: number;
  hasAmounts: boolean;
  idOf(place: number): Uint8Array;
  /** What is known, in the unit of the parameters, and predicted of some that follow each other. */
  score(fit: FittedStore, from: number, size: number): { summary: RfmSummary; scores: Scores };
}

/**
 * Of transactions the best model predicts as Perennial does for a shop, with all that it has learnt
 * from the past of the log; a named model as it was published.
 */
export function customersOfLog({ log, ids, customerOf, hasAmounts }: Transactions): Customers {
  return {
    count: ids.count,
    hasAmounts,
    idOf: (place) => ids.bytesOf(place),
    score(fit, from, size) {
      const { observationEnd, timeUnitDays, model } = fit.options;
      const batch = takeCustomers(log, customerOf.subarray(from, from + size));
      const summary = inTimeUnit(summariseLog(batch, { end: observationEnd }), timeUnitDays);
      const scores = model === 'best' ? scoreLog(fit, batch) : scoreSummary(summary, fit);
      return { summary, scores };
    },
  };
}

export function customersOfSummary({ summary, idOf, hasAmounts }: Summary): Customers {
  return {
    count: idOf.length,
    hasAmounts,
    idOf: (place) => Buffer.from(idOf[place] ?? ''),
    score(fit, from, size) {
      const batch = {
        frequency: summary.frequency.subarray(from, from + size),
        recency: summary.recency.subarray(from, from + size),
        customerAge: summary.customerAge.subarray(from, from + size),
        monetaryValue: summary.monetaryValue.subarray(from, from + size),
      };
      return { summary: batch, scores: scoreSummary(batch, fit) };
    },
  };
}

function scoreLog(fit: FittedStore, log: PurchaseLog): Scores {
  const predictions = scoreStore(fit, log);
  return {
    probabilityAlive: predictions.probabilityAlive,
    expectedPurchases: predictions.expectedPurchases,
    lower: predictions.lowerPurchases,
    upper: predictions.upperPurchases,
    expectedValue: fit.spend && predictions.expectedOrderValue,
    clv: fit.spend && predictions.clv,
  };
}

/** The log of these customers alone, in this sequence. */
function takeCustomers({ starts, days, amounts }: PurchaseLog, customers: Uint32Array) {
  const taken = new Uint32Array(customers.length + 1);
  for (let at = 0; at < customers.length; at += 1) {
    const customer = customers[at] ?? 0;
    taken[at + 1] = (taken[at] ?? 0) + (starts[customer + 1] ?? 0) - (starts[customer] ?? 0);
  }
  const rows = taken[customers.length] ?? 0;
  const log = { starts: taken, days: new Int32Array(rows), amounts: new Float64Array(rows) };
  for (let at = 0; at < customers.length; at += 1) {
    const ahead = (starts[customers[at] ?? 0] ?? 0) - (taken[at] ?? 0);
    for (let row = taken[at] ?? 0; row < (taken[at + 1] ?? 0); row += 1) {
      log.days[row] = days[row + ahead] ?? 0;
      log.amounts[row] = amounts[row + ahead] ?? 0;
    }
  }
  return log;
}
