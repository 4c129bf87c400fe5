import type { Composition } from '#app/composition.server.ts';

const PAGES_PER_RUN = 50;

/** Plans what was activated, then decides what is due; its effects are asked for at once. */
export async function handler({ services, queue }: Composition) {
  const planned = await services.planCampaigns({ shopId: null, maxPages: PAGES_PER_RUN });
  const { decided, more } = await services.decideDue();
  if (decided > 0) await queue.enqueue('perform-effects', {}, { deduplicationId: 'effects' });
  return planned.more || more ? ('more' as const) : ('done' as const);
}
