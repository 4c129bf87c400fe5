import { defineOperation } from '../admin/operation.ts';
import type {
  CreateBoundCodeMutation,
  CreateBoundCodeMutationVariables,
  DeactivateDiscountMutation,
  DeactivateDiscountMutationVariables,
  DeleteDiscountMutation,
  DeleteDiscountMutationVariables,
  DiscountByCodeQuery,
  DiscountByCodeQueryVariables,
  ListDiscountsQuery,
  ListDiscountsQueryVariables,
} from '../generated/admin.ts';

export const createBoundCode = defineOperation<
  CreateBoundCodeMutation,
  CreateBoundCodeMutationVariables
>(/* GraphQL */ `
  mutation CreateBoundCode($discount: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $discount) {
      codeDiscountNode {
        id
      }
      userErrors {
        field
        message
        code
      }
    }
  }
`);

export const findDiscountByCode = defineOperation<
  DiscountByCodeQuery,
  DiscountByCodeQueryVariables
>(/* GraphQL */ `
  query DiscountByCode($code: String!) {
    codeDiscountNodeByCode(code: $code) {
      id
      codeDiscount {
        __typename
        ... on DiscountCodeBasic {
          title
          status
          startsAt
          endsAt
          asyncUsageCount
          context {
            __typename
            ... on DiscountCustomers {
              customers {
                id
              }
            }
          }
        }
      }
    }
  }
`);

/** Of many codes under one discount only the first: ours have one each. */
export const listDiscounts = defineOperation<ListDiscountsQuery, ListDiscountsQueryVariables>(
  /* GraphQL */ `
  query ListDiscounts($query: String!, $after: String) {
    codeDiscountNodes(first: 100, after: $after, query: $query) {
      nodes {
        id
        codeDiscount {
          __typename
          ... on DiscountCodeBasic {
            title
            status
            codes(first: 1) {
              nodes {
                code
              }
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
`,
);

export const deactivateDiscount = defineOperation<
  DeactivateDiscountMutation,
  DeactivateDiscountMutationVariables
>(/* GraphQL */ `
  mutation DeactivateDiscount($id: ID!) {
    discountCodeDeactivate(id: $id) {
      codeDiscountNode {
        id
      }
      userErrors {
        field
        message
        code
      }
    }
  }
`);

export const deleteDiscount = defineOperation<
  DeleteDiscountMutation,
  DeleteDiscountMutationVariables
>(/* GraphQL */ `
  mutation DeleteDiscount($id: ID!) {
    discountCodeDelete(id: $id) {
      deletedCodeDiscountId
      userErrors {
        field
        message
        code
      }
    }
  }
`);
