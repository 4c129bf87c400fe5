/** Shopify's own unsubscribe links: signed, and they work. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LocalShopifyContext } from './context.ts';
import { type Route, sendHtml, urlOf } from './http.ts';

function signatureOf(context: LocalShopifyContext, customerId: string): string {
  return createHmac('sha256', `${context.options.apiSecret} unsubscribe`)
    .update(customerId)
    .digest('hex');
}

export function unsubscribeUrl(context: LocalShopifyContext, customerId: string): string {
  return `${context.origin}/account/unsubscribe/${customerId}/${signatureOf(context, customerId)}`;
}

const PATH = /^\/account\/unsubscribe\/(\d+)\/([0-9a-f]{64})$/;

export const unsubscribeRoute: Route = {
  match: (_method, url) => PATH.test(url.pathname),
  handle(request, response, context) {
    const [, customerId = '', signature = ''] = PATH.exec(urlOf(request).pathname) ?? [];
    const expected = Buffer.from(signatureOf(context, customerId));
    if (!timingSafeEqual(expected, Buffer.from(signature))) {
      sendHtml(response, 404, '<p>This link is not valid.</p>');
      return;
    }
    context.store.setConsent(customerId, { channel: 'email', state: 'UNSUBSCRIBED' });
    sendHtml(response, 200, '<p>You have been unsubscribed.</p>');
  },
};
