import type { Composition } from '#app/composition.server.ts';
import type { JobPayload } from '#app/jobs/catalogue.ts';

export async function handler(composition: Composition, payload: JobPayload<'process-inbox'>) {
  const { more } = await composition.services.processInbox(payload);
  return more ? ('more' as const) : ('done' as const);
}
