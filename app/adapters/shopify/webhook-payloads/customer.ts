import { z } from 'zod';
import type { ConsentFact, CustomerFact } from '#app/domain/facts.ts';
import { versionKey } from '#app/domain/versions.ts';
import type { ParsedWebhook } from '#app/services/ports/webhook-parser.ts';
import { consentShape, toConsent } from './consent.ts';
import type { WebhookContext } from './parsed-webhook.ts';
import { changes } from './parsed-webhook.ts';
import { identified, idOf, instant, legacyId, readShape, tagList, text } from './read-body.ts';

const addressShape = z.object({ country_code: text, province_code: text });

const metafieldShape = z.object({ namespace: z.string(), key: z.string(), value: z.unknown() });

const customerShape = identified.extend({
  created_at: instant.nullish(),
  updated_at: instant,
  first_name: text,
  last_name: text,
  email: text,
  phone: text,
  locale: text,
  tags: tagList.optional(),
  default_address: addressShape.nullish(),
  email_marketing_consent: consentShape.nullish(),
  sms_marketing_consent: consentShape.nullish(),
  metafields: z.array(metafieldShape).nullish(),
});

type CustomerShape = z.infer<typeof customerShape>;

/** customers/create, update, enable, disable */
export function parseCustomer(body: unknown, context: WebhookContext): CustomerFact {
  const customer = readShape(customerShape, body);
  const customerId = idOf(customer, '');
  return {
    customerId,
    email: customer.email,
    phone: customer.phone,
    firstName: customer.first_name,
    lastName: customer.last_name,
    locale: customer.locale,
    countryCode: customer.default_address?.country_code ?? null,
    provinceCode: customer.default_address?.province_code ?? null,
    ...(customer.tags ? { tags: customer.tags } : {}),
    ...birthDateOf(customer),
    consents: consentsOf(customer, customerId),
    createdAt: customer.created_at ?? customer.updated_at,
    versionKey: versionKey(customer.updated_at, context.triggeredAt),
  };
}

/** Absent where the subscription sends no metafields; null where the date is not set. */
function birthDateOf(customer: CustomerShape): { birthDate?: string | null } {
  if (!customer.metafields) return {};
  const field = customer.metafields.find(
    ({ namespace, key }) => namespace === 'facts' && key === 'birth_date',
  );
  const date = z.iso.date().safeParse(field?.value);
  return { birthDate: date.success ? date.data : null };
}

function consentsOf(customer: CustomerShape, customerId: string): ConsentFact[] {
  return [
    toConsent(customerId, 'email', customer.email_marketing_consent ?? null),
    toConsent(customerId, 'sms', customer.sms_marketing_consent ?? null),
  ].flatMap((consent) => consent ?? []);
}

/** customers/delete */
export function parseCustomerDeleted(body: unknown): ParsedWebhook {
  return changes({
    type: 'customer-deleted',
    customerId: idOf(readShape(identified, body), ''),
  });
}

const mergeShape = z.object({
  admin_graphql_api_customer_kept_id: z.string(),
  admin_graphql_api_customer_deleted_id: z.string(),
  status: z.string().nullish(),
});

/** customers/merge: only a completed one moves anything. */
export function parseCustomerMerge(body: unknown, context: WebhookContext): ParsedWebhook {
  const merge = readShape(mergeShape, body);
  if (merge.status && !['complete', 'completed'].includes(merge.status)) return { kind: 'nothing' };
  return changes({
    type: 'customer-merged',
    keptId: legacyId(
      merge.admin_graphql_api_customer_kept_id,
      'admin_graphql_api_customer_kept_id',
    ),
    mergedId: legacyId(
      merge.admin_graphql_api_customer_deleted_id,
      'admin_graphql_api_customer_deleted_id',
    ),
    mergedAt: context.occurredAt,
  });
}
