import type { Composition } from '#app/composition.server.ts';

const PAGES_PER_RUN = 50;

/**
 * Plans what was activated, then decides what is due; its effects are asked for at once. A campaign
 * that cannot be planned does not keep others from being decided.
 */
export async function handler({ services, queue }: Composition) {
  let hasMore = false;
  try {
    const planned = await services.planCampaigns({ shopId: null, maxPages: PAGES_PER_RUN });
    hasMore = planned.more;
  } finally {
    const { decided, more } = await services.decideDue();
    if (decided > 0) await queue.enqueue('perform-effects', {}, { deduplicationId: 'effects' });
    hasMore ||= more;
  }
  return hasMore ? ('more' as const) : ('done' as const);
}
