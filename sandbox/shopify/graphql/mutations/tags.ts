import { GraphQLError } from 'graphql';
import type { Customer, Order, Product } from '../../model.ts';
import type { StoreState } from '../../state/state.ts';
import { customerEvent } from '../../webhooks/customer-payloads.ts';
import { orderEvent } from '../../webhooks/order-events.ts';
import { productEvent } from '../../webhooks/product-payloads.ts';
import { type Args, type Fields, type Graph, gidArgument, typed } from '../graph.ts';
import { holds } from '../resolve.ts';
import { userError } from './user-errors.ts';

type Tagged = Customer | Order | Product;

/** What can be tagged: where it is, the scope it needs, and who hears of it. */
const OWNERS: Record<
  string,
  { scope: string; find: (state: StoreState, id: string) => Tagged | undefined }
> = {
  Customer: {
    scope: 'write_customers',
    find: ({ tables }, id) => tables.customers.get(id),
  },
  Order: { scope: 'write_orders', find: ({ tables }, id) => tables.orders.get(id) },
  Product: { scope: 'write_products', find: ({ tables }, id) => tables.products.get(id) },
};

export const tagMutations: Fields<unknown> = {
  tagsAdd: (_root, args, graph) =>
    changeTags(graph, args, (tags, given) => {
      const has = (tag: string) => tags.some((own) => own.toLowerCase() === tag.toLowerCase());
      return [...tags, ...given.filter((tag) => !has(tag))].sort();
    }),
  tagsRemove: (_root, args, graph) =>
    changeTags(graph, args, (tags, given) => {
      const gone = given.map((tag) => tag.toLowerCase());
      return tags.filter((tag) => !gone.includes(tag.toLowerCase()));
    }),
};

function changeTags(
  graph: Graph,
  args: Args,
  change: (tags: string[], given: string[]) => string[],
) {
  const { type, id } = gidArgument(args, 'id');
  const owner = OWNERS[type];
  const object = owner?.find(graph.state, id);
  if (!owner || !object) {
    return { node: null, userErrors: [userError(['id'], `${type} does not exist`, null)] };
  }
  if (!holds(graph.scopes, owner.scope)) {
    throw new GraphQLError(`Access denied. Required access: \`${owner.scope}\` access scope.`, {
      extensions: { code: 'ACCESS_DENIED', requiredAccess: `\`${owner.scope}\` access scope.` },
    });
  }
  const given = tagsOf(args.tags);
  const before = object.tags.join('\n');
  object.tags = change(object.tags, given);
  if (object.tags.join('\n') !== before) saveTagged(graph.state, type, id);
  return { node: typed(type, object), userErrors: [] };
}

/** "a, b" is two tags, for an array and for a string alike. */
function tagsOf(value: unknown): string[] {
  const texts = Array.isArray(value) ? value.map(String) : [];
  return texts.flatMap((text) => text.split(',').map((tag) => tag.trim())).filter(Boolean);
}

function saveTagged(state: StoreState, type: string, id: string): void {
  const { tables } = state;
  const customer = type === 'Customer' ? tables.customers.get(id) : undefined;
  const order = type === 'Order' ? tables.orders.get(id) : undefined;
  const product = type === 'Product' ? tables.products.get(id) : undefined;
  if (customer) {
    customer.updatedAt = state.timestamp();
    tables.customers.put(customer);
    state.emit(customerEvent(state, customer, 'customers/update'));
  }
  if (order) {
    order.updatedAt = state.timestamp();
    tables.orders.put(order);
    state.emit(orderEvent(state, order, 'orders/updated'));
  }
  if (product) {
    product.updatedAt = state.timestamp();
    tables.products.put(product);
    state.emit(productEvent(state, product, 'products/update'));
  }
}
