import type { ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import { type AnswerDataRequestDeps, answerDataRequest } from './answer-data-request.ts';
import type { FactsStore } from './ports/facts-store.ts';
import type { InboxStore } from './ports/inbox-store.ts';
import type { PrivacyStore } from './ports/privacy-store.ts';
import type { ShopFinder } from './ports/shop-finder.ts';
import type { ParseWebhook, WebhookEvent } from './ports/webhook-parser.ts';
import { type RedactCustomerDeps, redactCustomer } from './redact-customer.ts';
import { redactShop } from './redact-shop.ts';
import type { Clock, Transact } from './transact.ts';

export interface PrivacyStores {
  facts: FactsStore;
  inbox: InboxStore;
  privacy: PrivacyStore;
  shops: ShopFinder;
}

export interface PerformPrivacyRequestDeps<Stores extends PrivacyStores>
  extends RedactCustomerDeps<Stores> {
  transact: Transact<Stores>;
  clock: Clock;
  parseWebhook: ParseWebhook;
  delivery: AnswerDataRequestDeps['delivery'];
}

export type PrivacyOutcome = 'done' | 'already_done' | 'unknown';

/**
 * Carries out one request of a compliance topic, whose webhook is still in the inbox, and notes
 * what was done. Afterwards its webhook holds nothing any more.
 */
export async function performPrivacyRequest<Stores extends PrivacyStores>(
  deps: PerformPrivacyRequestDeps<Stores>,
  { shopId, requestId }: { shopId: ShopId; requestId: string },
): Promise<PrivacyOutcome> {
  const found = await deps.transact((stores) => readRequest(deps, stores, shopId, requestId));
  if (typeof found === 'string') return found;
  const { shop, event } = found;
  // Sent before it is noted: better twice than never.
  const answered =
    event.type === 'data-requested'
      ? await answerDataRequest(
          { transact: (work) => deps.transact(work), delivery: deps.delivery },
          shop,
          event,
        )
      : null;
  await deps.transact(async (stores) => {
    const result = answered ?? (await redact(deps, stores, { shop, event, requestId }));
    const at = deps.clock.now();
    await stores.inbox.settle(
      shop.domain,
      [{ webhookId: requestId, state: 'done', dropBody: true }],
      at,
    );
    await stores.privacy.finish(shopId, requestId, { at, result });
  });
  return 'done';
}

async function readRequest<Stores extends PrivacyStores>(
  deps: PerformPrivacyRequestDeps<Stores>,
  stores: Stores,
  shopId: ShopId,
  requestId: string,
): Promise<{ shop: Shop; event: WebhookEvent } | PrivacyOutcome> {
  const request = await stores.privacy.find(shopId, requestId);
  const shop = await stores.shops.find(shopId);
  if (!request || !shop) return 'unknown';
  if (request.isDone) return 'already_done';
  const row = await stores.inbox.read(shop.domain, requestId);
  const parsed = row && deps.parseWebhook(row, shop.currency);
  return parsed?.kind === 'event' ? { shop, event: parsed.event } : 'unknown';
}

async function redact<Stores extends PrivacyStores>(
  deps: PerformPrivacyRequestDeps<Stores>,
  stores: Stores,
  { shop, event, requestId }: { shop: Shop; event: WebhookEvent; requestId: string },
): Promise<Record<string, number | string>> {
  if (event.type === 'customer-redacted') {
    return redactCustomer(deps, stores, shop, { ...event, requestId });
  }
  if (event.type === 'shop-redacted') return redactShop(stores, shop);
  return { outcome: 'nothing to do' };
}
