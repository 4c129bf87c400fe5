import type { Composition } from '#app/composition.server.ts';

export async function handler(composition: Composition) {
  await composition.services.sweepFits();
  return 'done' as const;
}
