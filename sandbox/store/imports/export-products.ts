import type { Order, Product } from '#sandbox/shopify/model.ts';
import { buildImportedProducts } from './imported-store.ts';
import type { ProductSeen } from './order-gatherer.ts';

/** Makes a product of every SKU, else of every name, and points the lines at it. */
export function linkProducts(orders: readonly Order[], shopName: string): Product[] {
  const seen = new Map<string, ProductSeen>();
  for (const order of orders) {
    for (const { sku, title, price } of order.lines) {
      const code = sku || title;
      const firstAt = seen.get(code)?.firstAt ?? Date.parse(order.createdAt);
      seen.set(code, { code, title, price, firstAt });
    }
  }
  const products = buildImportedProducts(seen.values(), shopName);
  for (const line of orders.flatMap((order) => order.lines)) {
    const product = products.get(line.sku || line.title);
    const [variant] = product?.variants ?? [];
    if (!product || !variant) continue;
    line.productId = product.id;
    line.variantId = variant.id;
    variant.sku = line.sku;
    product.vendor = line.vendor ?? product.vendor;
    product.giftCard = line.giftCard;
  }
  return [...products.values()];
}
