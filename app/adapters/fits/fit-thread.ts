import { parentPort, workerData } from 'node:worker_threads';
import { fitStore } from '#app/domain/clv/fit-store.ts';
import { buildPurchaseLog } from '#app/domain/clv/purchase-log.ts';
import { scoreStore } from '#app/domain/clv/score-store.ts';
import type { FitAnswer, FitRequest } from '#app/services/ports/store-fitter.ts';
import { buffersOf } from './transfer.ts';

/** The thread's whole work: what it is given by `createStoreFitter`, and the answer to it. */
function fitAndScore({ orders, customers, options }: FitRequest): FitAnswer {
  const log = buildPurchaseLog(orders, customers);
  const fit = fitStore(log, options);
  return { fit, predictions: fit.outcome === 'too-little-data' ? null : scoreStore(fit, log) };
}

const fitted = fitAndScore(workerData);
parentPort?.postMessage(fitted, buffersOf(fitted.predictions ?? {}));
