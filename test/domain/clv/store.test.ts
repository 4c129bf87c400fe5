import { describe, expect, test } from 'vitest';
import { measureAccuracy } from '#app/domain/clv/accuracy/measures.ts';
import { purchasesBetween } from '#app/domain/clv/accuracy/time-split.ts';
import { fitStore } from '#app/domain/clv/fit-store.ts';
import { createPurchaseLogBuilder, type PurchaseLog } from '#app/domain/clv/purchase-log.ts';
import { PURCHASE_MODELS } from '#app/domain/clv/purchase-model.ts';
import { sampleLog } from '#app/domain/clv/sample-log.ts';
import { scoreStore } from '#app/domain/clv/score-store.ts';
import {
  type CustomerPredictions,
  DEFAULT_FIT_OPTIONS,
  type FitOptions,
  type FittedStore,
  NAIVE_PREDICTORS,
} from '#app/domain/clv/store-fit.ts';
import { dayOf, readCdnowLog, readUciLog, simulateLog } from '#test/support/purchase-logs.ts';
import { sharedFile } from '#test/support/shared-data.ts';

function fitted(log: PurchaseLog, options: Partial<FitOptions> & { observationEnd: number }) {
  const fit = fitStore(log, { ...DEFAULT_FIT_OPTIONS, ...options });
  if (fit.outcome === 'too-little-data') throw new Error(JSON.stringify(fit.reason));
  return fit;
}

/** What was predicted from the fit's observation beside what came in the days after it. */
function holdoutOf(log: PurchaseLog, fit: FittedStore) {
  const { observationEnd, horizonDays } = fit.options;
  const known = untilDay(log, observationEnd);
  const predictions = scoreStore(fit, known);
  const until = observationEnd + horizonDays;
  const came = purchasesBetween(log, predictions.customers, { after: observationEnd, until });
  return {
    orders: measureAccuracy(predictions.expectedPurchases, came.purchases),
    spend: measureAccuracy(
      predictions.expectedOrderValue.map((v, at) => v * (predictions.expectedPurchases[at] ?? 0)),
      came.values,
    ),
  };
}

function untilDay(log: PurchaseLog, day: number): PurchaseLog {
  const builder = createPurchaseLogBuilder();
  for (let customer = 0; customer + 1 < log.starts.length; customer += 1) {
    for (let at = log.starts[customer] ?? 0; at < (log.starts[customer + 1] ?? 0); at += 1) {
      const when = log.days[at] ?? 0;
      if (when <= day) builder.add(customer, when, log.amounts[at] ?? 0);
    }
  }
  return builder.build(log.starts.length - 1);
}

const log = simulateLog({ customers: 3_000, days: 400, seed: 11 });

