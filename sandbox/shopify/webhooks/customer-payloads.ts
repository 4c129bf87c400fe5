import { customerFigures } from '../customer-figures.ts';
import type { JsonObject, StoreEvent } from '../events.ts';
import { gid } from '../gid.ts';
import type { Consent, Customer } from '../model.ts';
import { toDecimal } from '../money.ts';
import type { Emission, StoreState } from '../state/state.ts';
import { countryName, orderAddress, personName, restId } from './parts.ts';

export function customerPayload(state: StoreState, customer: Customer): JsonObject {
  const address = customerAddress(customer);
  return {
    id: restId(customer.id),
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: customer.state.toLowerCase(),
    note: '',
    verified_email: customer.verifiedEmail,
    multipass_identifier: null,
    tax_exempt: false,
    email: customer.email,
    phone: customer.phone,
    currency: state.shop.currency,
    addresses: address ? [address] : [],
    tax_exemptions: [],
    admin_graphql_api_id: gid('Customer', customer.id),
    default_address: address,
  };
}

export function customerAddress(customer: Customer): JsonObject | null {
  const address = customer.defaultAddress;
  if (!address) return null;
  const { latitude, longitude, ...shared } = orderAddress(address, customer.phone ?? '');
  return {
    ...shared,
    id: restId(addressId(customer)),
    customer_id: restId(customer.id),
    country_name: countryName(address.countryCode),
    name: personName(address),
    default: true,
  };
}

/** The model keeps one address per customer, so its id follows from the customer's. */
export function addressId(customer: Customer): string {
  return `${customer.id}1`;
}

export function customerEvent(state: StoreState, customer: Customer, topic: string): Emission {
  return {
    topic,
    buildPayload: () => customerPayload(state, customer),
    metafields: customerMetafields(customer),
  };
}

function customerMetafields(customer: Customer): StoreEvent['metafields'] {
  return () => ({
    ownerId: customer.id,
    ownerResource: 'customer',
    values: customer.metafields,
  });
}

export function customerDeletedEvent(customer: Customer): Emission {
  return {
    topic: 'customers/delete',
    buildPayload: () => ({
      id: restId(customer.id),
      tax_exemptions: [],
      admin_graphql_api_id: gid('Customer', customer.id),
    }),
  };
}

export function customersMergedEvent(state: StoreState, keptId: string, goneId: string): Emission {
  const jobId = gid('Job', state.nextId());
  return {
    topic: 'customers/merge',
    buildPayload: () => ({
      admin_graphql_api_customer_kept_id: gid('Customer', keptId),
      admin_graphql_api_customer_deleted_id: gid('Customer', goneId),
      admin_graphql_api_job_id: jobId,
      status: 'complete',
      errors: [],
    }),
  };
}

function consentPart(consent: Consent): JsonObject {
  return {
    state: consent.state.toLowerCase(),
    opt_in_level: consent.optInLevel.toLowerCase(),
    consent_updated_at: consent.updatedAt,
  };
}

export function consentEvent(customer: Customer): Emission {
  return {
    topic: 'customers_email_marketing_consent/update',
    buildPayload: () => ({
      customer_id: restId(customer.id),
      email_address: customer.email,
      email_marketing_consent: consentPart(customer.emailConsent),
    }),
  };
}

export function smsConsentEvent(customer: Customer): Emission {
  return {
    topic: 'customers_marketing_consent/update',
    buildPayload: () => ({
      id: restId(customer.id),
      phone: customer.phone,
      sms_marketing_consent: {
        ...consentPart(customer.smsConsent),
        consent_collected_from: 'OTHER',
      },
    }),
  };
}

export function purchasingSummaryEvent(state: StoreState, customer: Customer): Emission {
  return {
    topic: 'customers/purchasing_summary',
    buildPayload: () => {
      const figures = customerFigures(state, customer.id);
      const { currency } = state.shop;
      return {
        customerId: gid('Customer', customer.id),
        numberOfOrders: figures.numberOfOrders,
        amountSpent: { amount: toDecimal(figures.amountSpent, currency), currencyCode: currency },
        lastOrderId: figures.lastOrder ? gid('Order', figures.lastOrder.id) : null,
        occurredAt: state.clock.now().toISOString(),
      };
    },
  };
}

/** customers/redact and customers/data_request: they differ in two names. */
export function privacyRequestEvent(
  state: StoreState,
  customer: Customer,
  topic: 'customers/redact' | 'customers/data_request',
): Emission {
  const orders = state.indexes.ordersByCustomer.ids(customer.id).map(restId);
  const requestId = restId(state.nextId());
  const person = { id: restId(customer.id), email: customer.email, phone: customer.phone };
  const shared = { shop_id: restId(state.shop.id), shop_domain: state.shop.domain };
  return {
    topic,
    buildPayload: () =>
      topic === 'customers/redact'
        ? { ...shared, customer: person, orders_to_redact: orders }
        : {
            ...shared,
            orders_requested: orders,
            customer: person,
            data_request: { id: requestId },
          },
  };
}
