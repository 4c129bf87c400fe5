import { expect, test } from 'vitest';
import { createAccessTokens } from '#app/adapters/shopify/admin/access-tokens.server.ts';
import { withFreshTokens } from '#app/adapters/shopify/fresh-sessions.server.ts';
import { readShop } from '#app/adapters/shopify/operations/shop.ts';
import { refreshTokens } from '#app/services/refresh-tokens.ts';
import { API_KEY, API_SECRET } from '../../sandbox/support/local-shopify.ts';
import { connectShop, openSession } from './connected-shop.ts';

test('twenty who need a token at once refresh it once', async () => {
  let refreshes = 0;
  const shop = await connectShop({
    wrapFetch: (fetch) => (url, init) => {
      if (String(url).endsWith('/access_token')) refreshes += 1;
      return fetch(url, init);
    },
  });
  const session = await openSession(shop.local);
  session.expires = new Date(Date.now() + 60_000);
  await shop.sessions.deleteSession(session.id);
  await shop.sessions.storeSession(session);

  const found = await Promise.all(
    Array.from({ length: 20 }, () => shop.tokens.find(shop.address.domain)),
  );
  expect(new Set(found).size).toBe(1);
  expect(found[0]).not.toBe(session.accessToken);
  expect(refreshes).toBe(1);
  const { shop: info } = await shop.client.run(shop.address.domain, readShop, {});
  expect(info.myshopifyDomain).toBe(shop.address.domain);
});

test('a refresh token that Shopify no longer takes asks the merchant to open the app', async () => {
  const shop = await connectShop();
  const session = await openSession(shop.local);
  session.expires = new Date(Date.now() - 1000);
  session.refreshToken = 'shprt_unknown';
  await shop.sessions.deleteSession(session.id);
  await shop.sessions.storeSession(session);

  const { domain } = shop.address;
  await expect(shop.tokens.find(domain)).rejects.toMatchObject({ code: 'needs_reopen' });
  const { rows } = await shop.database.pool.query('select needs_reopen from sessions');
  expect(rows).toEqual([{ needs_reopen: true }]);

  await shop.sessions.storeSession(await openSession(shop.local));
  expect(await shop.tokens.find(domain)).toMatch(/./);
});

test('a token server that is away is no reason to ask the merchant', async () => {
  const shop = await connectShop();
  const session = await openSession(shop.local);
  session.expires = new Date(Date.now() - 1000);
  await shop.sessions.deleteSession(session.id);
  await shop.sessions.storeSession(session);
  const tokens = createAccessTokens({
    pool: shop.database.pool,
    sessions: shop.sessions,
    fetch: async () => new Response('', { status: 503 }),
    apiKey: API_KEY,
    apiSecret: API_SECRET,
  });
  const failing = tokens.find(shop.address.domain);
  await expect(failing).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  const { rows } = await shop.database.pool.query('select needs_reopen from sessions');
  expect(rows).toEqual([{ needs_reopen: false }]);
});

test('the daily job refreshes what runs out and goes on where one shop fails', async () => {
  const shop = await connectShop();
  const session = await openSession(shop.local);
  session.refreshTokenExpires = new Date(Date.now() + 86_400_000);
  await shop.sessions.deleteSession(session.id);
  await shop.sessions.storeSession(session);
  await shop.database.pool.query(
    `insert into sessions (id, shop_domain, is_online, refresh_expires_at, sealed)
     values ('offline_a.myshopify.com', 'a.myshopify.com', false, now(), '\\x00')`,
  );
  const failed: string[] = [];
  const result = await refreshTokens(
    {
      sessions: shop.sessions,
      tokens: shop.tokens,
      onFailure: (domain) => void failed.push(domain),
    },
    { now: new Date() },
  );
  expect(result).toEqual({ refreshed: 1, failed: 1 });
  expect(failed).toEqual(['a.myshopify.com']);
  const renewed = await shop.sessions.loadSession(session.id);
  expect(renewed?.accessToken).not.toBe(session.accessToken);
  expect(renewed?.refreshTokenExpires?.getTime()).toBeGreaterThan(Date.now() + 80 * 86_400_000);
});

test('the pages share the one refresh, and an expired session without it is left to them', async () => {
  let refreshes = 0;
  const shop = await connectShop({
    wrapFetch: (fetch) => (url, init) => {
      if (String(url).endsWith('/access_token')) refreshes += 1;
      return fetch(url, init);
    },
  });
  const storage = withFreshTokens(shop.sessions, shop.tokens);
  const session = await openSession(shop.local);
  session.expires = new Date(Date.now() + 60_000);
  await shop.sessions.deleteSession(session.id);
  await shop.sessions.storeSession(session);

  const loaded = await Promise.all([1, 2, 3, 4].map(() => storage.loadSession(session.id)));
  expect(new Set(loaded.map((each) => each?.accessToken)).size).toBe(1);
  expect(loaded[0]?.accessToken).not.toBe(session.accessToken);
  expect(refreshes).toBe(1);

  session.refreshToken = 'shprt_unknown';
  await shop.sessions.deleteSession(session.id);
  await shop.sessions.storeSession(session);
  expect((await storage.loadSession(session.id))?.accessToken).toBe(session.accessToken);
});
