/** What happened in the store, told to whoever listens (the webhook sender first). */
import type { Metafield } from './model.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface StoreEvent {
  /** As in the toml: `orders/create`. */
  topic: string;
  /** X-Shopify-Event-Id: the same for every subscription of one happening. */
  eventId: string;
  /** Business time, ISO 8601 with milliseconds. */
  triggeredAt: string;
  /** The webhook's body at this moment; call it while the event is being told. */
  buildPayload: () => JsonObject;
  /** The object's metafields, where a subscription may ask for some of them. */
  metafields: () => { ownerId: string; ownerResource: string; values: Metafield[] } | null;
}

export type StoreListener = (event: StoreEvent) => void;
