import type { Composition } from '#app/composition.server.ts';

export async function handler({ services }: Composition) {
  await services.sweepDays();
  return 'done' as const;
}
