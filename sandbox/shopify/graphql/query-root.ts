import { findDiscountByCode } from '../verbs/discounts.ts';
import { connect } from './connection.ts';
import {
  badRequest,
  type Fields,
  gidArgument,
  idArgument,
  notModelled,
  stringArgument,
  stringsArgument,
} from './graph.ts';
import { count, list } from './listing.ts';
import { findNode } from './nodes.ts';
import { checkoutListing } from './types/checkout.ts';
import { customerListing } from './types/customer.ts';
import { discountListing } from './types/discount.ts';
import {
  bulkOperationListing,
  segmentListing,
  webhookSubscriptionListing,
} from './types/operations.ts';
import { orderListing } from './types/order.ts';
import { allVariants, inventoryItemsOf, productListing } from './types/product.ts';

const MAX_NODES = 250;

/** `order(id:)` and its like: null for what is not there, an error for an id of another type. */
function one(type: string): Fields<unknown>[string] {
  return (_root, args, graph) => findNode(graph, type, idArgument(args, 'id', type));
}

export const queryRootFields: Fields<unknown> = {
  shop: (_root, _args, { state }) => state.shop,
  currentAppInstallation: (_root, _args, { state }) => state.meta,
  node: (_root, args, graph) => {
    const { type, id } = gidArgument(args, 'id');
    return findNode(graph, type, id);
  },
  nodes: (_root, args, graph) => {
    const ids = stringsArgument(args, 'ids');
    if (ids.length > MAX_NODES) {
      throw badRequest(
        `The input array size of ${ids.length} is greater than the maximum allowed of 250.`,
      );
    }
    return ids.map((id) => {
      const parsed = gidArgument({ id }, 'id');
      return findNode(graph, parsed.type, parsed.id);
    });
  },
  customer: one('Customer'),
  customers: (_root, args, graph, info) => list(customerListing, args, graph, info),
  customersCount: (_root, args, graph) => count(customerListing, args, graph),
  customerByIdentifier: (_root, args, { state }) => {
    const identifier = args.identifier;
    if (typeof identifier !== 'object' || identifier === null) return null;
    if ('emailAddress' in identifier && typeof identifier.emailAddress === 'string') {
      const id = state.indexes.customerByEmail.first(identifier.emailAddress.toLowerCase());
      return state.tables.customers.get(id) ?? null;
    }
    if ('id' in identifier) {
      const id = idArgument({ id: identifier.id }, 'id', 'Customer');
      return state.tables.customers.get(id) ?? null;
    }
    throw notModelled('This customer identifier');
  },
  order: one('Order'),
  orders: (_root, args, graph, info) => list(orderListing, args, graph, info),
  ordersCount: (_root, args, graph) => count(orderListing, args, graph),
  product: one('Product'),
  products: (_root, args, graph, info) => list(productListing, args, graph, info),
  productsCount: (_root, args, graph) => count(productListing, args, graph),
  productVariant: one('ProductVariant'),
  productVariants: (_root, args, graph, info) => {
    if (stringArgument(args, 'query') !== null) throw notModelled('Search in productVariants');
    return connect(allVariants(graph), args, graph, info);
  },
  inventoryItem: one('InventoryItem'),
  inventoryItems: (_root, args, graph, info) =>
    connect(inventoryItemsOf(graph, stringArgument(args, 'query')), args, graph, info),
  codeDiscountNode: one('DiscountCodeNode'),
  codeDiscountNodes: (_root, args, graph, info) => list(discountListing, args, graph, info),
  discountCodesCount: (_root, args, graph) => count(discountListing, args, graph),
  codeDiscountNodeByCode: (_root, args, { state }) => findDiscountByCode(state, String(args.code)),
  discountRedeemCodeBulkCreation: one('DiscountRedeemCodeBulkCreation'),
  bulkOperation: one('BulkOperation'),
  bulkOperations: (_root, args, graph, info) => list(bulkOperationListing, args, graph, info),
  currentBulkOperation: (_root, _args, { state }) =>
    [...state.tables.bulkOperations.values()].at(-1) ?? null,
  webhookSubscription: one('WebhookSubscription'),
  webhookSubscriptions: (_root, args, graph, info) => {
    const topics = stringsArgument(args, 'topics');
    if (topics.length === 0) return list(webhookSubscriptionListing, args, graph, info);
    const wanted = topics.map((topic) => `topic:${topic}`).join(' OR ');
    const query = stringArgument(args, 'query');
    const both = query === null ? wanted : `(${wanted}) AND (${query})`;
    return list(webhookSubscriptionListing, { ...args, query: both }, graph, info);
  },
  webhookSubscriptionsCount: (_root, args, graph) => count(webhookSubscriptionListing, args, graph),
  abandonedCheckouts: (_root, args, graph, info) => list(checkoutListing, args, graph, info),
  abandonedCheckoutsCount: (_root, args, graph) => count(checkoutListing, args, graph),
  segment: one('Segment'),
  segments: (_root, args, graph, info) => list(segmentListing, args, graph, info),
  segmentsCount: (_root, args, graph) => count(segmentListing, args, graph),
};
