import { z } from 'zod';
import type { ProductFact, UnitCostFact } from '#app/domain/facts.ts';
import { parseMinor } from '#app/domain/money.ts';
import { versionKey } from '#app/domain/versions.ts';
import type { ParsedWebhook } from '#app/services/ports/webhook-parser.ts';
import type { WebhookContext } from './parsed-webhook.ts';
import { changes } from './parsed-webhook.ts';
import {
  amount,
  decimalId,
  identified,
  idOf,
  instant,
  readShape,
  sum,
  tagList,
  text,
} from './read-body.ts';

const wholeNumber = z
  .string()
  .regex(/^-?\d+$/, 'is no whole number')
  .transform(Number);

const variantShape = z.object({
  id: decimalId.nullish(),
  inventory_item_id: decimalId.nullish(),
  price: amount.nullish(),
  inventory_quantity: wholeNumber.nullish(),
  inventory_policy: text,
  inventory_management: text.optional(),
});

const imageShape = z.object({ src: text });

const productShape = identified.extend({
  title: z.string(),
  handle: z.string(),
  vendor: text,
  product_type: text,
  status: z.enum(['active', 'archived', 'draft', 'unlisted']).nullish(),
  tags: tagList,
  published_at: instant.nullish(),
  updated_at: instant,
  image: imageShape.nullish(),
  images: z.array(imageShape).nullish(),
  is_gift_card: z.boolean().nullish(),
  variants: z.array(variantShape).nullish(),
});

type Product = z.infer<typeof productShape>;

/** products/create, update: the product, and on which items its variants' costs stand. */
export function parseProduct(body: unknown, context: WebhookContext): ParsedWebhook {
  const product = readShape(productShape, body);
  const fact = toFact(product, context);
  const variants = (product.variants ?? []).flatMap(({ id, inventory_item_id: itemId }) =>
    id && itemId ? [{ variantId: id, productId: fact.productId, inventoryItemId: itemId }] : [],
  );
  return changes(
    { type: 'product', fact },
    ...variants.map((variant) => ({ type: 'variant' as const, fact: variant })),
  );
}

function toFact(product: Product, context: WebhookContext): ProductFact {
  const variants = product.variants ?? [];
  const prices = variants.flatMap(({ price }) =>
    price ? [parseMinor(price, context.currency)] : [],
  );
  return {
    productId: idOf(product, ''),
    title: product.title,
    handle: product.handle,
    vendor: product.vendor,
    productType: product.product_type,
    status: product.status ?? 'active',
    tags: product.tags,
    publishedAt: product.published_at ?? null,
    imageUrl: product.image?.src ?? product.images?.[0]?.src ?? null,
    priceMinor: prices.length > 0 ? Math.min(...prices) : null,
    isGiftCard: product.is_gift_card ?? false,
    inventory: inventoryOf(variants),
    versionKey: versionKey(product.updated_at, context.triggeredAt),
  };
}

/** Null where no variant is counted. */
function inventoryOf(variants: z.infer<typeof variantShape>[]): number | null {
  const counted = variants.flatMap(({ inventory_quantity: units }) => units ?? []);
  return counted.length > 0 ? sum(counted) : null;
}

/** products/delete */
export function parseProductDeleted(body: unknown): ParsedWebhook {
  return changes({ type: 'product-deleted', productId: idOf(readShape(identified, body), '') });
}

const itemShape = identified.extend({ cost: amount.nullish(), updated_at: instant });

/** inventory_items/create, update: what a unit of the item costs from now on. */
export function parseInventoryItem(body: unknown, context: WebhookContext): ParsedWebhook {
  const item = readShape(itemShape, body);
  const fact: UnitCostFact = {
    inventoryItemId: idOf(item, ''),
    costMinor: item.cost ? parseMinor(item.cost, context.currency) : null,
    effectiveFrom: item.updated_at,
    versionKey: versionKey(item.updated_at, context.triggeredAt),
  };
  return changes({ type: 'unit-cost', fact });
}
