import type { Random } from '#sandbox/store/random.ts';
import type { Order, Product, Variant } from '../model.ts';
import type { LocalStore } from '../store.ts';

/** How many of the newest orders teach what is bought together. */
const memory = 3000;

export interface Taste {
  /** Draws the lines of an order as this store's customers would fill it. */
  draw(random: Random): { variantId: string; quantity: number }[];
}

function sellableVariants(product: Product | undefined): Variant[] {
  return product?.status === 'ACTIVE' ? product.variants : [];
}

function productsOf(order: Order): string[] {
  return [...new Set(order.lines.flatMap(({ productId }) => productId ?? []))];
}

/**
 * What the store's own orders say: how popular a product is, and what goes with it. A companion is
 * drawn from orders that hold the product, so pairs that were bought together stay so.
 */
export function learnTaste(store: LocalStore): Taste {
  const { orders, products } = store.state.tables;
  const recent = [...orders.values()].slice(-memory).map(productsOf);
  const baskets = recent.filter((ids) => ids.length > 0);
  const basketsWith = new Map<string, string[][]>();
  for (const basket of baskets) {
    for (const id of basket) basketsWith.set(id, [...(basketsWith.get(id) ?? []), basket]);
  }
  const everything = [...products.values()].map(({ id }) => id);
  const drawProducts = (random: Random): string[] => {
    if (everything.length === 0) return [];
    const first = baskets.length > 0 ? random.pick(random.pick(baskets)) : random.pick(everything);
    const chosen = [first];
    while (random.chance(0.45) && chosen.length < 5) {
      const shared = basketsWith.get(random.pick(chosen));
      chosen.push(shared ? random.pick(random.pick(shared)) : random.pick(everything));
    }
    return [...new Set(chosen)];
  };
  return {
    draw: (random) =>
      drawProducts(random).flatMap((id) => {
        const variants = sellableVariants(products.get(id));
        if (variants.length === 0) return [];
        return { variantId: random.pick(variants).id, quantity: random.chance(0.15) ? 2 : 1 };
      }),
  };
}
