import type { LocalShopifyContext } from '../context.ts';
import type { Route } from '../http.ts';

export function storeRoutes(_context: LocalShopifyContext): Route[] {
  return [];
}
