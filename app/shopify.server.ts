import type { LoaderFunctionArgs } from '@remix-run/node';
import type { Composition } from './composition.server.ts';
import type { Shop } from './domain/shop.ts';
import { type Messages, messagesFor } from './locales/index.ts';

declare module '@remix-run/server-runtime' {
  interface AppLoadContext extends Composition {}
}

export interface AdminContext {
  shop: Shop;
  locale: string;
  messages: Messages;
  /** Who acts, for the audit log. */
  actor: string;
}

/**
 * The shop of a request from the embedded admin, its session token checked by Shopify's library.
 * A shop seen for the first time (or again after an uninstall) is installed on the way.
 * @throws a Response that sends the merchant through Shopify's authentication
 */
export async function authenticateAdmin({
  request,
  context,
}: Pick<LoaderFunctionArgs, 'request' | 'context'>): Promise<AdminContext> {
  const { session, sessionToken } = await context.shopify.authenticate.admin(request);
  const shop = await context.services.openShop(session.shop);
  const locale = new URL(request.url).searchParams.get('locale') ?? 'en';
  return {
    shop,
    locale,
    messages: messagesFor(locale),
    actor: sessionToken ? `staff:${sessionToken.sub}` : 'staff',
  };
}
