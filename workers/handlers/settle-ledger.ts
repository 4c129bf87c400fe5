import type { Composition } from '#app/composition.server.ts';

export async function handler({ services }: Composition) {
  await services.settleLedger();
  return 'done' as const;
}
