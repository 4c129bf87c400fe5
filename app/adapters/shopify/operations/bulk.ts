import { defineOperation } from '../admin/operation.ts';
import type {
  BulkStatusQuery,
  BulkStatusQueryVariables,
  CancelBulkMutation,
  CancelBulkMutationVariables,
  RunBulkQueryMutation,
  RunBulkQueryMutationVariables,
} from '../generated/admin.ts';

/** Grouped, so that an object's children follow it and the file can be read as a stream. */
export const runBulkQuery = defineOperation<
  RunBulkQueryMutation,
  RunBulkQueryMutationVariables
>(/* GraphQL */ `
  mutation RunBulkQuery($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: true) {
      bulkOperation {
        id
        status
      }
      userErrors {
        field
        message
        code
      }
    }
  }
`);

export const readBulkStatus = defineOperation<
  BulkStatusQuery,
  BulkStatusQueryVariables
>(/* GraphQL */ `
  query BulkStatus($id: ID!) {
    bulkOperation(id: $id) {
      id
      status
      errorCode
      objectCount
      url
      createdAt
      completedAt
    }
  }
`);

export const cancelBulk = defineOperation<
  CancelBulkMutation,
  CancelBulkMutationVariables
>(/* GraphQL */ `
  mutation CancelBulk($id: ID!) {
    bulkOperationCancel(id: $id) {
      bulkOperation {
        id
        status
      }
      userErrors {
        field
        message
      }
    }
  }
`);
