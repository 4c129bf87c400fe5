import type { Composition } from '#app/composition.server.ts';

export async function handler(composition: Composition) {
  await composition.services.sweepDays();
  return 'done' as const;
}
