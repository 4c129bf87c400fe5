import { defineOperation } from '../admin/operation.ts';
import type {
  ChangedCustomersQuery,
  ChangedCustomersQueryVariables,
  UnsubscribeEmailMutation,
  UnsubscribeEmailMutationVariables,
} from '../generated/admin.ts';

/**
 * What a customer's parser reads. The consent of a phone number is read from fields that 2026-10
 * deprecates, because 2026-07 has no other.
 */
export const CUSTOMER_FIELDS = /* GraphQL */ `
  fragment CustomerFields on Customer {
    id
    firstName
    lastName
    locale
    tags
    createdAt
    updatedAt
    defaultEmailAddress {
      emailAddress
      marketingState
      marketingUpdatedAt
    }
    defaultPhoneNumber {
      phoneNumber
      marketingState
      marketingUpdatedAt
      marketingCollectedFrom
    }
    defaultAddress {
      countryCodeV2
      provinceCode
    }
    birthDate: metafield(namespace: "facts", key: "birth_date") {
      value
    }
  }
`;

export const readChangedCustomers = defineOperation<
  ChangedCustomersQuery,
  ChangedCustomersQueryVariables
>(/* GraphQL */ `
  query ChangedCustomers($first: Int!, $after: String, $query: String!) {
    customers(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes {
        ...CustomerFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  ${CUSTOMER_FIELDS}
`);

export const unsubscribeEmail = defineOperation<
  UnsubscribeEmailMutation,
  UnsubscribeEmailMutationVariables
>(/* GraphQL */ `
  mutation UnsubscribeEmail($input: CustomerEmailMarketingConsentUpdateInput!) {
    customerEmailMarketingConsentUpdate(input: $input) {
      customer {
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
