/** Starts the local Shopify: Admin API, tokens, webhooks and pages on one port. */
import { bulkResultRoute, discardResults, openResultFolder } from './shopify/bulk/files.ts';
import { failInterrupted } from './shopify/bulk/operations.ts';
import type { LocalShopifyContext, LocalShopifyOptions } from './shopify/context.ts';
import { importCodes } from './shopify/graphql/mutations/redeem-codes.ts';
import { graphqlRoute } from './shopify/graphql/route.ts';
import type { Part, Route } from './shopify/http.ts';
import { tokenRoute } from './shopify/oauth/route.ts';
import { pages } from './shopify/pages.ts';
import { dispatch, listen } from './shopify/server.ts';
import { mintSessionToken } from './shopify/session-token.ts';
import type { StoreState } from './shopify/state/state.ts';
import { type LocalStore, openStore } from './shopify/store.ts';
import { unsubscribeRoute } from './shopify/unsubscribe.ts';
import { createWebhookSender, type WebhookSender } from './shopify/webhooks/sender.ts';
import { watchAppConfiguration } from './shopify/webhooks/subscriptions.ts';

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
  routes.push(...apiRoutes, ...parts.flatMap((part) => part.routes));
  finishInterrupted(context.store.state);
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
      if (options.dataDir === null) discardResults(context.resultFolder);
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
  const configuration = watchAppConfiguration(options.toml, options.appUrl);
  const webhooks = createWebhookSender({
    state: store.state,
    configuration,
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
    configuration,
    resultFolder: openResultFolder(dataDir),
    engine: null,
    mintSessionToken: (user) =>
      mintSessionToken({
        shop: store.shop.domain,
        apiKey: options.apiKey,
        apiSecret: options.apiSecret,
        userId: user?.id,
      }),
  };
}

const apiRoutes: Route[] = [graphqlRoute, tokenRoute, bulkResultRoute, unsubscribeRoute];

/** What a kill cut off is brought to its end, as Shopify would in the background. */
function finishInterrupted(state: StoreState): void {
  failInterrupted(state);
  for (const creation of state.tables.redeemCodeCreations.values()) {
    importCodes(state, creation.id);
  }
}

async function startParts(context: LocalShopifyContext): Promise<Part[]> {
  const parts: Part[] = [];
  for (const page of pages) parts.push(await page(context));
  return parts;
}

export type { LocalShopifyContext, LocalShopifyOptions };
