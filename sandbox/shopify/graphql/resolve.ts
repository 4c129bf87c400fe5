/** Field and type resolution over the real schema: modelled fields answer, others say so. */
import {
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLTypeResolver,
  getNamedType,
} from 'graphql';
import { z } from 'zod';
import { type Args, type Graph, notModelled, TypedNode, type TypeRegistry } from './graph.ts';
import type { AccessRule } from './schema.ts';

export function createFieldResolver(
  registry: TypeRegistry,
  access: Map<string, AccessRule>,
): GraphQLFieldResolver<unknown, Graph, Args> {
  const rules = new Map<string, AccessRule[]>();
  return (source, args, graph, info) => {
    const typeName = info.parentType.name;
    const key = `${typeName}.${info.fieldName}`;
    let required = rules.get(key);
    if (!required) {
      required = rulesFor(access, key, info.returnType);
      rules.set(key, required);
    }
    for (const rule of required) requireScope(graph.scopes, rule, info.fieldName);
    const value = source instanceof TypedNode ? source.source : source;
    const resolver = registry[typeName]?.[info.fieldName];
    if (resolver) return callResolver(() => resolver(value, args, graph, info));
    if (typeof value === 'object' && value !== null && info.fieldName in value) {
      if (!registry[typeName]) return Reflect.get(value, info.fieldName);
    }
    throw notModelled(isRoot(typeName) ? `Root field ${info.fieldName}` : `Field ${key}`);
  };
}

/** Inputs are parsed strictly: a field of the schema that no verb knows is said, not dropped. */
function callResolver(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    const keys = issue?.code === 'unrecognized_keys' ? issue.keys : [];
    throw notModelled(`Input ${[...(issue?.path ?? []), ...keys].join('.')}`);
  }
}

function isRoot(typeName: string): boolean {
  return typeName === 'QueryRoot' || typeName === 'Mutation';
}

/** A field's own rule, and the rule of what it returns: for a connection, of its nodes. */
function rulesFor(
  access: Map<string, AccessRule>,
  key: string,
  returnType: GraphQLOutputType,
): AccessRule[] {
  const typeName = getNamedType(returnType).name.replace(/Connection$/, '');
  const own = access.get(key);
  const ofType = access.get(typeName);
  return [own, ofType].filter((rule) => rule !== undefined);
}

function requireScope(granted: ReadonlySet<string>, rule: AccessRule, fieldName: string): void {
  const { scopes, requiredAccess } = rule;
  if (scopes.some((scope) => holds(granted, scope))) return;
  throw new GraphQLError(
    `Access denied for ${fieldName} field. Required access: ${requiredAccess}`,
    {
      extensions: {
        code: 'ACCESS_DENIED',
        documentation: 'https://shopify.dev/api/usage/access-scopes',
        requiredAccess,
      },
    },
  );
}

/** Writing includes reading. */
export function holds(granted: ReadonlySet<string>, scope: string): boolean {
  return granted.has(scope) || granted.has(scope.replace(/^read_/, 'write_'));
}

export const resolveType: GraphQLTypeResolver<unknown, Graph> = (value) => {
  if (value instanceof TypedNode) return value.typeName;
  throw new Error('an object behind an interface or union needs its type');
};
