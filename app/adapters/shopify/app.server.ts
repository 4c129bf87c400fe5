// The adapter comes first: it installs the runtime that the library's own imports build on.
import '@shopify/shopify-app-remix/adapters/node';
import { ApiVersion, LogSeverity } from '@shopify/shopify-api';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import { assertOriginAllowed, createShopifyFetch } from './shopify-fetch.server.ts';

export interface ShopifySettings {
  apiKey: string;
  apiSecret: string;
  appUrl: string;
  isProduction: boolean;
  /** Boot settings for a local Shopify; unset everywhere else. */
  fetchOrigin?: string | undefined;
  isFetchOriginAllowedInProduction?: boolean | undefined;
  extraFrameAncestor?: string | undefined;
  /** Where App Bridge comes from, for the early hint; the library knows Shopify's own only. */
  appBridgeUrl?: string | undefined;
  /**
   * Runs after a token was exchanged, which is at the first open and about once an hour from then
   * on, so it must be safe to repeat. Throwing answers the merchant's request with 500.
   */
  afterAuth(shopDomain: string): Promise<void>;
}

/**
 * Shopify's library for the embedded admin: token exchange, expiring offline tokens, one API
 * version, no webhooks registered from code (shopify.app.toml declares them).
 */
export function createShopify(settings: ShopifySettings, sessionStorage: SessionStorage) {
  assertOriginAllowed({
    origin: settings.fetchOrigin,
    isProduction: settings.isProduction,
    isAllowedInProduction: settings.isFetchOriginAllowedInProduction ?? false,
  });
  const shopify = shopifyApp({
    apiKey: settings.apiKey,
    apiSecretKey: settings.apiSecret,
    appUrl: settings.appUrl,
    apiVersion: ApiVersion.July26,
    distribution: AppDistribution.AppStore,
    isEmbeddedApp: true,
    useOnlineTokens: false,
    sessionStorage,
    // The library tells of every session it looks at; requests are logged by the server itself.
    logger: { level: LogSeverity.Warning },
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    hooks: { afterAuth: ({ session }) => settings.afterAuth(session.shop) },
  });
  // After the imports above, both of which set it: the last one to set it wins.
  if (settings.fetchOrigin) setAbstractFetchFunc(toAbstractFetch(settings.fetchOrigin));
  const authenticateAdmin = async (request: Request) => {
    try {
      return await shopify.authenticate.admin(request);
    } catch (thrown) {
      // The library's own pages (the bounce page, the way out of the frame) are framed too.
      if (thrown instanceof Response) adaptHeaders(thrown.headers, settings);
      throw thrown;
    }
  };
  return {
    authenticate: { ...shopify.authenticate, admin: authenticateAdmin },
    unauthenticated: shopify.unauthenticated,
    sessionStorage,
    /** Sets the headers of a page in the admin's frame: who may frame it, and early hints. */
    addDocumentResponseHeaders(request: Request, headers: Headers): void {
      shopify.addDocumentResponseHeaders(request, headers);
      adaptHeaders(headers, settings);
    },
  };
}

export type Shopify = ReturnType<typeof createShopify>;

function toAbstractFetch(origin: string): typeof fetch {
  const shopifyFetch = createShopifyFetch(origin);
  return async (input, init) => {
    if (input instanceof Request) {
      const body = input.body ? await input.arrayBuffer() : null;
      const { method, headers } = input;
      return shopifyFetch(input.url, { method, headers, body, ...init });
    }
    return shopifyFetch(input, init);
  };
}

/** The boot settings of a local Shopify, in what the library hard-codes. */
function adaptHeaders(headers: Headers, settings: ShopifySettings): void {
  if (settings.extraFrameAncestor) allowFrameAncestor(headers, settings.extraFrameAncestor);
  if (settings.appBridgeUrl && headers.has('Link')) {
    headers.set('Link', `<${settings.appBridgeUrl}>; rel="preload"; as="script";`);
  }
}

function allowFrameAncestor(headers: Headers, ancestor: string): void {
  const policy = headers.get('Content-Security-Policy');
  if (!policy) return;
  const widened = policy.replace(/frame-ancestors ([^;]*)/, `frame-ancestors $1 ${ancestor}`);
  headers.set('Content-Security-Policy', widened);
}
