export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * The way to Shopify. Without an origin it is plain fetch. With one, every request to
 * `<shop>.myshopify.com` goes there instead and names the shop in `x-local-shop`.
 */
export function createShopifyFetch(origin?: string): Fetch {
  if (!origin) return (url, init) => fetch(url, init);
  return (url, init) => {
    const target = new URL(url);
    if (!target.hostname.endsWith('.myshopify.com')) return fetch(target, init);
    const headers = new Headers(init?.headers);
    headers.set('x-local-shop', target.hostname);
    return fetch(new URL(target.pathname + target.search, origin), { ...init, headers });
  };
}

/**
 * @throws where a production process is pointed away from Shopify without being told twice: tokens
 * would go to whoever listens at that origin
 */
export function assertOriginAllowed(options: {
  origin: string | undefined;
  isProduction: boolean;
  isAllowedInProduction: boolean;
}): void {
  if (!options.origin || !options.isProduction || options.isAllowedInProduction) return;
  throw new Error(
    'SHOPIFY_FETCH_ORIGIN sends access tokens away from Shopify; in production it is refused ' +
      'unless SHOPIFY_FETCH_ORIGIN_IN_PRODUCTION=yes says that this is meant.',
  );
}
