import path from 'node:path';
import { z } from 'zod';
import { startLocalShopify } from '#sandbox/index.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';

// The local Shopify in a process of its own, so that what it costs is not counted as the app's.
const root = path.resolve(import.meta.dirname, '../..');
const env = z
  .object({
    SHOPIFY_API_KEY: z.string(),
    SHOPIFY_API_SECRET: z.string(),
    CUSTOMERS: z.coerce.number(),
  })
  .parse(process.env);

const shopify = await startLocalShopify({
  port: 0,
  appUrl: 'http://127.0.0.1:9',
  apiKey: env.SHOPIFY_API_KEY,
  apiSecret: env.SHOPIFY_API_SECRET,
  dataDir: null,
  loadContents: () =>
    generateStore({ seed: 'bench', customers: env.CUSTOMERS, endsAt: new Date() }),
  clock: { now: () => new Date() },
  toml: path.join(root, 'shopify.app.toml'),
  pages: false,
});
const { state, shop } = shopify.store;
process.send?.({
  origin: shopify.origin,
  domain: shop.domain,
  sessionToken: await shopify.mintSessionToken(),
  orders: [...state.tables.orders.values()].length,
  customers: [...state.tables.customers.values()].length,
});
process.once('disconnect', () => void shopify.close());
