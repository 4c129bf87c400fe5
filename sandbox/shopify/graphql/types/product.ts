import { gid } from '../../gid.ts';
import type { Product } from '../../model.ts';
import { sum } from '../../totals.ts';
import { itemUpdatedAt } from '../../webhooks/product-payloads.ts';
import { type ConnectionItem, connect } from '../connection.ts';
import { type Fields, type Graph, typed } from '../graph.ts';
import type { Listing } from '../listing.ts';
import type { VariantSource } from '../nodes.ts';
import { compileSearch } from '../search.ts';
import { exactCount, moneyV2, second } from '../values.ts';
import { metafieldFieldsOf } from './metafield.ts';

export const productListing: Listing<Product> = {
  table: ({ state }) => state.tables.products,
  sortKeys: {
    CREATED_AT: (product) => second(product.createdAt),
    UPDATED_AT: (product) => second(product.updatedAt),
    PUBLISHED_AT: (product) => second(product.publishedAt),
    TITLE: (product) => product.title.toLowerCase(),
    VENDOR: (product) => product.vendor.toLowerCase(),
    PRODUCT_TYPE: (product) => product.productType.toLowerCase(),
  },
  searchFields: {
    id: { kind: 'id', values: ({ id }) => [id] },
    title: { kind: 'text', values: ({ title }) => [title] },
    handle: { kind: 'text', values: ({ handle }) => [handle] },
    status: { kind: 'text', values: ({ status }) => [status] },
    vendor: { kind: 'text', values: ({ vendor }) => [vendor] },
    product_type: { kind: 'text', values: ({ productType }) => [productType] },
    tag: { kind: 'text', values: ({ tags }) => tags },
    sku: { kind: 'text', values: ({ variants }) => variants.map(({ sku }) => sku) },
    created_at: { kind: 'date', values: ({ createdAt }) => [createdAt] },
    updated_at: { kind: 'date', values: ({ updatedAt }) => [updatedAt] },
  },
  bareText: ({ title, vendor, productType, tags }) => [title, vendor, productType, ...tags],
  cache: new WeakMap(),
};

function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

export const productFields: Fields<Product> = {
  ...metafieldFieldsOf<Product>(({ id }) => gid('Product', id)),
  id: ({ id }) => gid('Product', id),
  legacyResourceId: ({ id }) => id,
  title: ({ title }) => title,
  handle: ({ handle }) => handle,
  vendor: ({ vendor }) => vendor,
  productType: ({ productType }) => productType,
  tags: ({ tags }) => tags,
  status: ({ status }) => status,
  isGiftCard: ({ giftCard }) => giftCard,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  publishedAt: ({ publishedAt }) => publishedAt,
  description: ({ descriptionHtml }) => plainText(descriptionHtml),
  descriptionHtml: ({ descriptionHtml }) => descriptionHtml,
  category: () => null,
  hasOnlyDefaultVariant: ({ variants }) =>
    variants.length === 1 && variants[0]?.title === 'Default Title',
  totalInventory: ({ variants }) => sum(variants.map((variant) => variant.inventoryQuantity)),
  tracksInventory: ({ giftCard }) => !giftCard,
  onlineStoreUrl: ({ publishedAt, handle }, _args, { state }) =>
    publishedAt === null ? null : `https://${state.shop.domain}/products/${handle}`,
  featuredImage: ({ imageUrl, title }) => image(imageUrl, title),
  featuredMedia: (product) => (product.imageUrl === null ? null : typed('MediaImage', product)),
  priceRangeV2: ({ variants }, _args, { state }) => {
    const prices = variants.map(({ price }) => price);
    return {
      minVariantPrice: moneyV2(Math.min(...prices), state.shop.currency),
      maxVariantPrice: moneyV2(Math.max(...prices), state.shop.currency),
    };
  },
  variantsCount: ({ variants }) => exactCount(variants.length),
  variants: (product, args, graph, info) => {
    const items = product.variants.map((variant, at) => ({
      id: variant.id,
      value: String(at).padStart(6, '0'),
      node: { product, variant },
    }));
    return connect(items, args, graph, info);
  },
};

