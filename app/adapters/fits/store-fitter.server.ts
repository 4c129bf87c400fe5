import { Worker } from 'node:worker_threads';
import type { FitAnswer, StoreFitter } from '#app/services/ports/store-fitter.ts';
import { buffersOf } from './transfer.ts';

const THREAD = new URL('./fit-thread.ts', import.meta.url);

/** Fits in a thread of its own, so that the process goes on with its other jobs. */
export function createStoreFitter(): StoreFitter {
  return {
    fitAndScore: (request) =>
      new Promise<FitAnswer>((resolve, reject) => {
        const thread = new Worker(THREAD, {
          workerData: request,
          transferList: request.orders.flatMap(buffersOf),
        });
        thread.once('message', resolve);
        thread.once('error', reject);
        thread.once('exit', (code) =>
          reject(new Error(`The fit's thread ended with code ${code}`)),
        );
      }),
  };
}
