import { randomUUID } from 'node:crypto';
import type { Stores } from './composition-stores.server.ts';
import { fitShop } from './services/fit-shop.ts';
import type { StoreFitter } from './services/ports/store-fitter.ts';
import { sweepFits } from './services/sweep-fits.ts';
import type { Clock, Transact } from './services/transact.ts';

export interface FitParts {
  transact: Transact<Stores>;
  clock: Clock;
  fitter: StoreFitter;
}

/** The purchase models: when they are fitted, and the fit itself. */
export function createFitServices(
  { transact, clock, fitter }: FitParts,
  { startFit }: { startFit(shopId: string): Promise<void> },
) {
  const base = { transact, clock };
  return {
    askFit: async (shopId: string, by: 'import' | 'asked') => {
      await transact(({ shops }) => shops.askFit(shopId, by, clock.now()));
      await startFit(shopId);
    },
    fitShop: (input: { shopId: string }) => fitShop({ ...base, fitter, newId: randomUUID }, input),
    sweepFits: () => sweepFits({ ...base, startFit }),
  };
}
