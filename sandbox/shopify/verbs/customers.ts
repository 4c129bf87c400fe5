/** What can happen to a customer. */
import type { Address, Consent, Customer, MarketingState, Metafield } from '../model.ts';
import type { StoreState } from '../state/state.ts';
import {
  consentEvent,
  customerDeletedEvent,
  customerEvent,
  customersMergedEvent,
  privacyRequestEvent,
  smsConsentEvent,
} from '../webhooks/customer-payloads.ts';
import { type Refusal, refuse } from './results.ts';

export interface CustomerDraft {
  /** Absent makes a new customer. */
  id?: string;
  firstName?: string | null;
  lastName?: string | null;
  email?: string | null;
  phone?: string | null;
  locale?: string;
  tags?: string[];
  defaultAddress?: Address | null;
  emailConsent?: Consent;
  smsConsent?: Consent;
}

export type CustomerResult = { ok: true; customer: Customer } | Refusal;

function unknownCustomer(customerId: string): Refusal {
  return refuse('unknown_customer', `No customer ${customerId}`);
}

export function upsertCustomer(state: StoreState, draft: CustomerDraft): CustomerResult {
  const { id, ...fields } = draft;
  if (fields.email) {
    const holder = state.indexes.customerByEmail.first(fields.email.toLowerCase());
    if (holder && holder !== id) {
      return refuse('email_taken', 'Email has already been taken');
    }
  }
  const existing = id === undefined ? null : state.tables.customers.get(id);
  if (existing === undefined) return unknownCustomer(id ?? '');
  const customer = existing ?? newCustomer(state);
  Object.assign(customer, fields, { updatedAt: state.timestamp() });
  state.tables.customers.put(customer);
  state.emit(customerEvent(state, customer, existing ? 'customers/update' : 'customers/create'));
  return { ok: true, customer };
}

function newCustomer(state: StoreState): Customer {
  const now = state.timestamp();
  const consent = (): Consent => ({
    state: 'NOT_SUBSCRIBED',
    optInLevel: 'SINGLE_OPT_IN',
    updatedAt: null,
  });
  return {
    id: state.nextId(),
    firstName: null,
    lastName: null,
    email: null,
    phone: null,
    locale: 'en',
    tags: [],
    state: 'DISABLED',
    verifiedEmail: true,
    emailConsent: consent(),
    smsConsent: consent(),
    defaultAddress: null,
    metafields: [],
    createdAt: now,
    updatedAt: now,
  };
}

export interface ConsentChange {
  channel: 'email' | 'sms';
  state: MarketingState;
  optInLevel?: Consent['optInLevel'];
  /** When the shopper said so; now by default. */
  updatedAt?: string;
}

export function setConsent(
  state: StoreState,
  customerId: string,
  change: ConsentChange,
): CustomerResult {
  const customer = state.tables.customers.get(customerId);
  if (!customer) return unknownCustomer(customerId);
  if (change.channel === 'sms' && !customer.phone) {
    return refuse('no_phone', 'A phone number is required to set the SMS consent state');
  }
  if (change.channel === 'email' && !customer.email) {
    return refuse('no_email', 'An email address is required to set the email consent state');
  }
  const consent: Consent = {
    state: change.state,
    optInLevel: change.optInLevel ?? 'SINGLE_OPT_IN',
    updatedAt: change.updatedAt ?? state.timestamp(),
  };
  if (change.channel === 'email') customer.emailConsent = consent;
  else customer.smsConsent = consent;
  customer.updatedAt = state.timestamp();
  state.tables.customers.put(customer);
  state.emit(change.channel === 'email' ? consentEvent(customer) : smsConsentEvent(customer));
  state.emit(customerEvent(state, customer, 'customers/update'));
  return { ok: true, customer };
}

/** Sets a metafield of a customer (`value` null removes it); customers/update tells it. */
export function setCustomerMetafield(
  state: StoreState,
  customerId: string,
  field: Omit<Metafield, 'updatedAt' | 'value'> & { value: string | null },
): CustomerResult {
  const customer = state.tables.customers.get(customerId);
  if (!customer) return unknownCustomer(customerId);
  customer.metafields = customer.metafields.filter(
    (each) => each.namespace !== field.namespace || each.key !== field.key,
  );
  if (field.value !== null) {
    const { namespace, key, type, value } = field;
    customer.metafields.push({ namespace, key, type, value, updatedAt: state.timestamp() });
  }
  customer.updatedAt = state.timestamp();
  state.tables.customers.put(customer);
  state.emit(customerEvent(state, customer, 'customers/update'));
  return { ok: true, customer };
}

