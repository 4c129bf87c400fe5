import '@shopify/shopify-app-remix/adapters/node';
import { PrismaPg } from '@prisma/adapter-pg';
import { createRequestHandler } from '@remix-run/express';
import type { ActionFunctionArgs, ServerBuild } from '@remix-run/node';
import { ApiVersion, LogSeverity, Session } from '@shopify/shopify-api';
import { AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import compression from 'compression';
import express from 'express';
import { z } from 'zod';
import { PrismaClient } from '#app/adapters/db/generated/client.ts';

// The official template's way: remix-serve's Express, a Remix route, `authenticate.webhook`, which
// loads the shop's session through Prisma, and an insert of the payload through Prisma. The table
// of sessions is this app's (with the session as plain JSON), the reading of it the template's:
// one findUnique by id. Left out, in its favour: remix-serve's request log.
const env = z
  .object({
    PORT: z.coerce.number(),
    DATABASE_URL: z.string(),
    SHOPIFY_API_KEY: z.string(),
    SHOPIFY_API_SECRET: z.string(),
    SHOPIFY_APP_URL: z.string(),
  })
  .parse(process.env);
const prisma = new PrismaClient({
  adapter: new PrismaPg({ connectionString: env.DATABASE_URL, max: 10 }),
});

const sessionShape = z.object({
  id: z.string(),
  shop: z.string(),
  state: z.string(),
  isOnline: z.boolean(),
  scope: z.string(),
  accessToken: z.string(),
  refreshToken: z.string(),
  expires: z.coerce.date(),
  refreshTokenExpires: z.coerce.date(),
});

const notAsked = () => Promise.reject(new Error('A webhook only loads its session.'));

const sessionStorage: SessionStorage = {
  async loadSession(id) {
    const row = await prisma.session.findUnique({ where: { id } });
    if (!row) return undefined;
    return new Session(sessionShape.parse(JSON.parse(Buffer.from(row.sealed).toString())));
  },
  storeSession: notAsked,
  deleteSession: notAsked,
  deleteSessions: notAsked,
  findSessionsByShop: notAsked,
};

const shopify = shopifyApp({
  apiKey: env.SHOPIFY_API_KEY,
  apiSecretKey: env.SHOPIFY_API_SECRET,
  appUrl: env.SHOPIFY_APP_URL,
  apiVersion: ApiVersion.July26,
  distribution: AppDistribution.AppStore,
  authPathPrefix: '/auth',
  sessionStorage,
  logger: { level: LogSeverity.Warning },
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
});

async function action({ request }: ActionFunctionArgs): Promise<Response> {
  const { shop, topic, webhookId, apiVersion, payload, session } =
    await shopify.authenticate.webhook(request);
  if (!session) throw new Error('The session must be present, or half of the way is missing.');
  const body = Buffer.from(JSON.stringify(payload));
  await prisma.inboxEntry.create({
    data: { shopDomain: shop, webhookId: webhookId ?? '', topic, apiVersion, body },
  });
  return new Response();
}

const build: ServerBuild = {
  entry: { module: { default: () => new Response(null, { status: 404 }) } },
  routes: {
    root: { id: 'root', path: '', module: { default: () => null } },
    'routes/webhooks': {
      id: 'routes/webhooks',
      parentId: 'root',
      path: 'webhooks',
      module: { action, default: undefined },
    },
  },
  assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '' },
  publicPath: '/',
  assetsBuildDirectory: '',
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: false,
    v3_lazyRouteDiscovery: true,
  },
  isSpaMode: false,
  mode: 'production',
};

const app = express().disable('x-powered-by');
app.use(compression());
app.get('/healthz', (_request, response) => void response.end());
app.all('*', createRequestHandler({ build, mode: 'production' }));
const server = app.listen(env.PORT);
server.keepAliveTimeout = 65_000;
