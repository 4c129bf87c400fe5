import type { Composition } from '#app/composition.server.ts';
import type { JobPayload } from '#app/jobs/catalogue.ts';

export async function handler(composition: Composition, payload: JobPayload<'refresh-cutoffs'>) {
  await composition.services.refreshDayOf(payload);
  return 'done' as const;
}
