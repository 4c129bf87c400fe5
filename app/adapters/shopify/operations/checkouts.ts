import { defineOperation } from '../admin/operation.ts';
import type { ChangedCheckoutsQuery, ChangedCheckoutsQueryVariables } from '../generated/admin.ts';

/** Checkouts by when they changed, in no useful order; `$query` such as `updated_at:>='…'`. */
export const readChangedCheckouts = defineOperation<
  ChangedCheckoutsQuery,
  ChangedCheckoutsQueryVariables
>(/* GraphQL */ `
  query ChangedCheckouts($first: Int!, $after: String, $query: String!) {
    abandonedCheckouts(first: $first, after: $after, query: $query, sortKey: CREATED_AT) {
      nodes {
        id
        abandonedCheckoutUrl
        createdAt
        updatedAt
        completedAt
        customer {
          id
        }
        totalPriceSet {
          shopMoney {
            amount
          }
        }
        lineItems(first: 50) {
          nodes {
            quantity
            product {
              id
            }
            variant {
              id
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
