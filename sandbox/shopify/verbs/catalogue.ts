/** Products, checkouts and the shop itself. */
import type { Checkout, Product, Shop, Variant } from '../model.ts';
import type { StoreState } from '../state/state.ts';
import { checkoutDeletedEvent, checkoutEvent } from '../webhooks/checkout-payloads.ts';
import {
  inventoryItemEvent,
  productDeletedEvent,
  productEvent,
} from '../webhooks/product-payloads.ts';
import { scopesEvent, shopEvent, shopRedactEvent } from '../webhooks/shop-payloads.ts';
import { type OrderDraft, type PlaceOrderResult, placeOrder } from './place-order.ts';
import { type Refusal, refuse } from './results.ts';

/** Stores a product as given (a new one without `id` gets ids) and tells it. */
export function upsertProduct(
  state: StoreState,
  draft: Omit<Product, 'id' | 'createdAt' | 'updatedAt'> & { id?: string },
): Product {
  const existing = state.tables.products.get(draft.id ?? null);
  const now = state.timestamp();
  const known = new Map(existing?.variants.map((variant) => [variant.id, variant]));
  const changed = draft.variants.filter((variant) => !isSameItem(variant, known.get(variant.id)));
  const product: Product = {
    ...draft,
    variants: draft.variants.map((variant) => {
      const itemUpdatedAt = changed.includes(variant) ? now : known.get(variant.id)?.itemUpdatedAt;
      return itemUpdatedAt ? { ...variant, itemUpdatedAt } : variant;
    }),
    id: draft.id ?? state.nextId(),
    createdAt: existing?.createdAt ?? now,
    updatedAt: now,
  };
  state.tables.products.put(product);
  state.emit(productEvent(state, product, existing ? 'products/update' : 'products/create'));
  for (const { id } of changed) {
    const topic = known.has(id) ? 'inventory_items/update' : 'inventory_items/create';
    tellItem(state, product, id, topic);
  }
  return product;
}

function isSameItem(variant: Variant, before: Variant | undefined): boolean {
  return before?.unitCost === variant.unitCost && before.sku === variant.sku;
}

function tellItem(
  state: StoreState,
  product: Product,
  variantId: string,
  topic: 'inventory_items/create' | 'inventory_items/update',
): void {
  const variant = product.variants.find(({ id }) => id === variantId);
  if (variant) state.emit(inventoryItemEvent(state, product, variant, topic));
}

export type UnitCostResult = { ok: true; product: Product; variant: Variant } | Refusal;

/** Sets what one unit of a variant costs the merchant; null takes the cost away. */
export function setUnitCost(
  state: StoreState,
  variantId: string,
  unitCost: number | null,
): UnitCostResult {
  const product = state.tables.products.get(state.indexes.productByVariant.first(variantId));
  const variant = product?.variants.find(({ id }) => id === variantId);
  if (!product || !variant) return refuse('unknown_variant', `No product variant ${variantId}`);
  if (variant.unitCost === unitCost) return { ok: true, product, variant };
  variant.unitCost = unitCost;
  variant.itemUpdatedAt = state.timestamp();
  state.tables.products.put(product);
  tellItem(state, product, variantId, 'inventory_items/update');
  return { ok: true, product, variant };
}

export function deleteProduct(state: StoreState, productId: string): boolean {
  if (!state.tables.products.get(productId)) return false;
  state.tables.products.remove(productId);
  state.emit(productDeletedEvent(productId));
  return true;
}

export interface CheckoutDraft {
  /** Absent starts a new checkout. */
  id?: string;
  customerId?: string | null;
  email?: string | null;
  phone?: string | null;
  cartToken?: string | null;
  lines: { variantId: string; quantity: number }[];
}

export type CheckoutResult = { ok: true; checkout: Checkout } | Refusal;

