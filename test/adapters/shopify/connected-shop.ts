import { Session } from '@shopify/shopify-api';
import { createSessionStorage } from '#app/adapters/db/session-storage.server.ts';
import {
  createAccessTokens,
  offlineSessionId,
} from '#app/adapters/shopify/admin/access-tokens.server.ts';
import { createAdminClient } from '#app/adapters/shopify/admin/admin-client.server.ts';
import { createRateBudget } from '#app/adapters/shopify/admin/rate-budget.ts';
import { createBulkReader } from '#app/adapters/shopify/bulk.server.ts';
import { createShopifyReader } from '#app/adapters/shopify/reader.server.ts';
import { createShopifyFetch, type Fetch } from '#app/adapters/shopify/shopify-fetch.server.ts';
import type { LocalShopify, LocalShopifyOptions } from '#sandbox/index.ts';
import {
  API_KEY,
  API_SECRET,
  install,
  movableClock,
  startShopify,
} from '../../sandbox/support/local-shopify.ts';
import { createTestDatabase } from '../../support/database.ts';

export const TEST_KEY = Buffer.alloc(32, 7).toString('base64');

/** A local Shopify, a database, and the app's way from one to the other, as the app is wired. */
export async function connectShop(
  options: Partial<LocalShopifyOptions> & { wrapFetch?: (fetch: Fetch) => Fetch } = {},
) {
  const { wrapFetch, ...shopifyOptions } = options;
  const clock = movableClock();
  const local = await startShopify({
    clock,
    toml: 'shopify.app.toml',
    throttle: { maximumAvailable: 100_000, restoreRate: 100_000 },
    ...shopifyOptions,
  });
  const database = await createTestDatabase();
  const sessions = createSessionStorage(database.pool, { current: TEST_KEY });
  const plainFetch = createShopifyFetch(local.origin);
  const fetch = wrapFetch ? wrapFetch(plainFetch) : plainFetch;
  const tokens = createAccessTokens({
    pool: database.pool,
    sessions,
    fetch,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
  });
  const { domain, currency } = local.store.shop;
  await sessions.storeSession(await openSession(local));
  const client = createAdminClient({ fetch, tokens, budget: createRateBudget() });
  const now = () => local.store.now();
  return {
    local,
    clock,
    database,
    sessions,
    tokens,
    fetch,
    client,
    reader: createShopifyReader(client, now),
    bulk: createBulkReader({ client, fetch, batchSize: 200 }),
    address: { domain, currency },
  };
}

/** What the embedded app's token exchange leaves behind. */
export async function openSession(local: LocalShopify): Promise<Session> {
  const answer = await install(local);
  const after = (seconds: number) => new Date(Date.now() + seconds * 1000);
  return new Session({
    id: offlineSessionId(local.store.shop.domain),
    shop: local.store.shop.domain,
    state: '',
    isOnline: false,
    scope: answer.scope,
    accessToken: answer.access_token,
    expires: after(answer.expires_in),
    refreshToken: answer.refresh_token,
    refreshTokenExpires: after(answer.refresh_token_expires_in),
  });
}
