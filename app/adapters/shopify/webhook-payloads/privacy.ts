import { z } from 'zod';
import type { NamedPerson, ParsedWebhook } from '#app/services/ports/webhook-parser.ts';
import { decimalId, readShape, text } from './read-body.ts';

const personShape = z.object({ id: decimalId.nullish(), email: text, phone: text });

const dataRequestShape = z.object({
  customer: personShape,
  orders_requested: z.array(decimalId).nullish(),
  data_request: z.object({ id: decimalId }),
});

const redactShape = z.object({
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
    event: {
      type: 'customer-redacted',
      person: toPerson(request.customer),
      orderIds: request.orders_to_redact ?? [],
    },
  };
}

/** shop/redact */
export function parseShopRedact(body: unknown): ParsedWebhook {
  readShape(z.object({}), body);
  return { kind: 'event', event: { type: 'shop-redacted' } };
}
