import { z } from 'zod';
import { gid } from '../../gid.ts';
import type { WebhookSubscriptionRecord } from '../../records.ts';
import type { StoreState } from '../../state/state.ts';
import { type Fields, idArgument } from '../graph.ts';
import { userError } from './user-errors.ts';

const inputSchema = z.strictObject({
  uri: z.string().nullish(),
  callbackUrl: z.string().nullish(),
  filter: z.string().nullish(),
  format: z.enum(['JSON', 'XML']).nullish(),
  includeFields: z.array(z.string()).nullish(),
  metafieldNamespaces: z.array(z.string()).nullish(),
  metafields: z.array(z.strictObject({ namespace: z.string(), key: z.string() })).nullish(),
  name: z.string().nullish(),
});

type Input = z.infer<typeof inputSchema>;

const ADDRESS = ['webhookSubscription', 'callbackUrl'];
const UNKNOWN = userError(['id'], 'Webhook subscription does not exist', null);

export const webhookMutations: Fields<unknown> = {
  webhookSubscriptionCreate: (_root, args, { state, context }) => {
    const input = inputSchema.parse(args.webhookSubscription);
    const errors = refuseInput(state, input, context.options.appUrl, String(args.topic), null);
    if (errors.length > 0) return { webhookSubscription: null, userErrors: errors };
    const now = state.timestamp();
    const subscription: WebhookSubscriptionRecord = {
      id: state.nextId(),
      topic: String(args.topic),
      uri: '',
      filter: null,
      includeFields: [],
      metafieldNamespaces: [],
      metafields: [],
      name: null,
      format: 'JSON',
      consecutiveFailures: 0,
      createdAt: now,
      updatedAt: now,
    };
    state.tables.subscriptions.put(applyInput(subscription, input));
    return { webhookSubscription: subscription, userErrors: [] };
  },
  webhookSubscriptionUpdate: (_root, args, { state, context }) => {
    const id = idArgument(args, 'id', 'WebhookSubscription');
    const subscription = state.tables.subscriptions.get(id);
    if (!subscription) return { webhookSubscription: null, userErrors: [UNKNOWN] };
    const input = inputSchema.parse(args.webhookSubscription);
    const uri = input.uri ?? input.callbackUrl ?? subscription.uri;
    const { appUrl } = context.options;
    const errors = refuseInput(state, { ...input, uri }, appUrl, subscription.topic, id);
    if (errors.length > 0) return { webhookSubscription: null, userErrors: errors };
    subscription.updatedAt = state.timestamp();
    state.tables.subscriptions.put(applyInput(subscription, input));
    return { webhookSubscription: subscription, userErrors: [] };
  },
  webhookSubscriptionDelete: (_root, args, { state }) => {
    const id = idArgument(args, 'id', 'WebhookSubscription');
    if (!state.tables.subscriptions.get(id)) {
      return { deletedWebhookSubscriptionId: null, userErrors: [UNKNOWN] };
    }
    state.tables.subscriptions.remove(id);
    return { deletedWebhookSubscriptionId: gid('WebhookSubscription', id), userErrors: [] };
  },
};

function applyInput(subscription: WebhookSubscriptionRecord, input: Input) {
  subscription.uri = input.uri ?? input.callbackUrl ?? subscription.uri;
  if (input.filter !== undefined) subscription.filter = input.filter;
  if (input.format) subscription.format = input.format;
  if (input.includeFields) subscription.includeFields = input.includeFields;
  if (input.metafieldNamespaces) subscription.metafieldNamespaces = input.metafieldNamespaces;
  if (input.metafields) subscription.metafields = input.metafields;
  if (input.name !== undefined) subscription.name = input.name;
  return subscription;
}

function refuseInput(
  state: StoreState,
  input: Input,
  appUrl: string,
  topic: string,
  ownId: string | null,
) {
  const address = input.uri ?? input.callbackUrl ?? '';
  if (address.trim() === '') return [userError(ADDRESS, "Address can't be blank", null)];
  const refusal = refuseAddress(address, appUrl);
  if (refusal) return [userError(ADDRESS, refusal, null)];
  if (input.filter && !input.filter.includes(':')) {
    const message =
      'The specified filter is invalid, please ensure you specify the field(s) you wish to filter on.';
    return [userError(['webhookSubscription'], message, null)];
  }
  const taken = [...state.tables.subscriptions.values()].some(
    (each) => each.id !== ownId && each.topic === topic && each.uri === address,
  );
  return taken ? [userError(ADDRESS, 'Address for this topic has already been taken', null)] : [];
}

/** The app of the local Shopify itself listens on plain http: its own address is let through. */
function refuseAddress(address: string, appUrl: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase();
  if (!scheme || !URL.canParse(address)) return 'Address is invalid';
  if (address.startsWith(`${appUrl}/`)) return null;
  if (scheme !== 'https') return `Address protocol ${scheme}:// is not supported`;
  const { hostname } = new URL(address);
  const internal = hostname === 'localhost' || /^(127|10|192\.168)\./.test(hostname);
  return internal || /(^|\.)(my)?shopify\.com$/.test(hostname)
    ? 'Address cannot be a Shopify or an internal domain'
    : null;
}
