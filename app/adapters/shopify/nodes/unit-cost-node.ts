import { z } from 'zod';
import type { FactChange, UnitCostFact } from '#app/domain/facts.ts';
import { parseMinor } from '#app/domain/money.ts';
import { versionKey } from '#app/domain/versions.ts';
import { gidId, instant } from './node-shapes.ts';

const itemNode = z.object({
  id: gidId,
  updatedAt: instant,
  unitCost: z.object({ amount: z.string() }).nullable(),
});

const variantNode = z.object({ id: gidId, inventoryItem: itemNode });

const itemWithVariants = itemNode.extend({
  variants: z
    .object({ nodes: z.array(z.object({ id: gidId, product: z.object({ id: gidId }) })) })
    .nullable(),
});

/**
 * A variant of a product that was read: its inventory item, and the cost on it.
 * @param currency the shop's, which unit costs are in
 * @param readAt when Shopify said this, ISO instant
 * @throws ZodError naming the path at fault
 */
export function toVariantChanges(
  node: unknown,
  productId: string,
  currency: string,
  readAt: string,
): FactChange[] {
  const { id: variantId, inventoryItem } = variantNode.parse(node);
  return [
    { type: 'variant', fact: { variantId, productId, inventoryItemId: inventoryItem.id } },
    { type: 'unit-cost', fact: toUnitCost(inventoryItem, currency, readAt) },
  ];
}

/** An inventory item that was read: its cost, and the variants that it is the item of. */
export function toItemChanges(
  node: unknown,
  currency: string,
  readAt: string,
): { cost: UnitCostFact; changes: FactChange[] } {
  const item = itemWithVariants.parse(node);
  const cost = toUnitCost(item, currency, readAt);
  const variants = (item.variants?.nodes ?? []).map(({ id: variantId, product }): FactChange => {
    return {
      type: 'variant',
      fact: { variantId, productId: product.id, inventoryItemId: item.id },
    };
  });
  return { cost, changes: [...variants, { type: 'unit-cost', fact: cost }] };
}

function toUnitCost(
  { id, updatedAt, unitCost }: z.infer<typeof itemNode>,
  currency: string,
  readAt: string,
): UnitCostFact {
  return {
    inventoryItemId: id,
    costMinor: unitCost && parseMinor(unitCost.amount, currency),
    effectiveFrom: updatedAt,
    versionKey: versionKey(updatedAt, readAt),
  };
}
