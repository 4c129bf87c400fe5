import { defineOperation } from '../admin/operation.ts';
import type {
  CountCustomersQuery,
  CountCustomersQueryVariables,
  CountOrdersQuery,
  CountOrdersQueryVariables,
  CountProductsQuery,
  CountProductsQueryVariables,
  ExistingQuery,
  ExistingQueryVariables,
} from '../generated/admin.ts';

/** Without a limit a count is exact; `$query` such as `id:>=1 id:<=99`. */
export const countCustomers = defineOperation<
  CountCustomersQuery,
  CountCustomersQueryVariables
>(/* GraphQL */ `
  query CountCustomers($query: String!) {
    customersCount(query: $query, limit: null) {
      count
    }
  }
`);

export const countOrders = defineOperation<
  CountOrdersQuery,
  CountOrdersQueryVariables
>(/* GraphQL */ `
  query CountOrders($query: String!) {
    ordersCount(query: $query, limit: null) {
      count
    }
  }
`);

export const countProducts = defineOperation<
  CountProductsQuery,
  CountProductsQueryVariables
>(/* GraphQL */ `
  query CountProducts($query: String!) {
    productsCount(query: $query, limit: null) {
      count
    }
  }
`);

/** Null in the place of an id that Shopify does not have. */
export const readExisting = defineOperation<ExistingQuery, ExistingQueryVariables>(/* GraphQL */ `
  query Existing($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
    }
  }
`);
