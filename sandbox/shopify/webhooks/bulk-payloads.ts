import { gid } from '../gid.ts';
import type { BulkOperationRecord } from '../records.ts';
import type { Emission } from '../state/state.ts';

export function bulkFinishedEvent(operation: BulkOperationRecord): Emission {
  return {
    topic: 'bulk_operations/finish',
    buildPayload: () => ({
      admin_graphql_api_id: gid('BulkOperation', operation.id),
      completed_at: operation.completedAt,
      created_at: operation.createdAt,
      error_code: operation.errorCode?.toLowerCase() ?? null,
      status: operation.status.toLowerCase(),
      type: 'query',
    }),
  };
}
