import { find } from './dom.ts';

export interface FrameConfig {
  appName: string;
  appOrigin: string;
  shopName: string;
  shopDomain: string;
  /** Where this admin shows the app: `/store/<name>/apps/<key>`. */
  base: string;
  /** The first address of the iframe, signed. */
  source: string;
}

export function readFrameConfig(): FrameConfig {
  // Written by the server for this script, as JSON of exactly this shape.
  return JSON.parse(find('frame-config').textContent ?? '');
}

/** What the admin adds to the app's address and keeps out of its own. */
const embeddingParameters = [
  'embedded',
  'hmac',
  'host',
  'id_token',
  'locale',
  'session',
  'shop',
  'timestamp',
];

export function appPath(appLocation: string): string {
  const url = new URL(appLocation, location.origin);
  for (const name of embeddingParameters) url.searchParams.delete(name);
  return url.pathname + url.search + url.hash;
}

/** Where an address of the real admin or of the shop is in the local Shopify. */
export function adminPath(href: string, config: FrameConfig): string {
  const store = config.base.split('/').slice(0, 3).join('/');
  const url = new URL(href.replace(/^shopify:\/*admin/, 'https://admin.shopify.com/shopify-admin'));
  const rest = url.search + url.hash;
  if (url.hostname === 'admin.shopify.com') {
    return url.pathname.replace(/^\/shopify-admin/, store) + rest;
  }
  if (url.hostname === config.shopDomain) {
    if (url.pathname === '/admin' || !url.pathname.startsWith('/admin/'))
      return url.pathname + rest;
    if (url.pathname.startsWith('/admin/oauth')) return config.base;
    return url.pathname.replace(/^\/admin/, store) + rest;
  }
  if (url.origin === config.appOrigin) return config.base + appPath(url.href);
  return href;
}
