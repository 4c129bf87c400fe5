/** Bulk operations: checked at once, run in the background, five at a time. */
import { setImmediate } from 'node:timers/promises';
import { gid } from '../gid.ts';
import type { Graph } from '../graphql/graph.ts';
import { badRequest } from '../graphql/graph.ts';
import { userError } from '../graphql/mutations/user-errors.ts';
import { adminSchema } from '../graphql/schema.ts';
import type { BulkOperationRecord } from '../records.ts';
import type { StoreState } from '../state/state.ts';
import { bulkFinishedEvent } from '../webhooks/bulk-payloads.ts';
import { openResult, type ResultWriter, resultPath } from './files.ts';
import { rowsOf } from './flatten.ts';
import { type CheckedQuery, checkBulkQuery } from './rules.ts';

const MAX_CONCURRENT = 5;
const PAGE = 50;
/** Shopify takes its time: a poller sees CREATED and RUNNING before COMPLETED. */
const START_DELAY_MS = 100;

type Checked = Extract<CheckedQuery, { ok: true }>;

export function runBulkQuery(graph: Graph, query: string, groupObjects: boolean) {
  const { state } = graph;
  const checked = checkBulkQuery(adminSchema().schema, query);
  if (!checked.ok) return { bulkOperation: null, userErrors: checked.errors };
  const running = runningOperations(state);
  if (running.length >= MAX_CONCURRENT) {
    const ids = running.map(({ id }) => gid('BulkOperation', id)).join(', ');
    const message = `A bulk query operation for this app and shop is already in progress: ${ids}.`;
    const error = userError(null, message, 'OPERATION_IN_PROGRESS');
    return { bulkOperation: null, userErrors: [error] };
  }
  const operation: BulkOperationRecord = {
    id: state.nextId(),
    status: 'CREATED',
    errorCode: null,
    query,
    groupObjects,
    objectCount: 0,
    rootObjectCount: 0,
    fileSize: null,
    url: null,
    createdAt: state.timestamp(),
    completedAt: null,
  };
  state.tables.bulkOperations.put(operation);
  setTimeout(() => void runOperation(graph, operation, checked), START_DELAY_MS).unref();
  return { bulkOperation: { ...operation }, userErrors: [] };
}

function runningOperations(state: StoreState): BulkOperationRecord[] {
  return [...state.tables.bulkOperations.values()].filter((each) =>
    ['CREATED', 'RUNNING', 'CANCELING'].includes(each.status),
  );
}

export function cancelBulkOperation(state: StoreState, operationId: string) {
  const operation = state.tables.bulkOperations.get(operationId);
  if (!operation) {
    const error = userError(['id'], 'Bulk operation does not exist', null);
    return { bulkOperation: null, userErrors: [error] };
  }
  if (operation.status === 'CREATED' || operation.status === 'RUNNING') {
    operation.status = 'CANCELING';
    state.tables.bulkOperations.put(operation);
    return { bulkOperation: { ...operation }, userErrors: [] };
  }
  const message = `A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}`;
  return { bulkOperation: operation, userErrors: [userError(null, message, null)] };
}

async function runOperation(
  graph: Graph,
  operation: BulkOperationRecord,
  checked: Checked,
): Promise<void> {
  const { state, context } = graph;
  if (state.isClosed) return;
  const writer = openResult(context.resultFolder, operation.id);
  try {
    if (operation.status === 'CREATED') operation.status = 'RUNNING';
    await writePages(graph, operation, checked, writer);
    const size = await writer.close();
    if (state.isClosed) return;
    finish(state, operation, operation.status === 'CANCELING' ? 'CANCELED' : 'COMPLETED', size);
  } catch (error) {
    await writer.close();
    context.log.warn(`bulk operation ${operation.id} failed: ${String(error)}`);
    operation.errorCode = isAccessDenied(error) ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR';
    finish(state, operation, 'FAILED', null);
  }
}

class BulkReadError extends Error {
  readonly code: unknown;

  constructor(message: string, code: unknown) {
    super(message);
    this.code = code;
  }
}

function isAccessDenied(error: unknown): boolean {
  return error instanceof BulkReadError && error.code === 'ACCESS_DENIED';
}

async function writePages(
  graph: Graph,
  operation: BulkOperationRecord,
  checked: Checked,
  writer: ResultWriter,
): Promise<void> {
  const { engine } = graph.context;
  if (!engine) throw badRequest('the Admin API is not running');
  const bulk = { offset: 0, limit: PAGE, hasMore: true };
  while (bulk.hasMore && operation.status === 'RUNNING' && !graph.state.isClosed) {
    bulk.hasMore = false;
    const answer = await engine.execute(
      checked.document,
      checked.operation,
      { variables: {} },
      {
        scopes: graph.scopes,
        bulk,
      },
    );
    const [error] = answer.errors ?? [];
    if (error) throw new BulkReadError(error.message, error.extensions?.code);
    for (const row of rowsOf(answer.data)) {
      operation.objectCount += 1;
      if (!('__parentId' in row)) operation.rootObjectCount += 1;
      writer.write(`${JSON.stringify(row)}\n`);
    }
    bulk.offset += PAGE;
    await writer.drained();
    await setImmediate();
  }
}

function finish(
  state: StoreState,
  operation: BulkOperationRecord,
  status: 'COMPLETED' | 'CANCELED' | 'FAILED',
  size: number | null,
): void {
  operation.status = status;
  operation.completedAt = state.timestamp();
  if (status === 'COMPLETED') {
    operation.fileSize = size;
    // An empty result has no file.
    operation.url = operation.objectCount === 0 ? null : resultPath(operation.id);
  }
  state.tables.bulkOperations.put(operation);
  state.emit(bulkFinishedEvent(operation));
  state.commit();
}

/** What a kill interrupted never ends by itself: Shopify would report a timeout. */
export function failInterrupted(state: StoreState): void {
  for (const operation of runningOperations(state)) {
    operation.errorCode = 'TIMEOUT';
    finish(state, operation, 'FAILED', null);
  }
}
