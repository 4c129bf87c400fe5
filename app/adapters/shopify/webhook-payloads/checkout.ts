import { z } from 'zod';
import type { CheckoutFact } from '#app/domain/facts.ts';
import type { CheckoutId } from '#app/domain/ids.ts';
import { parseMinor } from '#app/domain/money.ts';
import { versionKey } from '#app/domain/versions.ts';
import type { ParsedWebhook } from '#app/services/ports/webhook-parser.ts';
import type { WebhookContext } from './parsed-webhook.ts';
import { changes } from './parsed-webhook.ts';
import {
  amount,
  count,
  decimalId,
  identified,
  idOf,
  instant,
  readShape,
  text,
  UnreadableBody,
} from './read-body.ts';

const checkoutShape = z.object({
  id: decimalId.nullish(),
  name: text,
  token: z.string().min(1),
  customer: identified.nullish(),
  email: text,
  phone: text,
  created_at: instant,
  updated_at: instant,
  completed_at: instant.nullish(),
  abandoned_checkout_url: text,
  currency: z.string().length(3).nullish(),
  total_price: amount.nullish(),
  line_items: z
    .array(
      z.object({
        product_id: decimalId.nullish(),
        variant_id: decimalId.nullish(),
        quantity: count,
      }),
    )
    .nullish(),
});

/** checkouts/create, update. @throws UnreadableBody naming each path at fault */
export function parseCheckout(body: unknown, context: WebhookContext): CheckoutFact {
  const checkout = readShape(checkoutShape, body);
  return {
    checkoutId: checkoutIdOf(checkout),
    customerId: checkout.customer ? idOf(checkout.customer, 'customer.') : null,
    contact: { token: checkout.token, email: checkout.email, phone: checkout.phone },
    createdAt: checkout.created_at,
    completedAt: checkout.completed_at ?? null,
    url: checkout.abandoned_checkout_url,
    totalMinor: parseMinor(checkout.total_price ?? '0', checkout.currency ?? context.currency),
    lines: (checkout.line_items ?? []).map((line) => ({
      productId: line.product_id ?? null,
      variantId: line.variant_id ?? null,
      quantity: line.quantity,
    })),
    versionKey: versionKey(checkout.updated_at, context.triggeredAt),
  };
}

/**
 * Shopify's example of the payload leaves the id out and has it in the name, `#981820079255243537`.
 * Without either the checkout is left to the next reconciliation, which reads it with its id.
 */
function checkoutIdOf({ id, name }: z.infer<typeof checkoutShape>): CheckoutId {
  const named = decimalId.safeParse(id ?? name?.replace(/^#/, ''));
  if (named.success) return named.data;
  throw new UnreadableBody('id: is missing, and the name has none');
}

/** checkouts/delete */
export function parseCheckoutDeleted(body: unknown): ParsedWebhook {
  return changes({ type: 'checkout-deleted', checkoutId: idOf(readShape(identified, body), '') });
}