/** Starts or changes a checkout; one that stays incomplete is an abandoned checkout. */
export function updateCheckout(state: StoreState, draft: CheckoutDraft): CheckoutResult {
  const existing = draft.id === undefined ? null : state.tables.checkouts.get(draft.id);
  if (existing === undefined) return refuse('unknown_checkout', `No checkout ${draft.id}`);
  const lines: Checkout['lines'] = [];
  for (const { variantId, quantity } of draft.lines) {
    const product = state.tables.products.get(state.indexes.productByVariant.first(variantId));
    const variant = product?.variants.find(({ id }) => id === variantId);
    if (!product || !variant) return refuse('unknown_variant', `No product variant ${variantId}`);
    lines.push({
      productId: product.id,
      variantId,
      title: product.title,
      quantity,
      price: variant.price,
    });
  }
  const checkout = existing ?? newCheckout(state, draft.cartToken ?? null);
  const customer = state.tables.customers.get(draft.customerId ?? checkout.customerId);
  checkout.customerId = customer?.id ?? null;
  checkout.email = draft.email ?? customer?.email ?? checkout.email;
  checkout.phone = draft.phone ?? customer?.phone ?? checkout.phone;
  checkout.lines = lines;
  checkout.updatedAt = state.timestamp();
  state.tables.checkouts.put(checkout);
  state.emit(checkoutEvent(state, checkout, existing ? 'checkouts/update' : 'checkouts/create'));
  return { ok: true, checkout };
}

function newCheckout(state: StoreState, cartToken: string | null): Checkout {
  const now = state.timestamp();
  const token = state.nextToken();
  return {
    id: state.nextId(),
    token,
    cartToken,
    customerId: null,
    email: null,
    phone: null,
    lines: [],
    url: `https://${state.shop.domain}/${state.shop.id}/checkouts/ac/${token}/recover`,
    createdAt: now,
    updatedAt: now,
    completedAt: null,
  };
}

/** Turns a checkout into an order of the same lines and marks it completed. */
export function completeCheckout(
  state: StoreState,
  checkoutId: string,
  draft: Omit<OrderDraft, 'lines'> = {},
): PlaceOrderResult {
  const checkout = state.tables.checkouts.get(checkoutId);
  if (!checkout) return refuse('unknown_checkout', `No checkout ${checkoutId}`);
  if (checkout.completedAt !== null) return refuse('completed', 'It is completed already');
  const result = placeOrder(state, {
    customerId: checkout.customerId,
    email: checkout.email,
    ...draft,
    lines: checkout.lines,
    checkoutToken: checkout.token,
    cartToken: checkout.cartToken,
  });
  if (!result.ok) return result;
  checkout.completedAt = state.timestamp();
  checkout.updatedAt = checkout.completedAt;
  state.tables.checkouts.put(checkout);
  state.emit(checkoutEvent(state, checkout, 'checkouts/update'));
  return result;
}

export function deleteCheckout(state: StoreState, checkoutId: string): boolean {
  const checkout = state.tables.checkouts.get(checkoutId);
  if (!checkout) return false;
  state.tables.checkouts.remove(checkoutId);
  state.emit(checkoutDeletedEvent(state, checkout));
  return true;
}

export function updateShop(state: StoreState, change: Partial<Omit<Shop, 'id'>>): Shop {
  const shop = Object.assign(state.shop, change);
  state.tables.shop.put(shop);
  state.emit(shopEvent(state, 'shop/update'));
  return shop;
}

/**
 * Opening the app installs it, and grants what the app asks for by now; done by the token exchange.
 * Scopes that changed since are told by app/scopes_update.
 */
export function install(state: StoreState, scopes: string[]): void {
  const { meta } = state;
  const previous = meta.installed ? (meta.scopes ?? scopes) : scopes;
  if (!meta.installed) {
    meta.installed = true;
    meta.installedAt = state.timestamp();
    meta.installations += 1;
  }
  meta.scopes = scopes;
  state.tables.meta.put(meta);
  if (previous.join() !== scopes.join()) state.emit(scopesEvent(state, previous, scopes));
}

/** The app is told, and every token and API-made subscription of it dies. */
export function uninstall(state: StoreState): boolean {
  const { meta, tables } = state;
  if (!meta.installed) return false;
  meta.installed = false;
  meta.installedAt = null;
  tables.meta.put(meta);
  state.emit(shopEvent(state, 'app/uninstalled'));
  for (const { id } of [...tables.tokens.values()]) tables.tokens.remove(id);
  for (const { id } of [...tables.subscriptions.values()]) tables.subscriptions.remove(id);
  return true;
}

/** Shopify sends it 48 hours after an uninstall. */
export function requestShopRedact(state: StoreState): void {
  state.emit(shopRedactEvent(state));
}
