/** Field and type resolution over the real schema: modelled fields answer, others say so. */
import {
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLTypeResolver,
  getNamedType,
} from 'graphql';
import { z } from 'zod';
import { type Args, type Graph, notModelled, TypedNode, type TypeRegistry } from './graph.ts';
import type { AccessRule } from './schema.ts';

interface FieldPlan {
  /** What the token needs, checked once per execution. */
  rules: AccessRule[];
  resolver: Resolver | undefined;
  /** The type's objects are plain: a field is the property of its name. */
  isPlain: boolean;
  missing: string;
}

type Resolver = TypeRegistry[string][string];

export function createFieldResolver(
  registry: TypeRegistry,
  access: Map<string, AccessRule>,
): GraphQLFieldResolver<unknown, Graph, Args> {
  const plans = new Map<GraphQLObjectType, Map<string, FieldPlan>>();

  const planOf = ({ parentType, fieldName, returnType }: GraphQLResolveInfo): FieldPlan => {
    const ofType = plans.get(parentType) ?? new Map<string, FieldPlan>();
    plans.set(parentType, ofType);
    const known = ofType.get(fieldName);
    if (known) return known;
    const key = `${parentType.name}.${fieldName}`;
    const plan: FieldPlan = {
      rules: rulesFor(access, key, returnType),
      resolver: registry[parentType.name]?.[fieldName],
      isPlain: registry[parentType.name] === undefined,
      missing: isRoot(parentType.name) ? `Root field ${fieldName}` : `Field ${key}`,
    };
    ofType.set(fieldName, plan);
    return plan;
  };

  return (source, args, graph, info) => {
    const plan = planOf(info);
    if (plan.rules.length > 0 && !graph.allowed.has(plan)) {
      for (const rule of plan.rules) requireScope(graph.scopes, rule, info.fieldName);
      graph.allowed.add(plan);
    }
    const value = source instanceof TypedNode ? source.source : source;
    if (plan.resolver) return callResolver(plan.resolver, value, args, graph, info);
    if (plan.isPlain && typeof value === 'object' && value !== null && info.fieldName in value) {
      return Reflect.get(value, info.fieldName);
    }
    throw notModelled(plan.missing);
  };
}

/** Inputs are parsed strictly: a field of the schema that no verb knows is said, not dropped. */
function callResolver(
  resolver: Resolver,
  value: unknown,
  args: Args,
  graph: Graph,
  info: GraphQLResolveInfo,
): unknown {
  try {
    return resolver(value, args, graph, info);
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
