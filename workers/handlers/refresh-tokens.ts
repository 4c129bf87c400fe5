import type { Composition } from '#app/composition.server.ts';

export async function handler({ services }: Composition) {
  await services.refreshTokens();
  return 'done' as const;
}
