import { z } from 'zod';
import type { NamedPerson, ParsedWebhook } from '#app/services/ports/webhook-parser.ts';
import { decimalId, readShape, text } from './read-body.ts';

const personShape = z.object({ id: decimalId.nullish(), email: text, phone: text });

/** The only signed word of whose data it is: headers are not signed. */
const ofShop = { shop_id: decimalId.nullish() };

const dataRequestShape = z.object({
  ...ofShop,
  customer: personShape,
  orders_requested: z.array(decimalId).nullish(),
  data_request: z.object({ id: decimalId }),
});

const redactShape = z.object({
  ...ofShop,
  customer: personShape,
  orders_to_redact: z.array(decimalId).nullish(),
});

function toPerson(person: z.infer<typeof personShape>): NamedPerson {
  return { customerId: person.id ?? null, email: person.email, phone: person.phone };
}

/** customers/data_request */
export function parseDataRequest(body: unknown): ParsedWebhook {
  const request = readShape(dataRequestShape, body);
  return {
    kind: 'event',
    namedShopId: request.shop_id ?? null,
    event: {
      type: 'data-requested',
      requestId: request.data_request.id,
      person: toPerson(request.customer),
      orderIds: request.orders_requested ?? [],
    },
  };
}

/** customers/redact */
export function parseCustomerRedact(body: unknown): ParsedWebhook {
  const request = readShape(redactShape, body);
  return {
    kind: 'event',
    namedShopId: request.shop_id ?? null,
    event: {
      type: 'customer-redacted',
      person: toPerson(request.customer),
      orderIds: request.orders_to_redact ?? [],
    },
  };
}

/** shop/redact */
export function parseShopRedact(body: unknown): ParsedWebhook {
  const { shop_id: namedShopId } = readShape(z.object(ofShop), body);
  return { kind: 'event', namedShopId: namedShopId ?? null, event: { type: 'shop-redacted' } };
}
