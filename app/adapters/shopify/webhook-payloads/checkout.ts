import { z } from 'zod';
import type { CheckoutFact } from '#app/domain/facts.ts';
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
  token: z.string().min(1),
  cart_token: text,
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

/** checkouts/create, update */
export function parseCheckout(body: unknown, context: WebhookContext): CheckoutFact {
  const checkout = readShape(checkoutShape, body);
  return {
    token: checkout.token,
    cartToken: checkout.cart_token,
    customerId: checkout.customer ? idOf(checkout.customer, 'customer.') : null,
    email: checkout.email,
    phone: checkout.phone,
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

const deletedShape = z.object({ token: text, cart_token: text });

/** checkouts/delete: Shopify's own example names the cart, not the token. */
export function parseCheckoutDeleted(body: unknown): ParsedWebhook {
  const { token, cart_token: cartToken } = readShape(deletedShape, body);
  if (token === null && cartToken === null) {
    throw new UnreadableBody('token and cart_token: both are missing');
  }
  return changes({ type: 'checkout-deleted', token, cartToken });
}
