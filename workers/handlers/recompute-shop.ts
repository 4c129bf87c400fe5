import type { Composition } from '#app/composition.server.ts';
import type { Handler } from '../runtime.ts';

export function recomputeShop({ services }: Composition): Handler<'recompute-shop'> {
  return async ({ shopId }) => {
    await services.recomputeShop({ shopId });
    return 'done';
  };
}
