import type { OrderFact } from '#app/domain/facts.ts';
import { fromGid, type OrderId, toGid } from '#app/domain/ids.ts';
import { OutsideError } from '#app/services/ports/outside-error.ts';
import type {
  CountableType,
  IdRange,
  ReadableType,
  ReadObject,
  ReadPage,
  ShopAddress,
  ShopInfo,
  ShopifyReader,
} from '#app/services/ports/shopify-reader.ts';
import type { AdminClient } from './admin/admin-client.server.ts';
import { toCheckoutFact } from './nodes/checkout-node.ts';
import { toCustomerFact } from './nodes/customer-node.ts';
import { toOrderFact } from './nodes/order-node.ts';
import { toProductFact } from './nodes/product-node.ts';
import { toItemChanges } from './nodes/unit-cost-node.ts';
import { readChangedCheckouts } from './operations/checkouts.ts';
import { countCustomers, countOrders, countProducts, readExisting } from './operations/counts.ts';
import { readChangedCustomers } from './operations/customers.ts';
import { readChangedOrders, readOrdersById } from './operations/orders.ts';
import { readChangedInventoryItems, readChangedProducts } from './operations/products.ts';
import { readShop } from './operations/shop.ts';
import { cursorOf, readAllLines, readWholeRefunds } from './whole-orders.server.ts';

/** When a reading was made, in Shopify's time. */
export type ReadingClock = () => Date;

/** Whole orders are expensive: 100 of them would come near what one query may cost. */
const ORDERS_PER_PAGE = 50;
const OTHERS_PER_PAGE = 250;
const ORDERS_BY_ID = 50;

const GID_TYPES = { order: 'Order', customer: 'Customer', product: 'Product' } as const;

type OrderNode = Parameters<typeof readAllLines>[2] & {
  shippingLines: { nodes: unknown[] };
  refunds: Parameters<typeof readWholeRefunds>[2];
};

interface Range {
  since: string;
  cursor: string | null;
}

/**
 * @param now Shopify's time, which dates what is read: business time, as webhooks are dated. The
 *   time before the request is taken, so that a reading never seems newer than it is.
 */
