import type { Composition } from '#app/composition.server.ts';

/** Attempts what is due, then closes codes that ran out. */
export async function handler({ services }: Composition) {
  const { more } = await services.performEffects();
  if (more) return 'more' as const;
  await services.expireCodes();
  return 'done' as const;
}
