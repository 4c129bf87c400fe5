import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createFitsStore } from '#app/adapters/db/fits-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import type { Accuracy } from '#app/domain/clv/accuracy/measures.ts';
import type { AccuracyAlert } from '#app/domain/clv/accuracy-decay.ts';
import {
  type CustomerPredictions,
  DEFAULT_FIT_OPTIONS,
  type FittedStore,
  type Predictor,
  type StoreFit,
} from '#app/domain/clv/store-fit.ts';
import type { Shop } from '#app/domain/shop.ts';

/** 2026-11-27, in days since 1970-01-01. */
export const OBSERVATION_END = 20_784;

/** A fit as the domain makes one: BG/NBD with a spend model, checked on the shop's past. */
export function aStoreFit(overrides: Partial<FittedStore> = {}): FittedStore {
  return {
    outcome: 'converged',
    predictor: 'bg-nbd',
    purchases: {
      model: 'bg-nbd',
      outcome: 'converged',
      parameters: { r: 0.2425945, alpha: 4.4136, a: 0.7929, b: 2.4258 },
      standardErrors: { r: 0.01, alpha: 0.4, a: null, b: 0.7 },
      logCovariance: Array.from({ length: 16 }, (_, at) => at / 100),
      logLikelihood: -9582.429,
    },
    spend: {
      parameters: { p: 6.25, q: 3.74, v: 15.44 },
      standardErrors: { p: 0.5, q: 0.3, v: 1.2 },
      logCovariance: Array.from({ length: 9 }, (_, at) => at / 100),
      logLikelihood: -4058.9,
      isTailBounded: false,
    },
    accuracy: {
      calibrationEnd: OBSERVATION_END - 180,
      holdoutDays: 180,
      customers: 3,
      candidates: [accuracyOf('bg-nbd', 0.8), accuracyOf('cohort-mean', 1)],
      calibration: [],
      churn: [],
      coverage: 0.81,
    },
    total: {
      purchases: { expected: 5, lower: 3, upper: 8 },
      value: { expected: 15_000, lower: 9_000, upper: 24_000 },
    },
    customers: 3,
    options: { ...DEFAULT_FIT_OPTIONS, observationEnd: OBSERVATION_END },
    ...overrides,
  };
}

function accuracyOf(predictor: Predictor, meanAbsoluteError: number) {
  const purchases: Accuracy = {
    predicted: 100,
    actual: 100,
    bias: 0,
    meanAbsoluteError,
    rootMeanSquareError: 2,
    spearman: 0.4,
    gini: 0.6,
    decileError: 0.1,
    topDecileCapture: 0.5,
  };
  return { predictor, purchases, value: null };
}

/** A row for each of so many customers; the figures tell the rows apart. */
export function somePredictions(customers: number, base = 0): CustomerPredictions {
  const column = (factor: number) =>
    Float64Array.from({ length: customers }, (_, row) => base + (row + 1) * factor);
  return {
    customers: Uint32Array.from({ length: customers }, (_, row) => row),
    asOf: new Int32Array(customers).fill(OBSERVATION_END),
    probabilityAlive: column(0.01),
    churnProbability: column(0.02),
    expectedPurchases: column(1),
    lowerPurchases: column(0.5),
    upperPurchases: column(2),
    expectedOrderValue: column(1_000),
    clv: column(900),
    lowerClv: column(400),
    upperClv: column(2_000),
    nextOrder: column(10),
    nextOrderFrom: column(5),
    nextOrderTo: column(20),
  };
}

/**
 * A fit that holds, with a prediction of each CLV for the customers 1, 2, 3 … unless others are
 * named; returns its id.
 */
export async function makeFit(
  pool: Pool,
  made: {
    shop: Pick<Shop, 'shopId'>;
    at: Date;
    fit?: StoreFit;
    alert?: AccuracyAlert;
    clv?: number[];
    customers?: readonly string[];
  },
): Promise<string> {
  const { shop, at, fit = aStoreFit(), alert = null, clv = [] } = made;
  const { customers = clv.map((_, row) => String(row + 1)) } = made;
  const fitId = randomUUID();
  const predictions = somePredictions(clv.length);
  predictions.clv.set(clv);
  await inTransaction(pool, async (client) => {
    const fits = createFitsStore(client);
    await fits.claim(shop.shopId, { fitId, trigger: 'night', observationEnd: '2026-11-27' });
    const customerIds = BigInt64Array.from(customers, BigInt);
    const rows = { fitId, customerIds, predictions, computedAt: at };
    await fits.insertPredictions(shop.shopId, rows);
    await fits.complete(shop.shopId, fitId, { fit, alert, fittedAt: at });
  });
  return fitId;
}
