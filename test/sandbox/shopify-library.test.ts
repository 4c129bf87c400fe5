import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import '@shopify/shopify-api/adapters/node';
import {
  ApiVersion,
  GraphqlQueryError,
  HttpResponseError,
  RequestedTokenType,
  shopifyApi,
} from '@shopify/shopify-api';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { afterEach, expect, test } from 'vitest';
import type { LocalShopify } from '#sandbox/index.ts';
import { expireTokens } from '#sandbox/shopify/oauth/tokens.ts';
import { API_KEY, API_SECRET, startShopify, writeToml } from './support/local-shopify.ts';
import { startReceiver, subscribe } from './support/receiver.ts';

const SHOP = 'fern.myshopify.com';

afterEach(() => setAbstractFetchFunc(fetch));

/** Shopify's own library, its requests to the shop sent to the local one. */
function libraryFor(shopify: LocalShopify) {
  setAbstractFetchFunc(async (url, init) => {
    const target = new URL(String(url));
    const headers = new Headers(init?.headers);
    headers.set('x-local-shop', target.hostname);
    return fetch(`${shopify.origin}${target.pathname}${target.search}`, { ...init, headers });
  });
  return shopifyApi({
    apiKey: API_KEY,
    apiSecretKey: API_SECRET,
    apiVersion: ApiVersion.July26,
    hostName: 'app.example',
    isEmbeddedApp: true,
    logger: { log: () => {} },
  });
}

async function exchange(
  shopify: LocalShopify,
  library: ReturnType<typeof libraryFor>,
  shop = SHOP,
) {
  const { session } = await library.auth.tokenExchange({
    shop,
    sessionToken: await shopify.mintSessionToken(),
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
    expiring: true,
  });
  return session;
}

test('the id token is one that the library accepts', async () => {
  const shopify = await startShopify();
  const payload = await libraryFor(shopify).session.decodeSessionToken(
    await shopify.mintSessionToken({ id: '42' }),
  );
  expect(payload).toMatchObject({ dest: `https://${SHOP}`, aud: API_KEY, sub: '42' });
});

test('the library exchanges, queries, refreshes, and is refused after an uninstall', async () => {
  const shopify = await startShopify();
  const library = libraryFor(shopify);
  const session = await exchange(shopify, library);
  expect(session).toMatchObject({ shop: SHOP, isOnline: false });
  expect(session.refreshToken).toBeTruthy();
  const read = (of: typeof session) =>
    new library.clients.Graphql({ session: of }).request('{ shop { name } }');
  expect(await read(session)).toMatchObject({ data: { shop: { name: 'Fern' } } });
  expireTokens(shopify.store.state);
  await expect(read(session)).rejects.toThrow(HttpResponseError);
  const refreshed = await library.auth.refreshToken({
    shop: SHOP,
    refreshToken: session.refreshToken ?? '',
  });
  expect(await read(refreshed.session)).toMatchObject({ data: { shop: { name: 'Fern' } } });
  shopify.store.uninstall();
  await expect(read(refreshed.session)).rejects.toThrow(HttpResponseError);
});

test('errors of the Admin API reach the library as its own', async () => {
  const shopify = await startShopify({ throttle: { maximumAvailable: 20, restoreRate: 1 } });
  const library = libraryFor(shopify);
  const session = await exchange(shopify, library);
  const client = new library.clients.Graphql({ session });
  await expect(client.request('{ shop { colour } }')).rejects.toThrow(
    /Cannot query field "colour"/,
  );
  const query = '{ customers(first: 250) { nodes { id } } }';
  await client.request(query);
  const error = await client
    .request(query)
    .then(() => client.request(query))
    .then(() => client.request(query))
    .catch((each: unknown) => each);
  expect(error).toBeInstanceOf(GraphqlQueryError);
  expect(String(error)).toMatch('Throttled');
});

test('another shop does not exist here', async () => {
  const shopify = await startShopify();
  const library = libraryFor(shopify);
  await expect(exchange(shopify, library, 'other.myshopify.com')).rejects.toThrow();
  expect(shopify.store.installed).toBe(false);
});

test('the library accepts a delivery as sent and no other', async () => {
  const { received, appUrl } = await startReceiver();
  const toml = writeToml({ subscriptions: subscribe(['shop/update']) });
  const shopify = await startShopify({ appUrl, toml });
  const library = libraryFor(shopify);
  await exchange(shopify, library);
  shopify.store.updateShop({ name: 'Fern – neu' });
  await shopify.webhooks.flush();
  const [delivery] = received;
  const rawRequest = new IncomingMessage(new Socket());
  Object.assign(rawRequest, { method: 'POST', url: '/webhooks', headers: delivery?.headers });
  const rawBody = delivery?.body ?? '';
  expect(await library.webhooks.validate({ rawBody, rawRequest })).toMatchObject({
    valid: true,
    topic: 'SHOP_UPDATE',
    domain: SHOP,
  });
  const tampered = await library.webhooks.validate({
    rawBody: rawBody.replace('neu', 'alt'),
    rawRequest,
  });
  expect(tampered).toMatchObject({ valid: false, reason: 'invalid_hmac' });
});
