import type { Composition } from '#app/composition.server.ts';
import type { Handler } from '../runtime.ts';

export function refreshCutoffs({ services }: Composition): Handler<'refresh-cutoffs'> {
  return async ({ shopId }) => {
    await services.enterDay({ shopId });
    return 'done';
  };
}
