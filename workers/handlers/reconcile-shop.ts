import type { Composition } from '#app/composition.server.ts';
import type { JobPayload } from '#app/jobs/catalogue.ts';

export async function handler(composition: Composition, { shopId }: JobPayload<'reconcile-shop'>) {
  await composition.services.reconcileShop({ shopId });
  return 'done' as const;
}
