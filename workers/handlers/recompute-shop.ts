import type { Composition } from '#app/composition.server.ts';
import type { JobPayload } from '#app/jobs/catalogue.ts';

export async function handler(composition: Composition, payload: JobPayload<'recompute-shop'>) {
  await composition.services.recomputeAsked(payload);
  return 'done' as const;
}
