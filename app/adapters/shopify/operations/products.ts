import { defineOperation } from '../admin/operation.ts';
import type {
  ChangedInventoryItemsQuery,
  ChangedInventoryItemsQueryVariables,
  ChangedProductsQuery,
  ChangedProductsQueryVariables,
} from '../generated/admin.ts';

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

/** A variant and what one unit of it costs. */
export const VARIANT_FIELDS = /* GraphQL */ `
  fragment VariantFields on ProductVariant {
    id
    inventoryItem {
      id
      updatedAt
      unitCost {
        amount
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

/** Not in the order of their changes: the connection has none. */
export const readChangedInventoryItems = defineOperation<
  ChangedInventoryItemsQuery,
  ChangedInventoryItemsQueryVariables
>(/* GraphQL */ `
  query ChangedInventoryItems($first: Int!, $after: String, $query: String!) {
    inventoryItems(first: $first, after: $after, query: $query) {
      nodes {
        id
        updatedAt
        unitCost {
          amount
        }
        variants(first: 5) {
          nodes {
            id
            product {
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
