/** Objects by global id. */
import type { Product, Variant } from '../model.ts';
import type { StoreState } from '../state/state.ts';
import { type Graph, type TypedNode, typed } from './graph.ts';
import { visibleOrders } from './visibility.ts';

export interface VariantSource {
  product: Product;
  variant: Variant;
}

export function findVariant(state: StoreState, variantId: string | null): VariantSource | null {
  if (variantId === null) return null;
  const product = state.tables.products.get(state.indexes.productByVariant.first(variantId));
  const variant = product?.variants.find(({ id }) => id === variantId);
  return product && variant ? { product, variant } : null;
}

/** The id of the one installation this app has of the shop. */
export const INSTALLATION_ID = '1';

type Finder = (graph: Graph, id: string) => unknown;

const finders: Record<string, Finder> = {
  Shop: ({ state }, id) => (state.shop.id === id ? state.shop : null),
  AppInstallation: ({ state }, id) => (id === INSTALLATION_ID ? state.meta : null),
  Customer: ({ state }, id) => state.tables.customers.get(id),
  Order: (graph, id) => {
    const order = graph.state.tables.orders.get(id);
    return order && visibleOrders(graph)(order) ? order : null;
  },
  Refund: (graph, id) => {
    const order = graph.state.tables.orders.get(graph.state.indexes.orderByRefund.first(id));
    const refund = order?.refunds.find((each) => each.id === id);
    return order && refund && visibleOrders(graph)(order) ? { order, refund } : null;
  },
  Product: ({ state }, id) => state.tables.products.get(id),
  ProductVariant: ({ state }, id) => findVariant(state, id),
  // An inventory item bears the id of its variant.
  InventoryItem: ({ state }, id) => findVariant(state, id),
  DiscountCodeNode: ({ state }, id) => state.tables.discounts.get(id),
  DiscountRedeemCodeBulkCreation: ({ state }, id) => state.tables.redeemCodeCreations.get(id),
  BulkOperation: ({ state }, id) => state.tables.bulkOperations.get(id),
  WebhookSubscription: ({ state }, id) => state.tables.subscriptions.get(id),
  AbandonedCheckout: ({ state }, id) => state.tables.checkouts.get(id),
  Segment: ({ state }, id) => state.tables.segments.get(id),
};

/** Null for an object that does not exist; an unknown type is null as well, as at Shopify. */
export function findNode(graph: Graph, type: string, id: string): TypedNode | null {
  const source = finders[type]?.(graph, id) ?? null;
  return source === null ? null : typed(type, source);
}
