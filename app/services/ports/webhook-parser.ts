import type { FactChange } from '#app/domain/facts.ts';
import type { CustomerId, OrderId, ShopId } from '#app/domain/ids.ts';

/** The person that a compliance request names. */
export interface NamedPerson {
  customerId: CustomerId | null;
  email: string | null;
  phone: string | null;
}

/** Fields that shop/update carries and we keep. */
export interface ShopProfile {
  name: string;
  email: string;
  currency: string;
  /** IANA zone; null where the webhook does not say it. */
  timezone: string | null;
  countryCode: string;
}

/** A webhook that asks for something to be done, beyond facts. */
export type WebhookEvent =
  /** The webhook carries only a part: the order must be read again. */
  | { type: 'order-edited'; orderId: OrderId }
  | { type: 'app-uninstalled' }
  | { type: 'scopes-updated'; scopes: string[] }
  | { type: 'shop-updated'; profile: ShopProfile }
  | { type: 'bulk-operation-finished'; operationGid: string; status: string }
  | { type: 'data-requested'; requestId: string; person: NamedPerson; orderIds: OrderId[] }
  | { type: 'customer-redacted'; person: NamedPerson; orderIds: OrderId[] }
  | { type: 'shop-redacted' };

export type ParsedWebhook =
  | { kind: 'changes'; changes: FactChange[] }
  | {
      kind: 'event';
      event: WebhookEvent;
      /** The shop that the body itself names; it must be the delivery's. */
      namedShopId?: ShopId | null;
    }
  /** Says nothing that concerns us, such as a merge that failed. */
  | { kind: 'nothing' }
  /** Will never be readable; kept and shown with the reason. */
  | { kind: 'rejected'; reason: string };

export interface WebhookDelivery {
  topic: string;
  body: Uint8Array;
  /** X-Shopify-Triggered-At, ISO; null where the header was absent. */
  triggeredAt: string | null;
  /** When it happened as well as we know it: triggered, else received. */
  occurredAt: string;
}

/** Reads a delivery's bytes; never throws for what is in them. */
export type ParseWebhook = (delivery: WebhookDelivery, currency: string) => ParsedWebhook;
