/** What resolvers are given, and how they are declared. */
import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import type { LocalShopifyContext } from '../context.ts';
import { gid, parseGid } from '../gid.ts';
import type { Order } from '../model.ts';
import type { StoreState } from '../state/state.ts';
import type { OrderTotals } from '../totals.ts';

/** One execution of one document. */
export interface Graph {
  context: LocalShopifyContext;
  state: StoreState;
  scopes: ReadonlySet<string>;
  /** Set while a bulk operation reads: connections need no `first`, the root one is windowed. */
  bulk: BulkWindow | null;
  /** Fields whose access was checked in this execution. */
  allowed: Set<object>;
  /** Totals of the orders read in this execution. */
  totals: Map<Order, OrderTotals>;
}

export interface BulkWindow {
  offset: number;
  limit: number;
  /** Whether the root connection has more after the window. */
  hasMore: boolean;
}

export type Args = Record<string, unknown>;

interface Declared<Source> {
  resolve(source: Source, args: Args, graph: Graph, info: GraphQLResolveInfo): unknown;
}

/**
 * Fields of one type by name. Declared as methods so that a map for a concrete source fits the
 * registry of all types (TypeScript compares method parameters both ways).
 */
export type Fields<Source> = { [field: string]: Declared<Source>['resolve'] };

export type TypeRegistry = { [typeName: string]: Fields<unknown> };

/** An object with its type, needed wherever the schema says interface or union. */
export class TypedNode {
  readonly typeName: string;
  readonly source: unknown;

  constructor(typeName: string, source: unknown) {
    this.typeName = typeName;
    this.source = source;
  }
}

export function typed(typeName: string, source: unknown): TypedNode {
  return new TypedNode(typeName, source);
}

/** A fact that this store cannot have, said plainly instead of made up. */
export function notModelled(what: string): GraphQLError {
  return new GraphQLError(`${what} is not modelled by the local Shopify`, {
    extensions: { code: 'NOT_MODELLED' },
  });
}

export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}

/** A gid argument of any type. */
export function gidArgument(args: Args, name: string): { type: string; id: string; gid: string } {
  const value = String(args[name]);
  const parsed = parseGid(value);
  if (!parsed) {
    throw new GraphQLError(`Invalid global id '${value}'`, {
      extensions: { code: 'argumentLiteralsIncompatible', typeName: 'CoercionError' },
    });
  }
  return { ...parsed, gid: gid(parsed.type, parsed.id) };
}

/** The numeric id of a gid argument of this type; another type is Shopify's RESOURCE_NOT_FOUND. */
export function idArgument(args: Args, name: string, type: string): string {
  const parsed = gidArgument(args, name);
  if (parsed.type !== type) {
    throw new GraphQLError(`Invalid id: ${parsed.gid}`, {
      extensions: { code: 'RESOURCE_NOT_FOUND' },
    });
  }
  return parsed.id;
}

export function stringArgument(args: Args, name: string): string | null {
  const value = args[name];
  return typeof value === 'string' ? value : null;
}

export function numberArgument(args: Args, name: string): number | null {
  const value = args[name];
  return typeof value === 'number' ? value : null;
}

export function stringsArgument(args: Args, name: string): string[] {
  const value = args[name];
  return Array.isArray(value) ? value.map(String) : [];
}
