/** Who is told what: subscriptions of shopify.app.toml and those made by the Admin API. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { parse } from 'smol-toml';
import { z } from 'zod';
import type { StoreState } from '../state/state.ts';

export interface Subscription {
  /** Null for a subscription of the toml: those are never deleted. */
  id: string | null;
  /** As in the toml: orders/create. */
  topic: string;
  uri: string;
  filter: string | null;
  includeFields: string[];
  metafields: { namespace: string; key: string | null }[];
  name: string | null;
}

const subscriptionSchema = z.object({
  topics: z.array(z.string()).default([]),
  compliance_topics: z.array(z.string()).default([]),
  uri: z.string(),
  filter: z.string().optional(),
  include_fields: z.array(z.string()).default([]),
  metafields: z.array(z.object({ namespace: z.string(), key: z.string() })).default([]),
  metafield_namespaces: z.array(z.string()).default([]),
  name: z.string().optional(),
});

const tomlSchema = z.object({
  access_scopes: z.object({ scopes: z.string() }).optional(),
  webhooks: z
    .object({
      api_version: z.string(),
      subscriptions: z.array(subscriptionSchema).default([]),
    })
    .optional(),
});

export interface AppConfiguration {
  scopes: string[];
  webhookApiVersion: string;
  subscriptions: Subscription[];
}

/** Reads the app's toml; a missing file is an app without scopes or subscriptions. */
export function readAppConfiguration(path: string, appUrl: string): AppConfiguration {
  const document = existsSync(path) ? parse(readFileSync(path, 'utf8')) : {};
  const toml = tomlSchema.parse(document);
  return {
    scopes: splitScopes(toml.access_scopes?.scopes ?? ''),
    webhookApiVersion: toml.webhooks?.api_version ?? '2026-07',
    subscriptions: (toml.webhooks?.subscriptions ?? []).flatMap((entry) =>
      [...entry.topics, ...entry.compliance_topics].map((topic) => ({
        id: null,
        topic,
        uri: new URL(entry.uri, appUrl).href,
        filter: entry.filter ?? null,
        includeFields: entry.include_fields,
        metafields: [
          ...entry.metafields,
          ...entry.metafield_namespaces.map((namespace) => ({ namespace, key: null })),
        ],
        name: entry.name ?? null,
      })),
    ),
  };
}

/** The configuration, read again when the file has changed. */
export function watchAppConfiguration(path: string, appUrl: string): () => AppConfiguration {
  let configuration = readAppConfiguration(path, appUrl);
  let readAt = changedAt(path);
  return () => {
    const changed = changedAt(path);
    if (changed !== readAt) {
      configuration = readAppConfiguration(path, appUrl);
      readAt = changed;
    }
    return configuration;
  };
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function splitScopes(scopes: string): string[] {
  return scopes
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '');
}

/** ORDERS_CREATE → orders/create, by the last word, as Shopify's own enum is made. */
export function topicOfEnum(name: string): string {
  const special = SPECIAL_TOPICS[name];
  if (special) return special;
  const at = name.lastIndexOf('_');
  return `${name.slice(0, at)}/${name.slice(at + 1)}`.toLowerCase();
}

const SPECIAL_TOPICS: Record<string, string> = {
  APP_SCOPES_UPDATE: 'app/scopes_update',
  CUSTOMERS_PURCHASING_SUMMARY: 'customers/purchasing_summary',
  DISCOUNTS_REDEEMCODE_ADDED: 'discounts/redeemcode_added',
  DISCOUNTS_REDEEMCODE_REMOVED: 'discounts/redeemcode_removed',
  ORDERS_PARTIALLY_FULFILLED: 'orders/partially_fulfilled',
  CUSTOMER_TAGS_ADDED: 'customer.tags_added',
  CUSTOMER_TAGS_REMOVED: 'customer.tags_removed',
};

export function subscriptionsFor(
  state: StoreState,
  configuration: AppConfiguration,
  topic: string,
): Subscription[] {
  const own = configuration.subscriptions.filter((each) => each.topic === topic);
  const made: Subscription[] = [];
  for (const record of state.tables.subscriptions.values()) {
    if (topicOfEnum(record.topic) !== topic) continue;
    made.push({
      id: record.id,
      topic,
      uri: record.uri,
      filter: record.filter,
      includeFields: record.includeFields,
      metafields: [
        ...record.metafields,
        ...record.metafieldNamespaces.map((namespace) => ({ namespace, key: null })),
      ],
      name: record.name,
    });
  }
  return [...own, ...made];
}
