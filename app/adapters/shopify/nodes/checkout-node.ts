import { z } from 'zod';
import type { CheckoutFact } from '#app/domain/facts.ts';
import { versionKey } from '#app/domain/versions.ts';
import { gidId, instant, minorOf, reference, shopMoney, wholeConnection } from './node-shapes.ts';

const checkoutNode = z.object({
  id: gidId,
  abandonedCheckoutUrl: z.string(),
  createdAt: instant,
  updatedAt: instant,
  completedAt: instant.nullable(),
  customer: reference,
  totalPriceSet: shopMoney,
  lineItems: wholeConnection(
    z.object({ quantity: z.number().int(), product: reference, variant: reference }),
  ),
});

/**
 * The fact that the checkout's webhook gives, but for its token, e-mail and phone, which the Admin
 * API does not say.
 * @param readAt when Shopify said this, ISO instant
 * @throws ZodError naming the path at fault
 */
export function toCheckoutFact(node: unknown, currency: string, readAt: string): CheckoutFact {
  const checkout = checkoutNode.parse(node);
  return {
    checkoutId: checkout.id,
    customerId: checkout.customer?.id ?? null,
    createdAt: checkout.createdAt,
    completedAt: checkout.completedAt,
    url: checkout.abandonedCheckoutUrl,
    totalMinor: minorOf(checkout.totalPriceSet, currency),
    lines: checkout.lineItems.map(({ product, variant, quantity }) => ({
      productId: product?.id ?? null,
      variantId: variant?.id ?? null,
      quantity,
    })),
    versionKey: versionKey(checkout.updatedAt, readAt),
  };
}
