/** The price of a query, by the formula fitted on recorded pairs of query and cost. */
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

interface CostContext {
  schema: GraphQLSchema;
  document: DocumentNode;
  variables: Record<string, unknown>;
}

/** Points of `first` records: 1 → 1, 10 → 4, 50 → 7, 250 → 11. */
export function pageFactor(first: number): number {
  return first <= 1 ? Math.max(0, first) : Math.max(2, Math.floor(2 * Math.log(first)));
}

/**
 * Points of an operation. With `data`, pages count what was returned instead of what was asked.
 */
export function queryCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
  data?: unknown,
): number {
  const context = { schema, document, variables };
  if (operation.operation === 'query') {
    return selectionCost(context, operation.selectionSet, schema.getQueryType(), data);
  }
  let cost = 0;
  for (const { field, type, value } of fieldsOf(
    context,
    operation.selectionSet,
    schema.getMutationType(),
    data,
  )) {
    cost += 10;
    if (field.directives?.some((each) => each.name.value === 'idempotent')) cost += 10;
    if (!field.selectionSet) continue;
    for (const inner of fieldsOf(context, field.selectionSet, type, value)) {
      if (!inner.field.selectionSet) continue;
      cost += selectionCost(context, inner.field.selectionSet, inner.type, inner.value);
    }
  }
  return cost;
}

function selectionCost(
  context: CostContext,
  selectionSet: SelectionSetNode,
  type: GraphQLNamedType | null | undefined,
  data: unknown,
): number {
  let shared = 0;
  const byCondition = new Map<string, number>();
  for (const each of fieldsOf(context, selectionSet, type, data)) {
    const cost = fieldCost(context, each.field, each.type, each.value);
    if (each.condition === null) shared += cost;
    else byCondition.set(each.condition, (byCondition.get(each.condition) ?? 0) + cost);
  }
  // An object is of one type only: of several `... on` the dearest counts.
  return shared + Math.max(0, ...byCondition.values());
}

/** Money is as cheap as a scalar; a count is dear. */
function fieldCost(
  context: CostContext,
  field: FieldNode,
  type: GraphQLNamedType | null,
  value: unknown,
): number {
  if (!field.selectionSet || !isCompositeType(type)) return 0;
  if (type.name === 'Count') return 10;
  if (type.name === 'MoneyBag' || type.name === 'MoneyV2' || type.name === 'PageInfo') return 0;
  if (type.name.endsWith('Connection')) return connectionCost(context, field, type, value);
  const inner = Array.isArray(value) ? value[0] : value;
  return 1 + selectionCost(context, field.selectionSet, type, inner);
}

function connectionCost(
  context: CostContext,
  field: FieldNode,
  type: GraphQLNamedType,
  value: unknown,
): number {
  const asked = pageArgument(context, field);
  const returned = recordsIn(value);
  const records = returned === null ? asked : Math.min(asked, returned.length);
  let [viaNodes, viaEdges] = [0, 0];
  for (const { field: inner, type: innerType } of fieldsOf(
    context,
    field.selectionSet,
    type,
    null,
  )) {
    if (!inner.selectionSet) continue;
    if (inner.name.value === 'nodes') {
      viaNodes += selectionCost(context, inner.selectionSet, innerType, returned?.[0]);
    }
    if (inner.name.value !== 'edges') continue;
    for (const edge of fieldsOf(context, inner.selectionSet, innerType, null)) {
      if (edge.field.name.value !== 'node' || !edge.field.selectionSet) continue;
      viaEdges += selectionCost(context, edge.field.selectionSet, edge.type, returned?.[0]);
    }
  }
  return 2 + pageFactor(records) * (1 + Math.max(viaNodes, viaEdges));
}

function recordsIn(value: unknown): unknown[] | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('nodes' in value && Array.isArray(value.nodes)) return value.nodes;
  if (!('edges' in value) || !Array.isArray(value.edges)) return null;
  return value.edges.map((edge: unknown) =>
    typeof edge === 'object' && edge !== null && 'node' in edge ? edge.node : null,
  );
}

function pageArgument(context: CostContext, field: FieldNode): number {
  for (const { name, value } of field.arguments ?? []) {
    if (name.value !== 'first' && name.value !== 'last') continue;
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind === Kind.VARIABLE) {
      const given = context.variables[value.name.value];
      if (typeof given === 'number') return given;
    }
  }
  return 0;
}

interface VisitedField {
  field: FieldNode;
  type: GraphQLNamedType | null;
  value: unknown;
  /** The type that an inline fragment or spread narrows to; null for the selection's own. */
  condition: string | null;
}

function* fieldsOf(
  context: CostContext,
  selectionSet: SelectionSetNode | undefined,
  type: GraphQLNamedType | null | undefined,
  data: unknown,
  condition: string | null = null,
): Iterable<VisitedField> {
  for (const selection of selectionSet?.selections ?? []) {
    if (selection.kind === Kind.FIELD) {
      const definition =
        isObjectType(type) || isInterfaceType(type)
          ? type.getFields()[selection.name.value]
          : undefined;
      const key = selection.alias?.value ?? selection.name.value;
      yield {
        field: selection,
        type: definition ? getNamedType(definition.type) : null,
        value: valueAt(data, key),
        condition,
      };
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : context.document.definitions.find(
            (each) =>
              each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value,
          );
    if (!fragment || !('selectionSet' in fragment)) continue;
    const narrowed = 'typeCondition' in fragment ? fragment.typeCondition?.name.value : undefined;
    const inner = narrowed ? context.schema.getType(narrowed) : type;
    const kept = narrowed === undefined || narrowed === type?.name ? condition : narrowed;
    yield* fieldsOf(context, fragment.selectionSet, inner, data, kept);
  }
}

function valueAt(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null && key in data
    ? Reflect.get(data, key)
    : undefined;
}
