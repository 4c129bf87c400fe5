/** Bulk operations, webhook subscriptions and segments: what the app itself made. */
import { gid } from '../../gid.ts';
import type {
  BulkOperationRecord,
  SegmentRecord,
  WebhookSubscriptionRecord,
} from '../../records.ts';
import { type Fields, typed } from '../graph.ts';
import type { Listing } from '../listing.ts';
import { ADMIN_API_VERSION } from '../schema.ts';
import { second } from '../values.ts';

export const bulkOperationListing: Listing<BulkOperationRecord> = {
  table: ({ state }) => state.tables.bulkOperations,
  sortKeys: {
    CREATED_AT: (operation) => second(operation.createdAt),
    COMPLETED_AT: (operation) => second(operation.completedAt),
  },
  searchFields: {
    id: { kind: 'id', values: ({ id }) => [id] },
    status: { kind: 'text', values: ({ status }) => [status] },
    operation_type: { kind: 'text', values: () => ['query'] },
    created_at: { kind: 'date', values: ({ createdAt }) => [createdAt] },
  },
  bareText: () => [],
  cache: new WeakMap(),
};

export const bulkOperationFields: Fields<BulkOperationRecord> = {
  id: ({ id }) => gid('BulkOperation', id),
  status: ({ status }) => status,
  type: () => 'QUERY',
  errorCode: ({ errorCode }) => errorCode,
  query: ({ query }) => query,
  objectCount: ({ objectCount }) => String(objectCount),
  rootObjectCount: ({ rootObjectCount }) => String(rootObjectCount),
  fileSize: ({ fileSize }) => (fileSize === null ? null : String(fileSize)),
  // Its port may have changed since the file was written.
  url: ({ url }, _args, { context }) => (url === null ? null : `${context.origin}${url}`),
  partialDataUrl: () => null,
  createdAt: ({ createdAt }) => createdAt,
  completedAt: ({ completedAt }) => completedAt,
};

export const webhookSubscriptionListing: Listing<WebhookSubscriptionRecord> = {
  table: ({ state }) => state.tables.subscriptions,
  sortKeys: { CREATED_AT: (subscription) => second(subscription.createdAt) },
  searchFields: {
    id: { kind: 'id', values: ({ id }) => [id] },
    created_at: { kind: 'date', values: ({ createdAt }) => [createdAt] },
    updated_at: { kind: 'date', values: ({ updatedAt }) => [updatedAt] },
    topic: { kind: 'text', values: ({ topic }) => [topic] },
  },
  bareText: ({ topic, uri }) => [topic, uri],
  cache: new WeakMap(),
};

export const webhookSubscriptionFields: Fields<WebhookSubscriptionRecord> = {
  id: ({ id }) => gid('WebhookSubscription', id),
  legacyResourceId: ({ id }) => id,
  topic: ({ topic }) => topic,
  uri: ({ uri }) => uri,
  callbackUrl: ({ uri }) => uri,
  endpoint: ({ uri }) => typed('WebhookHttpEndpoint', { callbackUrl: uri }),
  filter: ({ filter }) => filter,
  format: ({ format }) => format,
  name: ({ name }) => name,
  includeFields: ({ includeFields }) => includeFields,
  metafieldNamespaces: ({ metafieldNamespaces }) => metafieldNamespaces,
  metafields: ({ metafields }) => metafields,
  apiVersion: () => ({
    handle: ADMIN_API_VERSION,
    displayName: ADMIN_API_VERSION,
    supported: true,
  }),
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
};

export const segmentListing: Listing<SegmentRecord> = {
  table: ({ state }) => state.tables.segments,
  sortKeys: {
    CREATION_DATE: (segment) => second(segment.createdAt),
    LAST_EDIT_DATE: (segment) => second(segment.updatedAt),
  },
  searchFields: {
    id: { kind: 'id', values: ({ id }) => [id] },
    name: { kind: 'text', values: ({ name }) => [name] },
  },
  bareText: ({ name }) => [name],
  cache: new WeakMap(),
};

export const segmentFields: Fields<SegmentRecord> = {
  id: ({ id }) => gid('Segment', id),
  name: ({ name }) => name,
  query: ({ query }) => query,
  creationDate: ({ createdAt }) => createdAt,
  lastEditDate: ({ updatedAt }) => updatedAt,
};
