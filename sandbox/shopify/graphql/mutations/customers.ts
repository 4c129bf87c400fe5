import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { gid, idOf } from '../../gid.ts';
import type { Consent, Customer } from '../../model.ts';
import { setConsent, upsertCustomer } from '../../verbs/customers.ts';
import { badRequest, type Fields, type Graph } from '../graph.ts';
import { second } from '../values.ts';
import { setMetafields } from './metafields.ts';
import { type UserError, userError } from './user-errors.ts';

const consentSchema = z.strictObject({
  marketingState: z.enum([
    'NOT_SUBSCRIBED',
    'PENDING',
    'SUBSCRIBED',
    'UNSUBSCRIBED',
    'REDACTED',
    'INVALID',
  ]),
  marketingOptInLevel: z.enum(['SINGLE_OPT_IN', 'CONFIRMED_OPT_IN', 'UNKNOWN']).nullish(),
  consentUpdatedAt: z.string().nullish(),
});

type ConsentInput = z.infer<typeof consentSchema>;

const consentUpdateSchema = z.strictObject({
  customerId: z.string(),
  emailMarketingConsent: consentSchema.optional(),
  smsMarketingConsent: consentSchema.optional(),
});

const customerInputSchema = z.strictObject({
  id: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  locale: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  metafields: z
    .array(
      z.strictObject({
        namespace: z.string().nullish(),
        key: z.string(),
        type: z.string().nullish(),
        value: z.string(),
      }),
    )
    .nullish(),
});

const SETTABLE = ['SUBSCRIBED', 'UNSUBSCRIBED', 'PENDING'];

export const customerMutations: Fields<unknown> = {
  customerEmailMarketingConsentUpdate: (_root, args, graph) => updateConsent(graph, args, 'email'),
  customerSmsMarketingConsentUpdate: (_root, args, graph) => updateConsent(graph, args, 'sms'),
  customerUpdate: (_root, args, graph) => {
    const input = customerInputSchema.parse(args.input);
    const customer = graph.state.tables.customers.get(idOf('Customer', input.id ?? ''));
    if (!customer) {
      const missing = input.id == null;
      const message = missing ? 'Customer id is required' : 'Customer does not exist';
      return refusal([userError(['id'], message, null)]);
    }
    const { id, metafields, tags, locale, ...names } = input;
    const result = upsertCustomer(graph.state, {
      id: customer.id,
      ...names,
      ...(tags ? { tags: [...new Set(tags.map((tag) => tag.trim()))] } : {}),
      ...(locale ? { locale } : {}),
    });
    if (!result.ok) return refusal([userError(['email'], result.message, null)]);
    const errors = setMetafields(
      graph,
      (metafields ?? []).map((field) => ({ ...field, ownerId: gid('Customer', customer.id) })),
    ).userErrors;
    return { customer, userErrors: errors };
  },
};

function refusal(userErrors: UserError[]) {
  return { customer: null, userErrors };
}

function updateConsent(graph: Graph, args: Record<string, unknown>, channel: 'email' | 'sms') {
  const input = consentUpdateSchema.parse(args.input);
  const name = channel === 'email' ? 'emailMarketingConsent' : 'smsMarketingConsent';
  const consent = input[name];
  if (!consent) throw badRequest(`${name} is required`);
  if (!SETTABLE.includes(consent.marketingState)) {
    throw new GraphQLError(`Cannot specify ${consent.marketingState} as a marketing state input`, {
      extensions: { code: 'INVALID' },
    });
  }
  const customer = graph.state.tables.customers.get(idOf('Customer', input.customerId));
  if (!customer) return refusal([userError(['input', 'customerId'], 'Customer not found')]);
  const error = refuseConsent(graph, name, consent);
  if (error) return { customer, userErrors: [error] };
  return applyConsent(graph, customer, channel, consent);
}

function refuseConsent(graph: Graph, name: string, consent: ConsentInput): UserError | null {
  const field = ['input', name];
  const level = consent.marketingOptInLevel;
  if (level == null) {
    const message = 'Marketing opt in level must exist';
    return userError([...field, 'marketingOptInLevel'], message, 'MISSING_ARGUMENT');
  }
  if (consent.marketingState === 'PENDING' && level !== 'CONFIRMED_OPT_IN') {
    const message = 'Marketing opt in level must be confirmed opt-in for pending consent state';
    return userError([...field, 'marketingOptInLevel'], message);
  }
  const at = consent.consentUpdatedAt;
  if (at != null && Date.parse(at) > graph.state.clock.now().getTime()) {
    const message = 'Consent updated at must not be in the future';
    return userError([...field, 'consentUpdatedAt'], message);
  }
  return null;
}

function applyConsent(
  graph: Graph,
  customer: Customer,
  channel: 'email' | 'sms',
  consent: ConsentInput,
) {
  const optInLevel: Consent['optInLevel'] = consent.marketingOptInLevel ?? 'SINGLE_OPT_IN';
  const result = setConsent(graph.state, customer.id, {
    channel,
    state: consent.marketingState,
    optInLevel,
    ...(consent.consentUpdatedAt ? { updatedAt: second(consent.consentUpdatedAt) } : {}),
  });
  if (result.ok) return { customer, userErrors: [] };
  const field = ['input', channel === 'email' ? 'emailMarketingConsent' : 'smsMarketingConsent'];
  return refusal([userError(field, `${result.message}.`)]);
}
