/** Every type the local Shopify models; what is not here answers "not modelled". */
import type { TypeRegistry } from './graph.ts';
import { mutationFields } from './mutations/index.ts';
import { queryRootFields } from './query-root.ts';
import { abandonedCheckoutFields, abandonedCheckoutLineFields } from './types/checkout.ts';
import { customerEmailFields, customerFields, customerPhoneFields } from './types/customer.ts';
import {
  discountCodeBasicFields,
  discountCodeNodeFields,
  discountCustomerGetsFields,
  discountProductsFields,
  redeemCodeCreationFields,
  redeemCodeFields,
} from './types/discount.ts';
import { discountCodeApplicationFields } from './types/discount-application.ts';
import { metafieldFields } from './types/metafield.ts';
import {
  bulkOperationFields,
  segmentFields,
  webhookSubscriptionFields,
} from './types/operations.ts';
import { customerJourneySummaryFields, orderFields } from './types/order.ts';
import {
  fulfillmentFields,
  lineItemFields,
  orderTransactionFields,
  refundFields,
  refundLineItemFields,
} from './types/order-line.ts';
import {
  inventoryItemFields,
  mediaImageFields,
  productFields,
  productVariantFields,
} from './types/product.ts';
import { appInstallationFields, shopAddressFields, shopFields } from './types/shop.ts';
import { mailingAddressFields } from './values.ts';

/** Types without an entry (payloads, money, connections) are read from plain objects. */
export const registry: TypeRegistry = {
  QueryRoot: queryRootFields,
  Mutation: mutationFields,
  AbandonedCheckout: abandonedCheckoutFields,
  AbandonedCheckoutLineItem: abandonedCheckoutLineFields,
  AppInstallation: appInstallationFields,
  BulkOperation: bulkOperationFields,
  Customer: customerFields,
  CustomerEmailAddress: customerEmailFields,
  CustomerJourneySummary: customerJourneySummaryFields,
  CustomerPhoneNumber: customerPhoneFields,
  DiscountCodeApplication: discountCodeApplicationFields,
  DiscountCodeBasic: discountCodeBasicFields,
  DiscountCodeNode: discountCodeNodeFields,
  DiscountCustomerGets: discountCustomerGetsFields,
  DiscountProducts: discountProductsFields,
  DiscountRedeemCode: redeemCodeFields,
  DiscountRedeemCodeBulkCreation: redeemCodeCreationFields,
  Fulfillment: fulfillmentFields,
  InventoryItem: inventoryItemFields,
  LineItem: lineItemFields,
  MailingAddress: mailingAddressFields,
  MediaImage: mediaImageFields,
  Metafield: metafieldFields,
  Order: orderFields,
  OrderTransaction: orderTransactionFields,
  Product: productFields,
  ProductVariant: productVariantFields,
  Refund: refundFields,
  RefundLineItem: refundLineItemFields,
  Segment: segmentFields,
  Shop: shopFields,
  ShopAddress: shopAddressFields,
  WebhookSubscription: webhookSubscriptionFields,
};
