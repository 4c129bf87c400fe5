import type { Composition } from '#app/composition.server.ts';
import type { JobPayload } from '#app/jobs/catalogue.ts';
import { RetryLater } from '#app/jobs/retry-later.ts';

/** Goes on with a shop's import; while Shopify writes its files, the job waits outside a worker. */
export async function handler(composition: Composition, { shopId }: JobPayload<'import-shop'>) {
  const outcome = await composition.services.importShop({ shopId });
  if (outcome.outcome === 'waiting') throw new RetryLater(outcome.retryAfterMs);
  return 'done' as const;
}
