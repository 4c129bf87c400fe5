import type { Composition } from '#app/composition.server.ts';
import { RetryLater } from '#app/jobs/retry-later.ts';
import type { Handler } from '../runtime.ts';

/** Goes on with a shop's import; while Shopify writes its files, the job waits outside a worker. */
export function importShop({ services }: Composition): Handler<'import-shop'> {
  return async ({ shopId }) => {
    const result = await services.importShop({ shopId });
    if (result.outcome === 'waiting') {
      throw new RetryLater(result.retryAfterMs, 'Shopify is writing the files');
    }
    return 'done';
  };
}
