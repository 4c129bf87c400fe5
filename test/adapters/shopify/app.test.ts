import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { afterEach, expect, test } from 'vitest';
import { createShopify } from '#app/adapters/shopify/app.server.ts';
import { withFreshTokens } from '#app/adapters/shopify/fresh-sessions.server.ts';
import { API_KEY, API_SECRET } from '../../sandbox/support/local-shopify.ts';
import { connectShop } from './connected-shop.ts';

const APP_URL = 'http://localhost:4710';
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36';

afterEach(() => setAbstractFetchFunc(fetch));

async function openApp() {
  const connected = await connectShop();
  await connected.sessions.deleteSessionsByShop(connected.address.domain);
  const opened: string[] = [];
  const settings = {
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    appUrl: APP_URL,
    isProduction: false,
    fetchOrigin: connected.local.origin,
    afterAuth: async (shopDomain: string) => void opened.push(shopDomain),
  };
  const shopify = createShopify(settings, withFreshTokens(connected.sessions, connected.tokens));
  const request = async (token?: string) => {
    const bearer = token ?? (await connected.local.mintSessionToken());
    const headers = { authorization: `Bearer ${bearer}`, 'user-agent': BROWSER };
    return new Request(`${APP_URL}/app`, { headers });
  };
  return { ...connected, shopify, request, opened };
}

test('the first request exchanges its id token for an expiring pair, the second uses it', async () => {
  const { shopify, request, opened, sessions, address } = await openApp();
  const { session } = await shopify.authenticate.admin(await request());
  expect(session.shop).toBe(address.domain);
  expect(opened).toEqual([address.domain]);
  const [stored] = await sessions.findSessionsByShop(address.domain);
  expect(stored?.refreshToken).toBeTruthy();
  expect(stored?.expires?.getTime()).toBeLessThan(Date.now() + 3_700_000);

  await shopify.authenticate.admin(await request());
  expect(opened).toHaveLength(1);
});

test('an id token that another secret signed opens nothing', async () => {
  const { shopify, request, opened, local, sessions, address } = await openApp();
  const [head, payload] = (await local.mintSessionToken()).split('.');
  const forged = `${head}.${payload}.${'A'.repeat(43)}`;
  const refused = await shopify.authenticate.admin(await request(forged)).catch((thrown) => thrown);
  expect(refused).toBeInstanceOf(Response);
  expect(refused).toHaveProperty('status', 401);
  expect(opened).toEqual([]);
  expect(await sessions.findSessionsByShop(address.domain)).toEqual([]);
});
