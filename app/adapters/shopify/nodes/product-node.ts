import { z } from 'zod';
import type { ProductFact } from '#app/domain/facts.ts';
import { parseMinor } from '#app/domain/money.ts';
import { versionKey } from '#app/domain/versions.ts';
import { gidId, instant, tags, text } from './node-shapes.ts';

const STATUSES = {
  ACTIVE: 'active',
  ARCHIVED: 'archived',
  DRAFT: 'draft',
  UNLISTED: 'unlisted',
} as const satisfies Record<string, ProductFact['status']>;

const productNode = z.object({
  id: gidId,
  title: z.string(),
  handle: z.string(),
  vendor: text,
  productType: text,
  status: z.enum(Object.keys(STATUSES)).transform((status): ProductFact['status'] => {
    const known = Object.entries(STATUSES).find(([name]) => name === status);
    return known?.[1] ?? 'draft';
  }),
  tags,
  publishedAt: instant.nullable(),
  updatedAt: instant,
  isGiftCard: z.boolean(),
  totalInventory: z.number().int(),
  priceRangeV2: z.object({ minVariantPrice: z.object({ amount: z.string() }) }),
  featuredMedia: z
    .object({
      preview: z.object({ image: z.object({ url: text }).nullable() }).nullable(),
    })
    .nullable(),
});

/**
 * The same fact that the product's webhook gives.
 * @param currency the shop's, which a product's prices are in
 * @param readAt when Shopify said this, ISO instant
 * @throws ZodError naming the path at fault
 */
export function toProductFact(node: unknown, currency: string, readAt: string): ProductFact {
  const product = productNode.parse(node);
  return {
    productId: product.id,
    title: product.title,
    handle: product.handle,
    vendor: product.vendor,
    productType: product.productType,
    status: product.status,
    tags: product.tags,
    publishedAt: product.publishedAt,
    imageUrl: product.featuredMedia?.preview?.image?.url ?? null,
    priceMinor: parseMinor(product.priceRangeV2.minVariantPrice.amount, currency),
    isGiftCard: product.isGiftCard,
    inventory: product.totalInventory,
    versionKey: versionKey(product.updatedAt, readAt),
  };
}
