import type { Composition } from '#app/composition.server.ts';
import type { JobPayload } from '#app/jobs/catalogue.ts';

/** Enters the shop's new day, and sees once a day that its ledger adds up. */
export async function handler(composition: Composition, payload: JobPayload<'refresh-cutoffs'>) {
  await composition.services.refreshDayOf(payload);
  const differences = await composition.services.checkLedger(payload.shopId);
  if (differences.length > 0) {
    const detail = { shopId: payload.shopId, differences };
    composition.log.error(detail, 'stored points differ from the ledger');
  }
  return 'done' as const;
}
