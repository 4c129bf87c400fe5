import { dueFit } from '#app/domain/clv/fit-schedule.ts';
import type { FitsStore } from './ports/fits-store.ts';
import type { Clock, Transact } from './transact.ts';

export interface SweepFitsDeps {
  transact: Transact<{ fits: Pick<FitsStore, 'listStandings'> }>;
  clock: Clock;
  startFit(shopId: string): Promise<void>;
}

/** Starts a fit for every shop that is due for one, also where its job was lost. */
export async function sweepFits(deps: SweepFitsDeps): Promise<{ started: number }> {
  const standings = await deps.transact(({ fits }) => fits.listStandings());
  const now = deps.clock.now();
  const due = standings.filter((standing) => dueFit(standing, now) !== null);
  for (const { shopId } of due) await deps.startFit(shopId);
  return { started: due.length };
}
