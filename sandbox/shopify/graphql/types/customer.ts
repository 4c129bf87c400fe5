import { customerFigures } from '../../customer-figures.ts';
import { gid } from '../../gid.ts';
import type { Consent, Customer } from '../../model.ts';
import { unsubscribeUrl } from '../../unsubscribe.ts';
import { addressId } from '../../webhooks/customer-payloads.ts';
import { personName } from '../../webhooks/parts.ts';
import { compareItems, connect } from '../connection.ts';
import type { Fields } from '../graph.ts';
import type { Listing } from '../listing.ts';
import { type AddressSource, moneyV2, second } from '../values.ts';
import { visibleOrders } from '../visibility.ts';
import { metafieldFieldsOf } from './metafield.ts';

export const customerListing: Listing<Customer> = {
  table: ({ state }) => state.tables.customers,
  sortKeys: {
    CREATED_AT: (customer) => second(customer.createdAt),
    UPDATED_AT: (customer) => second(customer.updatedAt),
    NAME: (customer) => `${customer.lastName ?? ''} ${customer.firstName ?? ''}`.toLowerCase(),
  },
  searchFields: {
    id: { kind: 'id', values: ({ id }) => [id] },
    email: { kind: 'text', values: ({ email }) => [email] },
    phone: { kind: 'text', values: ({ phone }) => [phone] },
    first_name: { kind: 'text', values: ({ firstName }) => [firstName] },
    last_name: { kind: 'text', values: ({ lastName }) => [lastName] },
    tag: { kind: 'text', values: ({ tags }) => tags },
    state: { kind: 'text', values: ({ state }) => [state] },
    created_at: { kind: 'date', values: ({ createdAt }) => [createdAt] },
    updated_at: { kind: 'date', values: ({ updatedAt }) => [updatedAt] },
    email_marketing_state: { kind: 'text', values: ({ emailConsent }) => [emailConsent.state] },
  },
  bareText: ({ firstName, lastName, email, phone }) => [firstName, lastName, email, phone],
  cache: new WeakMap(),
};

export function customerAddressSource(customer: Customer): AddressSource | null {
  const { defaultAddress, phone } = customer;
  return defaultAddress ? { id: addressId(customer), address: defaultAddress, phone } : null;
}

function displayName(customer: Customer): string {
  return personName(customer) || customer.email || customer.phone || '';
}

export const customerFields: Fields<Customer> = {
  ...metafieldFieldsOf<Customer>(({ id }) => gid('Customer', id)),
  id: ({ id }) => gid('Customer', id),
  legacyResourceId: ({ id }) => id,
  firstName: ({ firstName }) => firstName,
  lastName: ({ lastName }) => lastName,
  displayName,
  email: ({ email }) => email,
  phone: ({ phone }) => phone,
  locale: ({ locale }) => locale,
  tags: ({ tags }) => tags,
  state: ({ state }) => state,
  note: () => null,
  taxExempt: () => false,
  dataSaleOptOut: () => false,
  verifiedEmail: ({ verifiedEmail }) => verifiedEmail,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  canDelete: ({ id }, _args, { state }) => state.indexes.ordersByCustomer.first(id) === null,
  defaultEmailAddress: (customer) => (customer.email === null ? null : customer),
  defaultPhoneNumber: (customer) => (customer.phone === null ? null : customer),
  emailMarketingConsent: ({ email, emailConsent }) =>
    email === null ? null : consentState(emailConsent),
  smsMarketingConsent: ({ phone, smsConsent }) =>
    phone === null ? null : { ...consentState(smsConsent), consentCollectedFrom: 'OTHER' },
  defaultAddress: customerAddressSource,
  addresses: (customer) => {
    const address = customerAddressSource(customer);
    return address ? [address] : [];
  },
  addressesV2: (customer, args, graph, info) => {
    const node = customerAddressSource(customer);
    const items = node ? [{ id: node.id, value: node.id, node }] : [];
    return connect(items, args, graph, info);
  },
  numberOfOrders: ({ id }, _args, { state }) => String(customerFigures(state, id).numberOfOrders),
  amountSpent: ({ id }, _args, { state }) =>
    moneyV2(customerFigures(state, id).amountSpent, state.shop.currency),
  lastOrder: ({ id }, _args, { state }) => customerFigures(state, id).lastOrder,
  orders: ({ id }, args, graph, info) => {
    const { state } = graph;
    const visible = visibleOrders(graph);
    const items = state.indexes.ordersByCustomer.ids(id).flatMap((orderId) => {
      const order = state.tables.orders.get(orderId);
      if (!order || !visible(order)) return [];
      return [{ id: order.id, value: second(order.processedAt), node: order }];
    });
    return connect(items.sort(compareItems), args, graph, info);
  },
  // Shopify computes both nightly; a shop it has not looked at yet answers null.
  statistics: () => ({ rfmGroup: null, predictedSpendTier: null }),
};

function consentState(consent: Consent) {
  return {
    marketingState: consent.state,
    marketingOptInLevel: consent.optInLevel,
    consentUpdatedAt: consent.updatedAt,
  };
}

export const customerEmailFields: Fields<Customer> = {
  emailAddress: ({ email }) => email,
  marketingState: ({ emailConsent }) => emailConsent.state,
  marketingOptInLevel: ({ emailConsent }) => emailConsent.optInLevel,
  marketingUpdatedAt: ({ emailConsent }) => emailConsent.updatedAt,
  marketingUnsubscribeUrl: ({ id }, _args, { context }) => unsubscribeUrl(context, id),
  validFormat: ({ email }) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email ?? ''),
  sourceLocation: () => null,
};

export const customerPhoneFields: Fields<Customer> = {
  phoneNumber: ({ phone }) => phone,
  marketingState: ({ smsConsent }) => smsConsent.state,
  marketingOptInLevel: ({ smsConsent }) => smsConsent.optInLevel,
  marketingUpdatedAt: ({ smsConsent }) => smsConsent.updatedAt,
  marketingCollectedFrom: () => 'OTHER',
  sourceLocation: () => null,
  whatsAppMarketingConsent: () => ({ state: 'NOT_SUBSCRIBED' }),
};
