import type { Shop } from '#app/domain/shop.ts';
import { nothingTouched } from '#app/domain/touched.ts';
import type { ApplyHooks } from './apply-changes.ts';
import type { FactsStore } from './ports/facts-store.ts';
import type { PrivacyStore } from './ports/privacy-store.ts';
import type { WebhookEvent } from './ports/webhook-parser.ts';
import type { Clock } from './transact.ts';

export interface RedactCustomerDeps<Stores> {
  clock: Clock;
  hooks: Pick<ApplyHooks<Stores>, 'recomputeCustomers' | 'planOccasions'>;
}

/**
 * Erases a person (customers/redact), inside the transaction that notes it as done: who he was goes
 * from facts, versions, webhooks, checkouts, messages and membership; what he spent stays in the
 * sums. Later facts do not bring him back.
 */
export async function redactCustomer<Stores extends { facts: FactsStore; privacy: PrivacyStore }>(
  deps: RedactCustomerDeps<Stores>,
  stores: Stores,
  shop: Shop,
  request: Extract<WebhookEvent, { type: 'customer-redacted' }> & { requestId: string },
): Promise<Record<string, number>> {
  await stores.facts.lock(shop.shopId);
  const now = deps.clock.now();
  const { counts, customerIds, orderIds } = await stores.privacy.redactCustomer(shop, {
    person: request.person,
    orderIds: request.orderIds,
    at: now,
    keepWebhookId: request.requestId,
  });
  const context = { now, cause: 'redaction' };
  await deps.hooks.recomputeCustomers(stores, shop, customerIds, context);
  const touched = { ...nothingTouched, customerIds, orderIds };
  await deps.hooks.planOccasions(stores, shop, touched, context);
  return counts;
}
