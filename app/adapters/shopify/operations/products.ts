import { defineOperation } from '../admin/operation.ts';
import type { ChangedProductsQuery, ChangedProductsQueryVariables } from '../generated/admin.ts';

/** What a product's parser reads. */
export const PRODUCT_FIELDS = /* GraphQL */ `
  fragment ProductFields on Product {
    id
    title
    handle
    vendor
    productType
    status
    tags
    publishedAt
    updatedAt
    isGiftCard
    totalInventory
    priceRangeV2 {
      minVariantPrice {
        amount
      }
    }
    featuredMedia {
      preview {
        image {
          url
        }
      }
    }
  }
`;

export const readChangedProducts = defineOperation<
  ChangedProductsQuery,
  ChangedProductsQueryVariables
>(/* GraphQL */ `
  query ChangedProducts($first: Int!, $after: String, $query: String!) {
    products(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
      nodes {
        ...ProductFields
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  ${PRODUCT_FIELDS}
`);
