/** Cursor connections over sorted lists, with Shopify's cursors and Shopify's complaints. */
import type { GraphQLResolveInfo } from 'graphql';
import { type Args, badRequest, type Graph, numberArgument, stringArgument } from './graph.ts';

export interface ConnectionItem {
  /** Tie-breaker and `last_id` of the cursor. */
  id: string;
  /** The sort key's value. */
  value: string;
  node: unknown;
}

export interface Connection {
  edges: { cursor: string; node: unknown }[];
  nodes: unknown[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  totalCount: number;
}

const MAX_PAGE = 250;

/** Ids are decimal strings: the longer is the larger. */
export function compareIds(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : Number(left > right);
}

export function compareItems(left: Position, right: Position): number {
  if (left.value !== right.value) return left.value < right.value ? -1 : 1;
  return compareIds(left.id, right.id);
}

interface Position {
  id: string;
  value: string;
}

/**
 * A page of `items`, which are sorted ascending by (value, id); `reverse` turns them round.
 * Errors: neither or both of first and last, a page over 250, a cursor that is none.
 */
export function connect(
  items: readonly ConnectionItem[],
  args: Args,
  graph: Graph,
  info: GraphQLResolveInfo,
): Connection {
  const ordered = args.reverse === true ? [...items].reverse() : items;
  if (graph.bulk) return bulkPage(ordered, graph, info);
  const direction = args.reverse === true ? -1 : 1;
  const size = pageSize(args, info.fieldName);
  let from = 0;
  let to = ordered.length;
  const after = stringArgument(args, 'after');
  const before = stringArgument(args, 'before');
  if (after !== null) from = indexAfter(ordered, decodeCursor(after), direction);
  if (before !== null) to = indexBefore(ordered, decodeCursor(before), direction);
  const start = size.kind === 'first' ? from : Math.max(from, to - size.count);
  const end = size.kind === 'first' ? Math.min(to, from + size.count) : to;
  return page(ordered, start, end);
}

function bulkPage(
  items: readonly ConnectionItem[],
  graph: Graph,
  info: GraphQLResolveInfo,
): Connection {
  if (!graph.bulk || info.path.prev !== undefined) return page(items, 0, items.length);
  const { offset, limit } = graph.bulk;
  graph.bulk.hasMore = offset + limit < items.length;
  return page(items, offset, Math.min(items.length, offset + limit));
}

function page(items: readonly ConnectionItem[], start: number, end: number): Connection {
  const shown = items.slice(start, end);
  const edges = shown.map((item) => ({ cursor: encodeCursor(item), node: item.node }));
  return {
    edges,
    nodes: shown.map((item) => item.node),
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: items.length,
  };
}

function pageSize(args: Args, fieldName: string): { kind: 'first' | 'last'; count: number } {
  const first = numberArgument(args, 'first');
  const last = numberArgument(args, 'last');
  if (first !== null && last !== null) {
    throw badRequest('providing both first and last is not supported');
  }
  const count = first ?? last;
  if (count === null) throw badRequest('you must provide one of first or last');
  if (count < 0) throw badRequest(`${first === null ? 'last' : 'first'} cannot be less than zero`);
  if (count > MAX_PAGE) {
    throw badRequest(
      `The ${fieldName} connection cannot return more than ${MAX_PAGE} records at once`,
    );
  }
  return { kind: first === null ? 'last' : 'first', count };
}

function indexAfter(items: readonly ConnectionItem[], at: Position, direction: number): number {
  const index = items.findIndex((item) => compareItems(item, at) * direction > 0);
  return index === -1 ? items.length : index;
}

function indexBefore(items: readonly ConnectionItem[], at: Position, direction: number): number {
  const index = items.findIndex((item) => compareItems(item, at) * direction >= 0);
  return index === -1 ? items.length : index;
}

export function encodeCursor({ id, value }: Position): string {
  const cursor = `{"last_id":${JSON.stringify(Number(id))},"last_value":${JSON.stringify(value)}}`;
  return Buffer.from(cursor).toString('base64');
}

function decodeCursor(cursor: string): Position {
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  const match = /^\{"last_id":(\d+),"last_value":"([^"]*)"\}$/.exec(text);
  if (!match?.[1] || match[2] === undefined) throw badRequest(`Invalid cursor: ${cursor}`);
  return { id: match[1], value: match[2] };
}