/** An image's url and words; the store does not know its size. */
function image(url: string | null, altText: string) {
  return url === null ? null : { url, altText, id: null };
}

export const mediaImageFields: Fields<Product> = {
  id: ({ id }) => gid('MediaImage', id),
  alt: ({ title }) => title,
  mediaContentType: () => 'IMAGE',
  status: () => 'READY',
  image: ({ imageUrl, title }) => image(imageUrl, title),
  preview: ({ imageUrl, title }) => ({ image: image(imageUrl, title), status: 'READY' }),
};

export const productVariantFields: Fields<VariantSource> = {
  ...metafieldFieldsOf<VariantSource>(({ variant }) => gid('ProductVariant', variant.id)),
  id: ({ variant }) => gid('ProductVariant', variant.id),
  legacyResourceId: ({ variant }) => variant.id,
  title: ({ variant }) => variant.title,
  displayName: ({ product, variant }) => `${product.title} - ${variant.title}`,
  sku: ({ variant }) => variant.sku,
  barcode: () => null,
  price: ({ variant }, _args, { state }) => moneyV2(variant.price, state.shop.currency).amount,
  compareAtPrice: ({ variant }, _args, { state }) =>
    variant.compareAtPrice === null
      ? null
      : moneyV2(variant.compareAtPrice, state.shop.currency).amount,
  inventoryQuantity: ({ variant }) => variant.inventoryQuantity,
  availableForSale: ({ variant, product }) =>
    product.status === 'ACTIVE' && variant.inventoryQuantity > 0,
  taxable: ({ product }) => !product.giftCard,
  position: ({ product, variant }) => product.variants.indexOf(variant) + 1,
  image: () => null,
  product: ({ product }) => product,
  inventoryItem: (source) => source,
  createdAt: ({ product }) => product.createdAt,
  updatedAt: ({ product }) => product.updatedAt,
};

export const inventoryItemFields: Fields<VariantSource> = {
  id: ({ variant }) => gid('InventoryItem', variant.id),
  legacyResourceId: ({ variant }) => variant.id,
  sku: ({ variant }) => variant.sku,
  tracked: ({ product }) => !product.giftCard,
  requiresShipping: ({ product }) => !product.giftCard,
  unitCost: ({ variant }, _args, { state }) =>
    variant.unitCost === null ? null : moneyV2(variant.unitCost, state.shop.currency),
  createdAt: ({ product }) => product.createdAt,
  updatedAt: ({ product, variant }) => itemUpdatedAt(product, variant),
  variants: (source, args, graph, info) => connect([variantItem(source)], args, graph, info),
};

type VariantItem = ConnectionItem & { node: VariantSource };

function variantItem(node: VariantSource): VariantItem {
  return { id: node.variant.id, value: node.variant.id.padStart(20, '0'), node };
}

/** Every variant of the store, by id. */
export function allVariants({ state }: Graph): VariantItem[] {
  return [...state.tables.products.values()]
    .flatMap((product) => product.variants.map((variant) => variantItem({ product, variant })))
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}

/** Inventory items, one for each variant, by what Shopify lets search for. */
export function inventoryItemsOf(graph: Graph, query: string | null): ConnectionItem[] {
  const matches = compileSearch<VariantSource>(
    query,
    {
      id: { kind: 'id', values: ({ variant }) => [variant.id] },
      sku: { kind: 'text', values: ({ variant }) => [variant.sku] },
      created_at: { kind: 'date', values: ({ product }) => [product.createdAt] },
      updated_at: {
        kind: 'date',
        values: ({ product, variant }) => [itemUpdatedAt(product, variant)],
      },
    },
    ({ variant }) => [variant.sku],
  );
  return allVariants(graph).filter(({ node }) => matches(node));
}
