import type { Composition } from '#app/composition.server.ts';
import type { Handler } from '../runtime.ts';

export function reconcileShop({ services }: Composition): Handler<'reconcile-shop'> {
  return async ({ shopId }) => {
    await services.reconcileShop({ shopId });
    return 'done';
  };
}
