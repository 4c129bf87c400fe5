/** Starts the local Shopify: Admin API, tokens, webhooks and pages on one port. */
import type { LocalShopifyContext, LocalShopifyOptions } from './shopify/context.ts';
import type { Part, Route } from './shopify/http.ts';
import { pages } from './shopify/pages.ts';
import { dispatch, listen } from './shopify/server.ts';
import { mintSessionToken } from './shopify/session-token.ts';
import { type LocalStore, openStore } from './shopify/store.ts';
import { createWebhookSender, type WebhookSender } from './shopify/webhooks/sender.ts';
import { readAppConfiguration } from './shopify/webhooks/subscriptions.ts';

export interface LocalShopify {
  /** http://127.0.0.1:<port> */
  origin: string;
  store: LocalStore;
  webhooks: WebhookSender;
  mintSessionToken: LocalShopifyContext['mintSessionToken'];
  close(): Promise<void>;
}

export async function startLocalShopify(options: LocalShopifyOptions): Promise<LocalShopify> {
  const routes: Route[] = [];
  const started: { context: LocalShopifyContext | null } = { context: null };
  const server = await listen(options.port, (request, response) => {
    if (started.context) void dispatch(routes, request, response, started.context);
    else response.writeHead(503, { 'retry-after': '1' }).end();
  });
  const origin = `http://127.0.0.1:${server.port}`;
  const context = await createContext(options, origin);
  started.context = context;
  const parts = options.pages === false ? [] : await startParts(context);
  routes.push(...parts.flatMap((part) => part.routes));
  return {
    origin,
    store: context.store,
    webhooks: context.webhooks,
    mintSessionToken: context.mintSessionToken,
    async close() {
      await server.close();
      for (const part of parts) await part.close?.();
      await context.webhooks.close();
      context.store.close();
    },
  };
}

async function createContext(
  options: LocalShopifyOptions,
  origin: string,
): Promise<LocalShopifyContext> {
  const log = options.log ?? { info() {}, warn() {} };
  const { clock, dataDir, loadContents } = options;
  const store = await openStore({ clock, dataDir, loadContents });
  const webhooks = createWebhookSender({
    state: store.state,
    configuration: () => readAppConfiguration(options.toml, options.appUrl),
    apiSecret: options.apiSecret,
    knobs: options.webhooks ?? {},
    warn: log.warn,
  });
  return {
    options,
    origin,
    store,
    webhooks,
    log,
    mintSessionToken: (user) =>
      mintSessionToken({
        shop: store.shop.domain,
        apiKey: options.apiKey,
        apiSecret: options.apiSecret,
        userId: user?.id,
      }),
  };
}

async function startParts(context: LocalShopifyContext): Promise<Part[]> {
  const parts: Part[] = [];
  for (const page of pages) parts.push(await page(context));
  return parts;
}

export type { LocalShopifyContext, LocalShopifyOptions };
