import { z } from 'zod';
import type { ConsentFact, ConsentState, CustomerFact } from '#app/domain/facts.ts';
import { versionKey } from '#app/domain/versions.ts';
import { gidId, instant, tags, text } from './node-shapes.ts';

const CONSENT_STATES = {
  NOT_SUBSCRIBED: 'not_subscribed',
  PENDING: 'pending',
  SUBSCRIBED: 'subscribed',
  UNSUBSCRIBED: 'unsubscribed',
  REDACTED: 'redacted',
  INVALID: 'invalid',
} as const satisfies Record<string, ConsentState>;

const consentState = z.enum(Object.keys(CONSENT_STATES)).transform((state): ConsentState => {
  const known = Object.entries(CONSENT_STATES).find(([name]) => name === state);
  return known?.[1] ?? 'invalid';
});

const marketing = { marketingState: consentState, marketingUpdatedAt: instant.nullable() };

const customerNode = z.object({
  id: gidId,
  firstName: text,
  lastName: text,
  locale: text,
  tags,
  createdAt: instant,
  updatedAt: instant,
  defaultEmailAddress: z.object({ emailAddress: text, ...marketing }).nullable(),
  defaultPhoneNumber: z
    .object({ phoneNumber: text, marketingCollectedFrom: text, ...marketing })
    .nullable(),
  defaultAddress: z.object({ countryCodeV2: text, provinceCode: text }).nullable(),
  birthDate: z.object({ value: z.string() }).nullable(),
});

/**
 * The same fact that the customer's webhook gives, with the tags and consents that it leaves out.
 * @param readAt when Shopify said this, ISO instant
 * @throws ZodError naming the path at fault
 */
export function toCustomerFact(node: unknown, readAt: string): CustomerFact {
  const customer = customerNode.parse(node);
  const birthDate = z.iso.date().safeParse(customer.birthDate?.value);
  return {
    customerId: customer.id,
    email: customer.defaultEmailAddress?.emailAddress ?? null,
    phone: customer.defaultPhoneNumber?.phoneNumber ?? null,
    firstName: customer.firstName,
    lastName: customer.lastName,
    locale: customer.locale,
    countryCode: customer.defaultAddress?.countryCodeV2 ?? null,
    provinceCode: customer.defaultAddress?.provinceCode ?? null,
    tags: customer.tags,
    birthDate: birthDate.success ? birthDate.data : null,
    consents: consentsOf(customer),
    createdAt: customer.createdAt,
    versionKey: versionKey(customer.updatedAt, readAt),
  };
}

function consentsOf(customer: z.infer<typeof customerNode>): ConsentFact[] {
  const { id: customerId, defaultEmailAddress: email, defaultPhoneNumber: phone } = customer;
  const emailConsent: ConsentFact[] = email
    ? [
        {
          customerId,
          channel: 'email',
          state: email.marketingState,
          updatedAt: email.marketingUpdatedAt,
          source: null,
        },
      ]
    : [];
  if (!phone) return emailConsent;
  const smsConsent: ConsentFact = {
    customerId,
    channel: 'sms',
    state: phone.marketingState,
    updatedAt: phone.marketingUpdatedAt,
    source: phone.marketingCollectedFrom?.toLowerCase() ?? null,
  };
  return [...emailConsent, smsConsent];
}
