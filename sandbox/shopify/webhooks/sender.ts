/**
 * Sends what happens in the store to the app as Shopify does: signed over the raw body, retried on
 * Shopify's schedule, at least once and in no promised order. Deliveries wait in the store's own
 * table, so those pending survive a restart.
 */
import { createHmac, randomUUID } from 'node:crypto';
import type { JsonObject, StoreEvent } from '../events.ts';
import { gid } from '../gid.ts';
import { metafieldId } from '../metafields.ts';
import type { DeliveryRecord } from '../records.ts';
import type { StoreState } from '../state/state.ts';
import { DeliveryQueue } from './delivery-queue.ts';
import { passesFilter } from './filter.ts';
import { DEFAULT_KNOBS, type WebhookKnobs } from './knobs.ts';
import { restId } from './parts.ts';
import { type AppConfiguration, type Subscription, subscriptionsFor } from './subscriptions.ts';

export interface WebhookStats {
  /** Attempts made. */
  sent: number;
  ok: number;
  failed: number;
  /** Never sent, by the drop knob, or given up after the last retry. */
  dropped: number;
  pending: number;
}

/** The outcome of one attempt, newest first in `recent`. */
export interface DeliveryReport {
  webhookId: string;
  topic: string;
  attempt: number;
  /** Null when no answer came. */
  status: number | null;
  error: string | null;
  at: string;
}

export interface WebhookSender {
  readonly knobs: WebhookKnobs;
  setKnobs(change: Partial<WebhookKnobs>): void;
  stats(): WebhookStats;
  recent(): DeliveryReport[];
  /** Sends at once what waits for a retry or a delay. */
  hurry(): void;
  /** Resolves when nothing is pending. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface SenderOptions {
  state: StoreState;
  configuration: () => AppConfiguration;
  apiSecret: string;
  knobs: Partial<WebhookKnobs>;
  warn: (message: string) => void;
  random?: () => number;
}

export function createWebhookSender(options: SenderOptions): WebhookSender {
  const { state } = options;
  const random = options.random ?? Math.random;
  const knobs: WebhookKnobs = { ...DEFAULT_KNOBS, ...options.knobs };
  const queue = new DeliveryQueue({
    state,
    knobs,
    random,
    headersOf: (delivery) => headersOf(options, delivery),
    warn: options.warn,
  });
  const stop = state.on((event) => {
    for (const delivery of deliveriesOf(options, event)) {
      if (random() < knobs.dropRate) queue.countDropped();
      else {
        queue.add(delivery);
        if (random() < knobs.duplicateRate) queue.add({ ...delivery, id: `${delivery.id}+copy` });
      }
    }
  });
  return {
    knobs,
    setKnobs(change) {
      Object.assign(knobs, change);
      queue.wake();
    },
    stats: () => queue.stats(),
    recent: () => queue.recent(),
    hurry: () => queue.hurry(),
    flush: () => queue.flush(),
    async close() {
      stop();
      await queue.close();
    },
  };
}

function deliveriesOf(options: SenderOptions, event: StoreEvent): DeliveryRecord[] {
  const { state } = options;
  const told = subscriptionsFor(state, options.configuration(), event.topic);
  if (told.length === 0 || !mayTell(state, event.topic)) return [];
  const payload = event.buildPayload();
  return told
    .filter((subscription) => passesFilter(payload, subscription.filter))
    .map((subscription) => ({
      id: randomUUID(),
      eventId: event.eventId,
      topic: event.topic,
      uri: subscription.uri,
      subscriptionId: subscription.id,
      name: subscription.name,
      body: JSON.stringify(bodyFor(subscription, event, payload)),
      triggeredAt: event.triggeredAt,
      attempts: 0,
      dueAt: Date.now(),
    }));
}

/** An app that is not installed hears its uninstallation and the compliance topics only. */
function mayTell(state: StoreState, topic: string): boolean {
  const always = ['app/uninstalled', 'shop/redact', 'customers/redact', 'customers/data_request'];
  return state.meta.installed || always.includes(topic);
}

function bodyFor(subscription: Subscription, event: StoreEvent, payload: JsonObject): JsonObject {
  const body = withMetafields(subscription, event, payload);
  return subscription.includeFields.length === 0
    ? body
    : pickFields(body, subscription.includeFields);
}

function withMetafields(
  subscription: Subscription,
  event: StoreEvent,
  payload: JsonObject,
): JsonObject {
  const owner = subscription.metafields.length > 0 ? event.metafields() : null;
  if (!owner) return payload;
  const wanted = owner.values.filter((field) =>
    subscription.metafields.some(
      ({ namespace, key }) => namespace === field.namespace && (key === null || key === field.key),
    ),
  );
  return {
    ...payload,
    metafields: wanted.map((field) => {
      const id = metafieldId(gid('Customer', owner.ownerId), field.namespace, field.key);
      return {
        id: restId(id),
        namespace: field.namespace,
        key: field.key,
        value: field.value,
        description: null,
        owner_id: restId(owner.ownerId),
        owner_resource: owner.ownerResource,
        type: field.type,
        created_at: field.updatedAt,
        updated_at: field.updatedAt,
        admin_graphql_api_id: gid('Metafield', id),
      };
    }),
  };
}

/** `include_fields` keeps top-level names and dotted paths (`customer.id`, `line_items.price`). */
export function pickFields(body: JsonObject, fields: string[]): JsonObject {
  const picked: JsonObject = {};
  for (const key of new Set(fields.map((field) => field.split('.')[0] ?? field))) {
    const value = body[key];
    if (value === undefined) continue;
    if (fields.includes(key)) {
      picked[key] = value;
      continue;
    }
    const inner = fields
      .filter((field) => field.startsWith(`${key}.`))
      .map((field) => field.slice(key.length + 1));
    picked[key] = pickInside(value, inner);
  }
  return picked;
}

function pickInside(value: JsonObject[string], fields: string[]): JsonObject[string] {
  if (Array.isArray(value)) return value.map((each) => pickInside(each, fields));
  if (typeof value !== 'object' || value === null) return value;
  return pickFields(value, fields);
}

function headersOf(options: SenderOptions, delivery: DeliveryRecord): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: '*/*',
    'user-agent': 'Shopify-Captain-Hook',
    'x-shopify-topic': delivery.topic,
    'x-shopify-shop-domain': options.state.shop.domain,
    'x-shopify-api-version': options.configuration().webhookApiVersion,
    'x-shopify-hmac-sha256': createHmac('sha256', options.apiSecret)
      .update(delivery.body, 'utf8')
      .digest('base64'),
    'x-shopify-webhook-id': delivery.id.replace(/\+copy$/, ''),
    'x-shopify-event-id': delivery.eventId,
    'x-shopify-triggered-at': delivery.triggeredAt,
    ...(delivery.name === null ? {} : { 'x-shopify-name': delivery.name }),
  };
}