export function createShopifyReader(client: AdminClient, now: ReadingClock): ShopifyReader {
  async function toOrder(shop: ShopAddress, order: OrderNode, readAt: string): Promise<OrderFact> {
    const lines = await readAllLines(client, shop, order);
    const refunds = await readWholeRefunds(client, shop, order.refunds);
    const shippingLines = order.shippingLines.nodes;
    const parts = { head: order, lines, refunds, shippingLines };
    return toOrderFact(parts, readAt);
  }

  async function changedOrders(shop: ShopAddress, range: Range): Promise<ReadPage> {
    const readAt = now().toISOString();
    const variables = toVariables(range, ORDERS_PER_PAGE);
    const { orders } = await client.run(shop.domain, readChangedOrders, variables);
    const objects: ReadObject[] = [];
    for (const node of orders.nodes) {
      const fact = await toOrder(shop, node, readAt);
      const { orderId: id, versionKey } = fact;
      objects.push({ id, versionKey, changes: [{ type: 'order', fact }] });
    }
    return { objects, isByChange: true, cursor: cursorOf(orders) };
  }

  async function changedCustomers(shop: ShopAddress, range: Range): Promise<ReadPage> {
    const readAt = now().toISOString();
    const variables = toVariables(range, OTHERS_PER_PAGE);
    const { customers } = await client.run(shop.domain, readChangedCustomers, variables);
    const objects = customers.nodes.map((node): ReadObject => {
      const fact = toCustomerFact(node, readAt);
      const { customerId: id, versionKey } = fact;
      return { id, versionKey, changes: [{ type: 'customer', fact }] };
    });
    return { objects, isByChange: true, cursor: cursorOf(customers) };
  }

  async function changedProducts(shop: ShopAddress, range: Range): Promise<ReadPage> {
    const readAt = now().toISOString();
    const variables = toVariables(range, OTHERS_PER_PAGE);
    const { products } = await client.run(shop.domain, readChangedProducts, variables);
    const objects = products.nodes.map((node): ReadObject => {
      const fact = toProductFact(node, shop.currency, readAt);
      const { productId: id, versionKey } = fact;
      return { id, versionKey, changes: [{ type: 'product', fact }] };
    });
    return { objects, isByChange: true, cursor: cursorOf(products) };
  }

  async function changedUnitCosts(shop: ShopAddress, range: Range): Promise<ReadPage> {
    const readAt = now().toISOString();
    const variables = toVariables(range, OTHERS_PER_PAGE);
    const { inventoryItems } = await client.run(shop.domain, readChangedInventoryItems, variables);
    const objects = inventoryItems.nodes.map((node): ReadObject => {
      const { cost, changes } = toItemChanges(node, shop.currency, readAt);
      return { id: cost.inventoryItemId, versionKey: cost.versionKey, changes };
    });
    return { objects, isByChange: false, cursor: cursorOf(inventoryItems) };
  }

  async function changedCheckouts(shop: ShopAddress, range: Range): Promise<ReadPage> {
    const readAt = now().toISOString();
    const variables = toVariables(range, OTHERS_PER_PAGE);
    const answer = await client.run(shop.domain, readChangedCheckouts, variables);
    const objects = answer.abandonedCheckouts.nodes.map((node): ReadObject => {
      const fact = toCheckoutFact(node, shop.currency, readAt);
      const { checkoutId: id, versionKey } = fact;
      return { id, versionKey, changes: [{ type: 'checkout', fact }] };
    });
    return { objects, isByChange: false, cursor: cursorOf(answer.abandonedCheckouts) };
  }

  const readers: Record<ReadableType, (shop: ShopAddress, range: Range) => Promise<ReadPage>> = {
    order: changedOrders,
    customer: changedCustomers,
    product: changedProducts,
    'unit-cost': changedUnitCosts,
    checkout: changedCheckouts,
  };

  return {
    readShopInfo: (domain) => readShopInfo(client, domain),
    async readOrders(shop, ids) {
      const facts: OrderFact[] = [];
      for (let at = 0; at < ids.length; at += ORDERS_BY_ID) {
        const readAt = now().toISOString();
        const page = await readOrderNodes(client, shop, ids.slice(at, at + ORDERS_BY_ID));
        for (const order of page) facts.push(await toOrder(shop, order, readAt));
      }
      return facts;
    },
    countObjects: (shop, type, range) => countObjects(client, shop, type, range),
    async findMissing(shop, type, ids) {
      const gids = ids.map((id) => toGid(GID_TYPES[type], id));
      const { nodes } = await client.run(shop.domain, readExisting, { ids: gids });
      return ids.filter((_id, at) => nodes[at] === null);
    },
    readChanged: (shop, type, range) => readers[type](shop, range),
  };
}

async function countObjects(
  client: AdminClient,
  shop: ShopAddress,
  type: CountableType,
  { from, to, createdSince }: IdRange,
): Promise<number> {
  const since = createdSince === null ? '' : ` created_at:>='${createdSince}'`;
  const query = `id:>=${from} id:<=${to}${since}`;
  const counts = {
    order: async () => (await client.run(shop.domain, countOrders, { query })).ordersCount,
    customer: async () => (await client.run(shop.domain, countCustomers, { query })).customersCount,
    product: async () => (await client.run(shop.domain, countProducts, { query })).productsCount,
  };
  const answer = await counts[type]();
  if (!answer) throw new OutsideError('Shopify gave no count', { retryable: true });
  return answer.count;
}

async function readOrderNodes(client: AdminClient, shop: ShopAddress, ids: OrderId[]) {
  const gids = ids.map((id) => toGid('Order', id));
  const { nodes } = await client.run(shop.domain, readOrdersById, { ids: gids });
  return nodes.flatMap((node) => (node?.__typename === 'Order' ? [node] : []));
}

async function readShopInfo(client: AdminClient, domain: string): Promise<ShopInfo> {
  const { shop, currentAppInstallation } = await client.run(domain, readShop, {});
  return {
    shopId: fromGid(shop.id),
    domain: shop.myshopifyDomain,
    name: shop.name,
    email: shop.email,
    currency: shop.currencyCode,
    timezone: shop.ianaTimezone,
    countryCode: shop.shopAddress.countryCodeV2 ?? 'ZZ',
    scopes: currentAppInstallation.accessScopes.map(({ handle }) => handle).toSorted(),
  };
}

function toVariables(range: Range, first: number) {
  // Whole seconds, as Shopify's `updated_at` has them.
  const since = `${range.since.slice(0, 19)}Z`;
  return { first, after: range.cursor, query: `updated_at:>='${since}'` };
}
