import { z } from 'zod';
import type { LocalShopifyContext } from '../context.ts';
import type { Part } from '../http.ts';
import { appBase, mintStaffToken, readAppSettings, staffMember } from './app-settings.ts';
import { assetRoutes } from './assets.ts';
import { framePage } from './frame-page.ts';
import { htmlPage, jsonPage, type PageRequest, page, redirectTo } from './page.ts';
import { searchResources } from './resources.ts';
import { storeRoutes } from './store-pages.ts';

function readJson(request: PageRequest): unknown {
  try {
    return JSON.parse(request.body || '{}');
  } catch {
    return null;
  }
}

const resourceQuery = z.object({ type: z.string(), query: z.string().default('') });

function findResources(context: LocalShopifyContext, request: PageRequest) {
  const asked = resourceQuery.safeParse(readJson(request));
  if (!asked.success) return jsonPage({ error: 'Say the type and the query' }, 400);
  const resources = searchResources(context.store, asked.data.type, asked.data.query);
  const error = `The local Shopify has no ${asked.data.type}s to pick from`;
  return resources ? jsonPage({ resources }) : jsonPage({ error }, 400);
}

const scopeRequest = z.object({ action: z.enum(['query', 'request', 'revoke']) });

/** Required scopes are granted with the installation; optional ones are not modelled. */
function answerScopes(context: LocalShopifyContext, request: PageRequest) {
  const asked = scopeRequest.safeParse(readJson(request));
  if (!asked.success) return jsonPage({ error: 'Say what to do with the scopes' }, 400);
  const { access_scopes: scopes } = readAppSettings(context);
  const required = scopes.scopes.split(',').flatMap((scope) => scope.trim() || []);
  const detail = { granted: required, required, optional: scopes.optional_scopes };
  if (asked.data.action === 'query') return jsonPage(detail);
  return jsonPage({ result: 'declined-all', detail });
}

async function showApp(context: LocalShopifyContext, request: PageRequest) {
  const rest = request.parameters.rest ?? '';
  return htmlPage(await framePage(context, `/${rest}`, request.url.searchParams));
}

/** The admin: the frame around the app, and the store's own lists. */
export function adminFrame(context: LocalShopifyContext): Part {
  const base = appBase(context);
  return {
    routes: [
      page('GET', '/', () => redirectTo(base)),
      page('GET', base, (request) => showApp(context, request)),
      page('GET', `${base}/*`, (request) => showApp(context, request)),
      page('POST', '/admin-frame/id-token', async () =>
        jsonPage({ token: await mintStaffToken(context) }),
      ),
      page('POST', '/admin-frame/user', () => jsonPage({ user: staffMember })),
      page('POST', '/admin-frame/scopes', (request) => answerScopes(context, request)),
      page('POST', '/admin-frame/resources', (request) => findResources(context, request)),
      ...assetRoutes('/admin-frame', new URL('./', import.meta.url)),
      ...storeRoutes(context),
    ],
  };
}
