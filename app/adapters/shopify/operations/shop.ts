import { defineOperation } from '../admin/operation.ts';
import type { ShopInfoQuery, ShopInfoQueryVariables } from '../generated/admin.ts';

export const readShop = defineOperation<ShopInfoQuery, ShopInfoQueryVariables>(/* GraphQL */ `
  query ShopInfo {
    shop {
      id
      name
      myshopifyDomain
      email
      currencyCode
      ianaTimezone
      shopAddress {
        countryCodeV2
      }
    }
    currentAppInstallation {
      accessScopes {
        handle
      }
    }
  }
`);
