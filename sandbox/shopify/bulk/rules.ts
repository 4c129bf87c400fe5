/** What Shopify refuses in a bulk query, in its words. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  validate,
} from 'graphql';
import { type UserError, userError } from '../graphql/mutations/user-errors.ts';

const MAX_CONNECTIONS = 5;
const MAX_DEPTH = 2;
const MAX_BYTES = 65_535;

export type CheckedQuery =
  | { ok: true; document: DocumentNode; operation: OperationDefinitionNode }
  | { ok: false; errors: UserError[] };

export function checkBulkQuery(schema: GraphQLSchema, query: string): CheckedQuery {
  const parsed = parseQuery(schema, query);
  if (!parsed.ok) return parsed;
  const { document, operation } = parsed;
  if (operation.operation !== 'query') {
    return refused('Invalid operation type. Only `query` operations are supported.');
  }
  const found = new Findings();
  visitSelections(document, schema, operation.selectionSet, schema.getQueryType(), found, {
    depth: 0,
    inList: false,
    parent: null,
  });
  const messages = found.messages();
  return messages.length === 0 ? parsed : refused(...messages);
}

function refused(...messages: string[]): CheckedQuery {
  return { ok: false, errors: messages.map((message) => userError(['query'], message)) };
}

function parseQuery(schema: GraphQLSchema, query: string): CheckedQuery {
  if (Buffer.byteLength(query) > MAX_BYTES) {
    return refused(`Query is too large. The maximum size is ${MAX_BYTES} bytes.`);
  }
  if (query.trim() === '') {
    return refused('Invalid bulk query: syntax error, unexpected end of file');
  }
  try {
    const document = parse(query);
    const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
    if (!operation) return refused('Invalid bulk query: no operation');
    const errors = validate(schema, document);
    if (errors.length === 0) return { ok: true, document, operation };
    return refused(...errors.map((error) => `Invalid bulk query: ${error.message}`));
  } catch (error) {
    if (error instanceof GraphQLError) return refused(`Invalid bulk query: ${error.message}`);
    throw error;
  }
}

class Findings {
  connections = 0;
  deepest = 0;
  readonly viaNodes: string[] = [];
  readonly withoutId: string[] = [];
  topLevelNode = false;
  connectionInList = false;

  messages(): string[] {
    const messages: string[] = [];
    if (this.topLevelNode) messages.push('Bulk queries cannot contain a top level `node` field.');
    if (this.connections === 0) {
      messages.push('Bulk queries must contain at least one connection.');
    }
    if (this.viaNodes.length > 0) messages.push(viaNodesMessage(this.viaNodes));
    if (this.connectionInList) {
      messages.push(
        'Queries that contain a connection field within a list field are not currently supported.',
      );
    }
    if (this.deepest > MAX_DEPTH) {
      messages.push('Bulk queries cannot contain connections with a nesting depth greater than 2.');
    }
    if (this.connections > MAX_CONNECTIONS) {
      messages.push('Bulk queries cannot contain more than 5 connections.');
    }
    if (this.withoutId.length > 0) messages.push(withoutIdMessage(this.withoutId));
    return messages;
  }
}

function viaNodesMessage(names: string[]): string {
  return (
    "All connection fields in a bulk query must select their contents using 'edges' > 'node', " +
    "e.g: 'products { edges { node {'. Selecting via 'nodes' is not supported. " +
    `Invalid connection fields: '${names.join("', '")}'.`
  );
}

function withoutIdMessage(names: string[]): string {
  return (
    "The parent 'node' field for a nested connection must select the 'id' field without an alias " +
    `and must be of 'ID' return type. Connection fields without 'id': ${names.join(', ')}.`
  );
}

interface Position {
  /** Connections above this selection. */
  depth: number;
  inList: boolean;
  /** The nearest connection above, with its node's selection. */
  parent: { name: string; node: SelectionSetNode | null } | null;
}

