import type { Pool } from 'pg';
import type { SealedSessionStorage } from './adapters/db/session-storage.server.ts';
import { createAccessTokens } from './adapters/shopify/admin/access-tokens.server.ts';
import { createAdminClient } from './adapters/shopify/admin/admin-client.server.ts';
import { createRateBudget } from './adapters/shopify/admin/rate-budget.ts';
import { createBulkReader } from './adapters/shopify/bulk.server.ts';
import { createConsentPort } from './adapters/shopify/consent.server.ts';
import { createDiscountPort } from './adapters/shopify/discounts.server.ts';
import { createShopifyReader } from './adapters/shopify/reader.server.ts';
import { createShopifyFetch } from './adapters/shopify/shopify-fetch.server.ts';
import { createTagPort } from './adapters/shopify/tags.server.ts';
import type { Env } from './env.server.ts';
import type { Clock } from './services/transact.ts';

interface ShopifyPortsOptions {
  env: Env;
  pool: Pool;
  sessions: SealedSessionStorage;
  clock: Clock;
}

/** What services ask of Shopify, over one client that keeps to each shop's rate. */
export function createShopifyPorts({ env, pool, sessions, clock }: ShopifyPortsOptions) {
  const fetch = createShopifyFetch(env.SHOPIFY_FETCH_ORIGIN);
  const tokens = createAccessTokens({
    pool,
    sessions,
    fetch,
    apiKey: env.SHOPIFY_API_KEY,
    apiSecret: env.SHOPIFY_API_SECRET,
  });
  const budget = createRateBudget();
  const client = createAdminClient({ fetch, tokens, budget });
  // Effects have their own way of trying again, and a lease to keep: no answer soon is no answer.
  const promptClient = createAdminClient({ fetch, tokens, budget, attempts: 2, timeoutMs: 10_000 });
  const now = () => clock.now();
  return {
    tokens,
    reader: createShopifyReader(client, now),
    bulk: createBulkReader({ client, fetch }),
    discounts: createDiscountPort(promptClient),
    consents: createConsentPort(promptClient, now),
    tags: createTagPort(client),
  };
}

export type ShopifyPorts = ReturnType<typeof createShopifyPorts>;
