import type { Product, Variant } from '../model.ts';
import { toDecimal } from '../money.ts';
import type { LocalStore } from '../store.ts';

export interface FoundResource {
  id: string;
  title: string;
  detail: string;
  thumbnail: string | null;
  /** What the app gets, in the shape of App Bridge's resource picker. */
  resource: object;
}

const limit = 50;

function matches(product: Product, query: string): boolean {
  const text = [product.title, product.vendor, product.productType, ...product.tags].join(' ');
  return text.toLowerCase().includes(query.toLowerCase());
}

function describeVariant(product: Product, variant: Variant, currency: string) {
  return {
    id: `gid://shopify/ProductVariant/${variant.id}`,
    title: variant.title,
    displayName: `${product.title} - ${variant.title}`,
    sku: variant.sku,
    price: toDecimal(variant.price, currency),
    inventoryQuantity: variant.inventoryQuantity,
    availableForSale: variant.inventoryQuantity > 0,
    product: { id: `gid://shopify/Product/${product.id}`, title: product.title },
  };
}

function describeProduct(product: Product, currency: string) {
  const images = product.imageUrl ? [{ id: product.id, originalSrc: product.imageUrl }] : [];
  return {
    id: `gid://shopify/Product/${product.id}`,
    title: product.title,
    handle: product.handle,
    vendor: product.vendor,
    productType: product.productType,
    status: product.status,
    tags: product.tags,
    images,
    descriptionHtml: product.descriptionHtml,
    totalVariants: product.variants.length,
    totalInventory: product.variants.reduce((sum, each) => sum + each.inventoryQuantity, 0),
    hasOnlyDefaultVariant: product.variants.length === 1,
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    publishedAt: product.publishedAt,
    variants: product.variants.map((variant) => describeVariant(product, variant, currency)),
  };
}

/** Products or variants whose words match; null for a kind the local Shopify does not hold. */
export function searchResources(
  store: LocalStore,
  type: string,
  query: string,
): FoundResource[] | null {
  const { currency } = store.shop;
  const products = [...store.state.tables.products.values()].filter((each) => matches(each, query));
  if (type === 'product') {
    return products.slice(0, limit).map((product) => {
      const resource = describeProduct(product, currency);
      const detail = `${product.productType} · ${product.variants.length} variants`;
      const { id, title } = resource;
      return { id, title, detail, thumbnail: product.imageUrl, resource };
    });
  }
  if (type !== 'variant') return null;
  const variants = products.flatMap((product) =>
    product.variants.map((variant) => {
      const resource = describeVariant(product, variant, currency);
      const detail = `${resource.price} ${currency} · ${variant.sku}`;
      const { id, displayName: title } = resource;
      return { id, title, detail, thumbnail: product.imageUrl, resource };
    }),
  );
  return variants.slice(0, limit);
}
