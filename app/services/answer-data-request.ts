import type { Shop } from '#app/domain/shop.ts';
import type { PrivacyStore } from './ports/privacy-store.ts';
import type { WebhookEvent } from './ports/webhook-parser.ts';
import type { Transact } from './transact.ts';

/** Brings what is known of a person to the shop's owner, who answers the person. */
export interface DataRequestDelivery {
  /** Throws OutsideError where it was not taken and may be tried again. */
  deliver(shop: Shop, answer: { requestId: string; json: string }): Promise<void>;
}

export interface AnswerDataRequestDeps {
  transact: Transact<{ privacy: PrivacyStore }>;
  delivery: DataRequestDelivery;
}

/**
 * Answers customers/data_request: all that is kept about the person, as JSON, to the shop owner's
 * e-mail address. At least once: a crash between handing over and noting it sends it again.
 */
export async function answerDataRequest(
  deps: AnswerDataRequestDeps,
  shop: Shop,
  request: Extract<WebhookEvent, { type: 'data-requested' }>,
): Promise<Record<string, number>> {
  const { requestId, person, orderIds } = request;
  const data = await deps.transact((stores) =>
    stores.privacy.collect(shop.shopId, { person, orderIds }),
  );
  const json = JSON.stringify({ shop: shop.domain, requestId, data }, null, 2);
  await deps.delivery.deliver(shop, { requestId, json });
  return Object.fromEntries(Object.entries(data).map(([table, rows]) => [table, rows.length]));
}
