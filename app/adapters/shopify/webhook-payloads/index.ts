import { z } from 'zod';
import type { ParsedWebhook, ParseWebhook } from '#app/services/ports/webhook-parser.ts';
import { parseCheckout, parseCheckoutDeleted } from './checkout.ts';
import { parseEmailConsent, parseSmsConsent } from './consent.ts';
import { parseCustomer, parseCustomerDeleted, parseCustomerMerge } from './customer.ts';
import { parseOrder } from './order.ts';
import type { WebhookContext, WebhookReader } from './parsed-webhook.ts';
import { changes } from './parsed-webhook.ts';
import { parseCustomerRedact, parseDataRequest, parseShopRedact } from './privacy.ts';
import { parseInventoryItem, parseProduct, parseProductDeleted } from './product.ts';
import { decimalId, identified, idOf, readJson, readShape, UnreadableBody } from './read-body.ts';
import { parseRefund } from './refund.ts';
import { parseBulkOperation, parseScopes, parseShop, parseUninstalled } from './shop.ts';

const order: WebhookReader = (body, context) =>
  changes({ type: 'order', fact: parseOrder(body, context) });
const customer: WebhookReader = (body, context) =>
  changes({ type: 'customer', fact: parseCustomer(body, context) });
const checkout: WebhookReader = (body, context) =>
  changes({ type: 'checkout', fact: parseCheckout(body, context) });
const refund: WebhookReader = (body, context) =>
  changes({ type: 'refund', fact: parseRefund(body, context) });

const orderDeleted: WebhookReader = (body) =>
  changes({ type: 'order-deleted', orderId: idOf(readShape(identified, body), '') });

const editShape = z.object({ order_edit: z.object({ order_id: decimalId }) });
const orderEdited: WebhookReader = (body) => ({
  kind: 'event',
  event: { type: 'order-edited', orderId: readShape(editShape, body).order_edit.order_id },
});

/** Every topic the app subscribes to, and who reads it; a test holds it against the toml. */
export const WEBHOOK_READERS: Readonly<Record<string, WebhookReader>> = {
  'orders/create': order,
  'orders/updated': order,
  'orders/paid': order,
  'orders/cancelled': order,
  'orders/fulfilled': order,
  'orders/partially_fulfilled': order,
  'orders/edited': orderEdited,
  'orders/delete': orderDeleted,
  'refunds/create': refund,
  'customers/create': customer,
  'customers/update': customer,
  'customers/enable': customer,
  'customers/disable': customer,
  'customers/delete': parseCustomerDeleted,
  'customers/merge': parseCustomerMerge,
  'customers_email_marketing_consent/update': parseEmailConsent,
  'customers_marketing_consent/update': parseSmsConsent,
  'products/create': parseProduct,
  'products/update': parseProduct,
  'products/delete': parseProductDeleted,
  'inventory_items/create': parseInventoryItem,
  'inventory_items/update': parseInventoryItem,
  'checkouts/create': checkout,
  'checkouts/update': checkout,
  'checkouts/delete': parseCheckoutDeleted,
  'app/uninstalled': parseUninstalled,
  'app/scopes_update': parseScopes,
  'shop/update': parseShop,
  'bulk_operations/finish': parseBulkOperation,
  'customers/data_request': parseDataRequest,
  'customers/redact': parseCustomerRedact,
  'shop/redact': parseShopRedact,
};

/** Reads a delivery; what no retry would mend comes back rejected, naming topic and path. */
export const parseWebhook: ParseWebhook = (delivery, currency): ParsedWebhook => {
  const { topic, triggeredAt, occurredAt } = delivery;
  const reader = Object.hasOwn(WEBHOOK_READERS, topic) ? WEBHOOK_READERS[topic] : undefined;
  if (!reader) return { kind: 'rejected', reason: `${topic}: no such topic is subscribed to` };
  const context: WebhookContext = { triggeredAt, occurredAt, currency };
  try {
    return reader(readJson(delivery.body), context);
  } catch (error) {
    if (!(error instanceof UnreadableBody) && !(error instanceof RangeError)) throw error;
    return { kind: 'rejected', reason: `${topic}: ${error.message}` };
  }
};
