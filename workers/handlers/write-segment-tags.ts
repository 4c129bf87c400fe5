import type { Composition } from '#app/composition.server.ts';
import type { JobPayload } from '#app/jobs/catalogue.ts';

export async function handler(composition: Composition, payload: JobPayload<'write-segment-tags'>) {
  const result = await composition.services.writeSegmentTags(payload);
  return result?.isDone === false ? 'more' : 'done';
}
