import type { JsonObject } from '../events.ts';
import { gid } from '../gid.ts';
import type { Product, Variant } from '../model.ts';
import { toDecimal } from '../money.ts';
import type { Emission, StoreState } from '../state/state.ts';
import { restId } from './parts.ts';

export function productPayload(state: StoreState, product: Product): JsonObject {
  const images = product.imageUrl ? [imagePart(product, product.imageUrl)] : [];
  return {
    admin_graphql_api_id: gid('Product', product.id),
    body_html: product.descriptionHtml,
    created_at: product.createdAt,
    handle: product.handle,
    id: restId(product.id),
    product_type: product.productType,
    published_at: product.publishedAt,
    template_suffix: null,
    title: product.title,
    updated_at: product.updatedAt,
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: 'web',
    tags: product.tags.join(', '),
    variants: product.variants.map((variant, at) => variantPart(state, product, variant, at)),
    options: [optionPart(product)],
    images,
    image: images[0] ?? null,
    media: [],
    variant_gids: product.variants.map((variant) => ({
      admin_graphql_api_id: gid('ProductVariant', variant.id),
      updated_at: product.updatedAt,
    })),
    has_variants_that_requires_components: false,
    category: null,
  };
}

function variantPart(
  state: StoreState,
  product: Product,
  variant: Variant,
  at: number,
): JsonObject {
  const { currency } = state.shop;
  return {
    admin_graphql_api_id: gid('ProductVariant', variant.id),
    barcode: null,
    compare_at_price:
      variant.compareAtPrice === null ? null : toDecimal(variant.compareAtPrice, currency),
    created_at: product.createdAt,
    id: restId(variant.id),
    inventory_policy: 'deny',
    position: at + 1,
    price: toDecimal(variant.price, currency),
    product_id: restId(product.id),
    sku: variant.sku,
    taxable: !product.giftCard,
    title: variant.title,
    updated_at: product.updatedAt,
    option1: variant.title,
    option2: null,
    option3: null,
    image_id: null,
    inventory_item_id: restId(variant.id),
    inventory_quantity: variant.inventoryQuantity,
    old_inventory_quantity: variant.inventoryQuantity,
  };
}

function optionPart(product: Product): JsonObject {
  return {
    id: restId(product.id),
    product_id: restId(product.id),
    name: 'Title',
    position: 1,
    values: product.variants.map((variant) => variant.title),
  };
}

function imagePart(product: Product, src: string): JsonObject {
  return {
    id: restId(product.id),
    alt: product.title,
    position: 1,
    product_id: restId(product.id),
    created_at: product.createdAt,
    updated_at: product.updatedAt,
    admin_graphql_api_id: gid('ProductImage', product.id),
    width: 800,
    height: 800,
    src,
    variant_ids: [],
  };
}

/** When the inventory item of a variant was last changed. */
export function itemUpdatedAt(product: Product, variant: Variant): string {
  return variant.itemUpdatedAt ?? product.createdAt;
}

export function inventoryItemEvent(
  state: StoreState,
  product: Product,
  variant: Variant,
  topic: 'inventory_items/create' | 'inventory_items/update',
): Emission {
  return {
    topic,
    buildPayload: () => ({
      admin_graphql_api_id: gid('InventoryItem', variant.id),
      id: restId(variant.id),
      sku: variant.sku,
      created_at: product.createdAt,
      updated_at: itemUpdatedAt(product, variant),
      requires_shipping: !product.giftCard,
      cost: variant.unitCost === null ? null : toDecimal(variant.unitCost, state.shop.currency),
      country_code_of_origin: null,
      province_code_of_origin: null,
      harmonized_system_code: null,
      tracked: !product.giftCard,
      country_harmonized_system_codes: [],
      weight_value: 0,
      weight_unit: 'kg',
    }),
  };
}

export function productEvent(state: StoreState, product: Product, topic: string): Emission {
  return { topic, buildPayload: () => productPayload(state, product) };
}

export function productDeletedEvent(productId: string): Emission {
  return { topic: 'products/delete', buildPayload: () => ({ id: restId(productId) }) };
}
