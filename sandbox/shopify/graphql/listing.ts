/** Root connections: sort, search and page a table. */
import type { GraphQLResolveInfo } from 'graphql';
import type { Table } from '../state/table.ts';
import { type Connection, type ConnectionItem, compareItems, connect } from './connection.ts';
import { type Args, type Graph, notModelled, numberArgument, stringArgument } from './graph.ts';
import { compileSearch, type Predicate, type SearchFields } from './search.ts';

export interface Listing<T extends { id: string }> {
  table: (graph: Graph) => Table<T>;
  /** By the schema's sort key; ID is always there. */
  sortKeys: { [sortKey: string]: (object: T) => string };
  searchFields: SearchFields<T>;
  bareText: (object: T) => (string | null)[];
  /** Objects the token may see at all. */
  visible?: (graph: Graph) => Predicate<T>;
  /** Sorted lists, each good until its table changes. */
  cache: WeakMap<Table<T>, Map<string, Sorted<T>>>;
}

interface Sorted<T> {
  version: number;
  items: ({ object: T } & ConnectionItem)[];
}

export function list<T extends { id: string }>(
  listing: Listing<T>,
  args: Args,
  graph: Graph,
  info: GraphQLResolveInfo,
): Connection {
  if (stringArgument(args, 'savedSearchId') !== null) throw notModelled('savedSearchId');
  return connect(find(listing, args, graph), args, graph, info);
}

/** `{count, precision}` with Shopify's limit of the count. */
export function count<T extends { id: string }>(listing: Listing<T>, args: Args, graph: Graph) {
  const total = find(listing, { ...args, sortKey: 'ID' }, graph).length;
  const limit = numberArgument(args, 'limit');
  const capped = limit !== null && total > limit;
  return { count: capped ? limit : total, precision: capped ? 'AT_LEAST' : 'EXACT' };
}

function find<T extends { id: string }>(
  listing: Listing<T>,
  args: Args,
  graph: Graph,
): ConnectionItem[] {
  const sortKey = stringArgument(args, 'sortKey') ?? 'ID';
  const matches = compileSearch(
    stringArgument(args, 'query'),
    listing.searchFields,
    listing.bareText,
  );
  const visible = listing.visible?.(graph) ?? (() => true);
  return sorted(listing, graph, sortKey).filter(({ object }) => visible(object) && matches(object));
}

function sorted<T extends { id: string }>(
  listing: Listing<T>,
  graph: Graph,
  sortKey: string,
): Sorted<T>['items'] {
  const sortValue = sortKey === 'ID' ? () => '' : listing.sortKeys[sortKey];
  if (!sortValue) throw notModelled(`Sort key ${sortKey}`);
  const table = listing.table(graph);
  const lists = listing.cache.get(table) ?? new Map<string, Sorted<T>>();
  listing.cache.set(table, lists);
  const known = lists.get(sortKey);
  if (known?.version === table.version) return known.items;
  const items = [...table.values()].map((object) => ({
    id: object.id,
    value: sortValue(object),
    node: object,
    object,
  }));
  items.sort(compareItems);
  lists.set(sortKey, { version: table.version, items });
  return items;
}