describe('a simulated store', () => {
  const fit = fitted(log, { observationEnd: 399 });
  const predictions = scoreStore(fit, log);

  test('a model wins over the naive baselines, and its card says what was foretold and what came', () => {
    expect(fit.outcome).toBe('converged');
    expect(NAIVE_PREDICTORS).not.toContain(fit.predictor);
    const card = fit.accuracy;
    expect(card).toMatchObject({ calibrationEnd: 309, holdoutDays: 90 });
    expect(card?.candidates.map(({ predictor }) => predictor)).toHaveLength(6);
    expect(card?.candidates[0]?.predictor).toBe(fit.predictor);
    expect(card?.candidates[0]?.purchases.bias).toBeCloseTo(0, 0);
    expect(card?.calibration.map(({ customers }) => customers)).toEqual(Array(10).fill(300));
    expect(card?.coverage).toBeGreaterThan(0.75);
    expect(card?.coverage).toBeLessThan(0.85);
  });

  test('of no order within 90 days as many come true as were foretold (C5)', () => {
    for (const { predicted, actual } of fit.accuracy?.churn ?? []) {
      expect(Math.abs(predicted - actual)).toBeLessThan(0.08);
    }
  });

  test('every number is finite, every interval holds its order, totals add up', () => {
    for (const [name, column] of Object.entries(predictions)) {
      if (name.startsWith('nextOrder')) continue;
      expect(Array.from<number>(column).every(Number.isFinite), name).toBe(true);
    }
    predictions.lowerPurchases.forEach((lower, row) => {
      expect(lower).toBeLessThanOrEqual(predictions.upperPurchases[row] ?? -1);
      expect(predictions.lowerClv[row]).toBeLessThanOrEqual(predictions.upperClv[row] ?? -1);
    });
    const sum = predictions.expectedPurchases.reduce((total, each) => total + each, 0);
    expect(fit.total.purchases.expected).toBeCloseTo(sum, 6);
  });

  test('one customer alone gets what he gets among all', () => {
    const few = scoreStore(fit, onlyCustomers(log, [5, 77]));
    for (const [at, customer] of [5, 77].entries()) {
      const row = predictions.customers.indexOf(customer);
      for (const name of Object.keys(few) as (keyof CustomerPredictions)[]) {
        if (name === 'customers') continue;
        const [alone = Number.NaN, among = Number.NaN] = [few[name][at], predictions[name][row]];
        if (/^(lower|upper)/.test(name))
          expect(Math.abs(alone - among), name).toBeLessThanOrEqual(0.01 * among);
        else if (among !== 0) expect(Math.abs(alone / among - 1), name).not.toBeGreaterThan(1e-12);
      }
    }
  });

  test('weeks instead of days say the same', () => {
    const weeks = fitted(log, { observationEnd: 399, timeUnitDays: 7, model: 'bg-nbd' });
    const days = fitted(log, { observationEnd: 399, model: 'bg-nbd' });
    expect(weeks.purchases.parameters.alpha).toBeCloseTo(
      (days.purchases.parameters.alpha ?? 0) / 7,
      8,
    );
    const [one, other] = [scoreStore(weeks, log), scoreStore(days, log)];
    other.clv.forEach((clv, row) => {
      expect(Math.abs((one.clv[row] ?? 0) / clv - 1)).toBeLessThan(1e-7);
    });
  });

  test('the fit is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(fit))).toEqual(fit);
  });
});

function onlyCustomers(all: PurchaseLog, customers: readonly number[]): PurchaseLog {
  const builder = createPurchaseLogBuilder();
  for (const [at, customer] of customers.entries()) {
    for (let row = all.starts[customer] ?? 0; row < (all.starts[customer + 1] ?? 0); row += 1) {
      builder.add(at, all.days[row] ?? 0, all.amounts[row] ?? 0);
    }
  }
  return builder.build(customers.length);
}

test('a small store is told what is missing and when it will be there', () => {
  const few = sampleLog(simulateLog({ customers: 3_000, days: 200, seed: 3 }), 40);
  const fit = fitStore(few, { ...DEFAULT_FIT_OPTIONS, observationEnd: 199 });
  if (fit.outcome !== 'too-little-data') throw new Error(fit.outcome);
  expect(fit.reason.missing).toBe('repeat-customers');
  expect(fit.reason.have).toBeLessThan(20);
  expect(fit.reason.expectedOn).toBeGreaterThan(199);
});

test('where the past is foretold by repeating it, that is used and intervals hold it', () => {
  // Half of the customers order every 30 days, the others every 90, to the day.
  const builder = createPurchaseLogBuilder();
  for (let customer = 0; customer < 400; customer += 1) {
    const every = customer % 2 === 0 ? 30 : 90;
    for (let day = customer % 30; day < 720; day += every) builder.add(customer, day, 1000 + day);
  }
  const regular = builder.build(400);
  const fit = fitted(regular, { observationEnd: 719, horizonDays: 180 });
  expect(fit.predictor).toBe('last-period');
  const predictions = scoreStore(fit, regular);
  expect([...predictions.expectedPurchases.subarray(0, 2)]).toEqual([6, 2]);
  predictions.expectedPurchases.forEach((expected, row) => {
    expect(predictions.lowerPurchases[row]).toBeLessThanOrEqual(expected);
    expect(predictions.upperPurchases[row]).toBeGreaterThanOrEqual(expected);
  });
});

