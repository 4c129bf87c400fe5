import { customerName } from '../admin-frame/format.ts';
import type { PageRequest } from '../admin-frame/page.ts';
import type { LocalShopifyContext } from '../context.ts';
import type { Customer, MarketingState } from '../model.ts';
import { readCustomer } from './fields.ts';
import type { Outcome } from './notice.ts';

const states: MarketingState[] = ['SUBSCRIBED', 'UNSUBSCRIBED', 'PENDING', 'NOT_SUBSCRIBED'];

type Result = { ok: true; customer: Customer } | { ok: false; message: string };

function say(result: Result, sentence: string): Outcome {
  return result.ok ? { ok: true, message: sentence } : result;
}

function setConsent(context: LocalShopifyContext, customer: Customer, form: URLSearchParams) {
  const state = states.find((each) => each === form.get('state'));
  const channel = form.get('channel') === 'sms' ? 'sms' : 'email';
  if (!state) return { ok: false, message: `No consent is called “${form.get('state')}”` };
  const result = context.store.setConsent(customer.id, { channel, state });
  const words = state.toLowerCase().replaceAll('_', ' ');
  return say(result, `${customerName(customer)} is ${words} for ${channel}`);
}

function setBirthDate(context: LocalShopifyContext, customer: Customer, form: URLSearchParams) {
  const value = form.get('date')?.trim() || null;
  if (value !== null && !isDate(value)) {
    return { ok: false, message: `“${value}” is not a date such as 1990-04-23` };
  }
  const field = { namespace: 'facts', key: 'birth_date', type: 'date', value };
  const sentence = value ? `was born on ${value}` : 'has no birth date any more';
  return say(
    context.store.setMetafield(customer.id, field),
    `${customerName(customer)} ${sentence}`,
  );
}

function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // 2026-02-30 is read as 2 March by some engines.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function merge(context: LocalShopifyContext, kept: Customer, form: URLSearchParams): Outcome {
  const other = readCustomer(context.store, form.get('customer') ?? '');
  if (!other.ok) return other;
  const name = customerName(other.value);
  const result = context.store.mergeCustomers(kept.id, other.value.id);
  return say(result, `${name} became part of ${customerName(kept)}`);
}

/** What a person at the control panel does to a customer: the action named in the address. */
export function actOnCustomer(context: LocalShopifyContext, request: PageRequest): Outcome {
  const { store } = context;
  const { id = '', action } = request.parameters;
  const customer = store.state.tables.customers.get(id);
  if (!customer) return { ok: false, message: `There is no customer ${id}` };
  const name = customerName(customer);
  switch (action) {
    case 'consent':
      return setConsent(context, customer, request.form);
    case 'birth-date':
      return setBirthDate(context, customer, request.form);
    case 'merge':
      return merge(context, customer, request.form);
    case 'delete':
      return say(store.deleteCustomer(id), `${name} was deleted`);
    case 'data-request':
      return say(store.requestCustomerData(id), `${name} asked for their data`);
    case 'redact':
      return say(store.requestCustomerRedact(id), `${name} was redacted`);
    default:
      return { ok: false, message: `Nothing is called “${action}”` };
  }
}
