import { cancelBulkOperation, runBulkQuery } from '../../bulk/operations.ts';
import { gid } from '../../gid.ts';
import { uninstall } from '../../verbs/catalogue.ts';
import { type Fields, idArgument } from '../graph.ts';
import { userError } from './user-errors.ts';

const MAX_SEGMENT_NAME = 255;

export const operationMutations: Fields<unknown> = {
  bulkOperationRunQuery: (_root, args, graph) =>
    runBulkQuery(graph, String(args.query), args.groupObjects === true),
  bulkOperationCancel: (_root, args, graph) => {
    const id = idArgument(args, 'id', 'BulkOperation');
    return cancelBulkOperation(graph.state, id);
  },
  segmentCreate: (_root, args, { state }) => {
    const name = String(args.name).trim();
    const query = String(args.query);
    if (name === '') {
      return { segment: null, userErrors: [userError(['name'], "Name can't be blank", null)] };
    }
    if (name.length > MAX_SEGMENT_NAME) {
      const message = 'Name is too long (maximum is 255 characters)';
      return { segment: null, userErrors: [userError(['name'], message, null)] };
    }
    const now = state.timestamp();
    const segment = { id: state.nextId(), name, query, createdAt: now, updatedAt: now };
    state.tables.segments.put(segment);
    return { segment, userErrors: [] };
  },
  appUninstall: (_root, _args, { state, context }) => {
    uninstall(state);
    const app = {
      id: gid('App', '1'),
      apiKey: context.options.apiKey,
      handle: 'perennial',
      title: 'Perennial',
    };
    return { app, userErrors: [] };
  },
};