test('without a past to compare on, the likeliest model is used', () => {
  const young = simulateLog({ customers: 3_000, days: 60, seed: 5 });
  const options = { observationEnd: 59 };
  const best = fitted(young, options);
  expect(best.accuracy).toBeNull();
  const all = PURCHASE_MODELS.map((model) => fitted(young, { ...options, model }));
  const likeliest = Math.max(...all.map(({ purchases }) => purchases.logLikelihood));
  expect(best.purchases.logLikelihood).toBe(likeliest);
});

test('a sample takes every n-th customer whole', () => {
  const sample = sampleLog(log, 1_000);
  expect(sample.starts).toHaveLength(1_001);
  const third = Array.from({ length: 1_000 }, (_, at) => at * 3);
  expect(sample).toEqual(onlyCustomers(log, third));
  expect(sampleLog(log, 3_000)).toBe(log);
});

const cdnow = sharedFile('data/cdnow_sample.csv');

test.skipIf(!cdnow)(
  'CDNOW, weeks 40 to 78: the goals, the model chosen without seeing them',
  () => {
    const orders = readCdnowLog(cdnow ?? '');
    const fit = fitted(orders, { observationEnd: dayOf('1997-09-30'), horizonDays: 273 });
    expect(fit.predictor).toBe('pareto-nbd');
    expect(fit.tilt).toBeUndefined();
    const holdout = holdoutOf(orders, fit);
    expect(holdout.orders.actual).toBe(1882);
    expect(holdout.orders.meanAbsoluteError).toBeLessThanOrEqual(0.755);
    expect(holdout.orders.rootMeanSquareError).toBeLessThanOrEqual(1.603);
    expect(holdout.orders.spearman).toBeGreaterThanOrEqual(0.459);
    expect(holdout.orders.gini).toBeGreaterThanOrEqual(0.672);
    expect(holdout.spend.meanAbsoluteError / 100).toBeLessThanOrEqual(29.5);
    expect(holdout.spend.gini).toBeGreaterThanOrEqual(0.658);
    expect(holdout.spend.spearman).toBeGreaterThanOrEqual(0.445);
    // Plain BG/NBD expects 1,653 of what became 1,882 (C3).
    expect(fit.total.purchases.lower).toBeLessThan(1882);
    expect(fit.total.purchases.upper).toBeGreaterThan(1882);
    expect(fit.accuracy?.coverage).toBeGreaterThan(0.75);
    expect(fit.accuracy?.coverage).toBeLessThan(0.85);
  },
);

const uci = sharedFile('data/uci_online_retail.csv.gz');

test.skipIf(!uci)(
  'UCI Online Retail, 100 days after August: regular timing, the total within its band',
  () => {
    const orders = readUciLog(uci ?? '');
    const fit = fitted(orders, { observationEnd: dayOf('2011-08-31'), horizonDays: 100 });
    expect(fit.predictor).toBe('mbg-cnbd-k');
    expect(fit.purchases.parameters.k).toBe(2);
    const holdout = holdoutOf(orders, fit);
    expect(holdout.orders.actual).toBe(4806);
    expect(holdout.orders.meanAbsoluteError).toBeLessThanOrEqual(0.955);
    expect(holdout.orders.rootMeanSquareError).toBeLessThanOrEqual(1.51);
    expect(holdout.orders.spearman).toBeGreaterThanOrEqual(0.52);
    expect(holdout.orders.gini).toBeGreaterThanOrEqual(0.657);
    // Dearer and earlier customers buy more than their counts say, on each split.
    expect(fit.accuracy?.tiltGain).toBeGreaterThan(0.04);
    expect(fit.tilt?.orderValue).toBeGreaterThan(0.1);
    expect(fit.tilt?.customerAge).toBeGreaterThan(0.2);
    expect(fit.total.purchases.lower).toBeLessThan(4806);
    expect(fit.total.purchases.upper).toBeGreaterThan(4806);
    expect(fit.accuracy?.coverage).toBeGreaterThan(0.75);
    expect(fit.accuracy?.coverage).toBeLessThan(0.85);
    const nbd = fitted(orders, { observationEnd: dayOf('2011-08-31'), model: 'bg-nbd' });
    expect(nbd.outcome).toBe('nbd-limit');
  },
);
