import type { Composition } from '#app/composition.server.ts';
import type { JobPayload } from '#app/jobs/catalogue.ts';

/** Fits a shop that is due; one that another worker is at is left to it. */
export async function handler(composition: Composition, payload: JobPayload<'fit-clv'>) {
  const { outcome } = await composition.services.fitShop(payload);
  composition.log.info({ shopId: payload.shopId, outcome }, 'purchase models');
  return 'done' as const;
}
