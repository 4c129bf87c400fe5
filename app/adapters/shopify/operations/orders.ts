import { defineOperation } from '../admin/operation.ts';
import type {
  ChangedOrdersQuery,
  ChangedOrdersQueryVariables,
  MoreOrderLinesQuery,
  MoreOrderLinesQueryVariables,
  MoreRefundLinesQuery,
  MoreRefundLinesQueryVariables,
  OrderRefundsByIdQuery,
  OrderRefundsByIdQueryVariables,
  OrdersByIdQuery,
  OrdersByIdQueryVariables,
} from '../generated/admin.ts';
import {
  ORDER_HEAD,
  ORDER_LINE,
  ORDER_REFUND,
  ORDER_SHIPPING,
  REFUND_LINE,
} from './order-fields.ts';

/** Whole orders by when they changed, oldest first; `$query` such as `updated_at:>='…'`. */
export const readChangedOrders = defineOperation<
  ChangedOrdersQuery,
  ChangedOrdersQueryVariables
>(/* GraphQL */ `
  query ChangedOrders($first: Int!, $after: String, $query: String!) {
    orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes {
        ...OrderHead
        shippingLines(first: 10) {
          nodes {
            ...OrderShipping
          }
        }
        lineItems(first: 50) {
          nodes {
            ...OrderLine
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
        refunds(first: 50) {
          ...OrderRefund
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  ${ORDER_HEAD}
  ${ORDER_SHIPPING}
  ${ORDER_LINE}
  ${ORDER_REFUND}
  ${REFUND_LINE}
`);

/** Whole orders by id. */
export const readOrdersById = defineOperation<OrdersByIdQuery, OrdersByIdQueryVariables>(
  /* GraphQL */ `
  query OrdersById($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      ... on Order {
        ...OrderHead
        shippingLines(first: 10) {
          nodes {
            ...OrderShipping
          }
        }
        lineItems(first: 50) {
          nodes {
            ...OrderLine
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
        refunds(first: 50) {
          ...OrderRefund
        }
      }
    }
  }
  ${ORDER_HEAD}
  ${ORDER_SHIPPING}
  ${ORDER_LINE}
  ${ORDER_REFUND}
  ${REFUND_LINE}
`,
);

/** The inside of orders' refunds, which a bulk operation cannot give. */
export const readOrderRefunds = defineOperation<
  OrderRefundsByIdQuery,
  OrderRefundsByIdQueryVariables
>(/* GraphQL */ `
  query OrderRefundsById($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      ... on Order {
        id
        currencyCode
        refunds(first: 50) {
          ...OrderRefund
        }
      }
    }
  }
  ${ORDER_REFUND}
  ${REFUND_LINE}
`);

/** The lines of one order after the first page. */
export const readMoreOrderLines = defineOperation<
  MoreOrderLinesQuery,
  MoreOrderLinesQueryVariables
>(/* GraphQL */ `
  query MoreOrderLines($id: ID!, $after: String!) {
    order(id: $id) {
      lineItems(first: 250, after: $after) {
        nodes {
          ...OrderLine
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
  ${ORDER_LINE}
`);

/** The lines of one refund after the first page. */
export const readMoreRefundLines = defineOperation<
  MoreRefundLinesQuery,
  MoreRefundLinesQueryVariables
>(/* GraphQL */ `
  query MoreRefundLines($id: ID!, $after: String!) {
    node(id: $id) {
      __typename
      ... on Refund {
        refundLineItems(first: 250, after: $after) {
          nodes {
            ...RefundLine
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
  ${REFUND_LINE}
`);
