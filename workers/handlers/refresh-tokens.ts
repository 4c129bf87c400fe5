import type { Composition } from '#app/composition.server.ts';

export async function handler(composition: Composition) {
  await composition.services.refreshTokens({ now: new Date() });
  return 'done' as const;
}
