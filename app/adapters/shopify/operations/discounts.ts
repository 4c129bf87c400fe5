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