/** The kept customer takes over orders, tags and what it lacks; the other disappears. */
export function mergeCustomers(
  state: StoreState,
  keptId: string,
  mergedId: string,
): CustomerResult {
  const kept = state.tables.customers.get(keptId);
  const merged = state.tables.customers.get(mergedId);
  if (!kept) return unknownCustomer(keptId);
  if (!merged) return unknownCustomer(mergedId);
  if (keptId === mergedId) return refuse('same_customer', 'A customer cannot merge with itself');
  moveOrders(state, mergedId, keptId);
  kept.tags = [...new Set([...kept.tags, ...merged.tags])];
  kept.email ??= merged.email;
  kept.phone ??= merged.phone;
  kept.defaultAddress ??= merged.defaultAddress;
  const has = (field: Metafield) =>
    kept.metafields.some((own) => own.namespace === field.namespace && own.key === field.key);
  kept.metafields.push(...merged.metafields.filter((field) => !has(field)));
  kept.updatedAt = state.timestamp();
  state.tables.customers.remove(mergedId);
  state.tables.customers.put(kept);
  state.emit(customersMergedEvent(state, kept.id, mergedId));
  state.emit(customerEvent(state, kept, 'customers/update'));
  return { ok: true, customer: kept };
}

function moveOrders(state: StoreState, fromId: string, toId: string): void {
  for (const orderId of state.indexes.ordersByCustomer.ids(fromId)) {
    const order = state.tables.orders.get(orderId);
    if (!order) continue;
    order.customerId = toId;
    state.tables.orders.put(order);
  }
  for (const checkout of state.tables.checkouts.values()) {
    if (checkout.customerId !== fromId) continue;
    checkout.customerId = toId;
    state.tables.checkouts.put(checkout);
  }
}

/** Shopify deletes only customers without orders. */
export function deleteCustomer(state: StoreState, customerId: string): CustomerResult {
  const customer = state.tables.customers.get(customerId);
  if (!customer) return unknownCustomer(customerId);
  if (state.indexes.ordersByCustomer.first(customerId) !== null) {
    return refuse('has_orders', 'A customer with orders cannot be deleted; redact them instead');
  }
  state.tables.customers.remove(customerId);
  state.emit(customerDeletedEvent(customer));
  return { ok: true, customer };
}

export function requestCustomerData(state: StoreState, customerId: string): CustomerResult {
  const customer = state.tables.customers.get(customerId);
  if (!customer) return unknownCustomer(customerId);
  state.emit(privacyRequestEvent(state, customer, 'customers/data_request'));
  return { ok: true, customer };
}

/** Asks the app to forget a customer and blanks the person's data here. */
export function requestCustomerRedact(state: StoreState, customerId: string): CustomerResult {
  const customer = state.tables.customers.get(customerId);
  if (!customer) return unknownCustomer(customerId);
  state.emit(privacyRequestEvent(state, customer, 'customers/redact'));
  const redacted: Consent = {
    state: 'REDACTED',
    optInLevel: 'UNKNOWN',
    updatedAt: state.timestamp(),
  };
  Object.assign(customer, {
    firstName: null,
    lastName: null,
    email: null,
    phone: null,
    defaultAddress: null,
    metafields: [],
    tags: [],
    emailConsent: redacted,
    smsConsent: { ...redacted },
    updatedAt: state.timestamp(),
  });
  state.tables.customers.put(customer);
  redactOrders(state, customerId);
  return { ok: true, customer };
}

function redactOrders(state: StoreState, customerId: string): void {
  for (const orderId of state.indexes.ordersByCustomer.ids(customerId)) {
    const order = state.tables.orders.get(orderId);
    if (!order) continue;
    Object.assign(order, { email: null, phone: null, shippingAddress: null });
    state.tables.orders.put(order);
  }
}
