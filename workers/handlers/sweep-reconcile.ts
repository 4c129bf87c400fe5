import type { Composition } from '#app/composition.server.ts';

export async function handler({ services }: Composition) {
  await services.sweepReconcile();
  return 'done' as const;
}
