/** From a page of nested results to JSONL rows: children refer to parents by `__parentId`. */

export type Row = { [key: string]: unknown };

/** Rows of the objects in `data`, which is one execution's answer: each node, then its children. */
export function* rowsOf(data: unknown): Iterable<Row> {
  if (!isRecord(data)) return;
  for (const value of Object.values(data)) {
    if (isConnection(value)) yield* connectionRows(value, null);
    else if (isRecord(value)) yield* nestedConnections(value, null);
  }
}

function* connectionRows(connection: Connection, parentId: string | null): Iterable<Row> {
  for (const edge of connection.edges) {
    if (!isRecord(edge.node)) continue;
    const node = edge.node;
    const row: Row = {};
    for (const [key, value] of Object.entries(node)) {
      if (!isConnection(value)) row[key] = withoutConnections(value);
    }
    yield parentId === null ? row : { ...row, __parentId: parentId };
    const id = typeof node.id === 'string' ? node.id : null;
    yield* nestedConnections(node, id);
  }
}

function* nestedConnections(record: Row, parentId: string | null): Iterable<Row> {
  for (const value of Object.values(record)) {
    if (isConnection(value)) yield* connectionRows(value, parentId);
    else if (isRecord(value)) yield* nestedConnections(value, parentId);
  }
}

/** An object between a node and a connection stays in the row, without the connection. */
function withoutConnections(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => !isConnection(inner));
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutConnections(inner)]));
}

interface Connection {
  edges: { node: unknown }[];
}

function isConnection(value: unknown): value is Connection {
  return isRecord(value) && Array.isArray(value.edges);
}

function isRecord(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