function visitSelections(
  document: DocumentNode,
  schema: GraphQLSchema,
  selectionSet: SelectionSetNode,
  type: GraphQLNamedType | null | undefined,
  found: Findings,
  at: Position,
): void {
  for (const { field, parentType } of flatFields(document, schema, selectionSet, type)) {
    const definition =
      isObjectType(parentType) || isInterfaceType(parentType)
        ? parentType.getFields()[field.name.value]
        : undefined;
    if (!definition) continue;
    const name = field.name.value;
    if (at.depth === 0 && at.parent === null && (name === 'node' || name === 'nodes')) {
      found.topLevelNode ||= name === 'node' && parentType === schema.getQueryType();
    }
    if (!field.selectionSet) continue;
    const inner = getNamedType(definition.type);
    if (inner.name.endsWith('Connection')) {
      const node = visitConnection(document, field, found, at);
      if (!node) continue;
      const edge = isObjectType(inner) ? inner.getFields().nodes : undefined;
      visitSelections(document, schema, node, edge ? getNamedType(edge.type) : null, found, {
        depth: at.depth + 1,
        inList: false,
        parent: { name, node },
      });
      continue;
    }
    const outer = isNonNullType(definition.type) ? definition.type.ofType : definition.type;
    const inList = at.inList || isListType(outer);
    visitSelections(document, schema, field.selectionSet, inner, found, { ...at, inList });
  }
}

/** Counts a connection and returns the selection of its `edges { node }`. */
function visitConnection(
  document: DocumentNode,
  field: FieldNode,
  found: Findings,
  at: Position,
): SelectionSetNode | null {
  const name = field.name.value;
  found.connections += 1;
  found.deepest = Math.max(found.deepest, at.depth);
  if (at.inList) found.connectionInList = true;
  const parent = at.parent;
  if (parent?.node && !selectsId(parent.node) && !found.withoutId.includes(parent.name)) {
    found.withoutId.push(parent.name);
  }
  const selections = plainFields(document, field.selectionSet);
  if (selections.some((each) => each.name.value === 'nodes')) found.viaNodes.push(name);
  const edges = selections.find((each) => each.name.value === 'edges');
  const node = plainFields(document, edges?.selectionSet).find(
    (each) => each.name.value === 'node',
  );
  return node?.selectionSet ?? null;
}

function selectsId(selectionSet: SelectionSetNode): boolean {
  return selectionSet.selections.some(
    (each) => each.kind === Kind.FIELD && each.name.value === 'id' && !each.alias,
  );
}

function plainFields(document: DocumentNode, selectionSet: SelectionSetNode | undefined) {
  return (selectionSet?.selections ?? []).flatMap((each): FieldNode[] => {
    if (each.kind === Kind.FIELD) return [each];
    if (each.kind === Kind.INLINE_FRAGMENT) return plainFields(document, each.selectionSet);
    return plainFields(document, fragmentOf(document, each.name.value)?.selectionSet);
  });
}

function* flatFields(
  document: DocumentNode,
  schema: GraphQLSchema,
  selectionSet: SelectionSetNode,
  type: GraphQLNamedType | null | undefined,
): Iterable<{ field: FieldNode; parentType: GraphQLNamedType | null | undefined }> {
  for (const each of selectionSet.selections) {
    if (each.kind === Kind.FIELD) {
      yield { field: each, parentType: type };
      continue;
    }
    const fragment =
      each.kind === Kind.INLINE_FRAGMENT ? each : fragmentOf(document, each.name.value);
    if (!fragment) continue;
    const condition = fragment.typeCondition?.name.value;
    const inner = condition ? schema.getType(condition) : type;
    yield* flatFields(document, schema, fragment.selectionSet, inner);
  }
}

function fragmentOf(document: DocumentNode, name: string): FragmentDefinitionNode | undefined {
  return document.definitions.find(
    (each): each is FragmentDefinitionNode =>
      each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name,
  );
}
