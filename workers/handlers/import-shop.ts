import type { Composition } from '#app/composition.server.ts';
import type { JobPayload } from '#app/jobs/catalogue.ts';
import { RetryLater } from '#app/jobs/retry-later.ts';

/** Goes on with a shop's import; while Shopify writes its files, the job waits outside a worker. */
export async function handler({ services }: Composition, payload: JobPayload<'import-shop'>) {
  const result = await services.importShop(payload);
  if (result.outcome === 'waiting') {
    throw new RetryLater(result.retryAfterMs, 'Shopify is writing the files');
  }
  return 'done' as const;
}
