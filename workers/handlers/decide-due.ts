import type { Composition } from '#app/composition.server.ts';
import type { Handler } from '../runtime.ts';

/** Plans what was activated, then decides what is due. */
export const decideDue =
  ({ services }: Composition): Handler<'decide-due'> =>
  async () => {
    const planned = await services.planCampaigns({ shopId: null, maxPages: 50 });
    const decided = await services.decideDue();
    return planned.more || decided.more ? 'more' : 'done';
  };
