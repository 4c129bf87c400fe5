import { page } from '../admin-frame/page.ts';
import type { Part } from '../http.ts';
import { appBridgeScript } from './script.ts';

/** The script that takes the place of https://cdn.shopify.com/shopifycloud/app-bridge.js. */
export function appBridge(): Part {
  return {
    routes: [
      page('GET', '/app-bridge.js', () => ({
        status: 200,
        headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
        body: appBridgeScript(),
      })),
    ],
  };
}
