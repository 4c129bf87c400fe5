import type { Composition } from '#app/composition.server.ts';
import type { JobPayload } from '#app/jobs/catalogue.ts';

export async function handler({ services }: Composition, payload: JobPayload<'reconcile-shop'>) {
  await services.reconcileShop(payload);
  return 'done' as const;
}
