import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createSessionStorage } from '#app/adapters/db/session-storage.server.ts';
import { createShopify } from '#app/adapters/shopify/app.server.ts';
import { authenticateAdmin } from '#app/shopify.server.ts';
import { TEST_KEY } from '#test/adapters/shopify/connected-shop.ts';
import { API_KEY, API_SECRET } from '#test/sandbox/support/local-shopify.ts';
import { allowConsole } from '#test/support/console.ts';
import {
  APP_URL,
  adminRequest,
  BROWSER,
  openTwoShops,
  signSessionToken,
  type TokenChange,
} from './two-shops.ts';

const changes: [string, TokenChange][] = [
  ['signed with another secret', { secret: 'another-secret' }],
  ['expired a minute ago', { expiresIn: -60 }],
  ['meant for another app', { audience: 'another-app' }],
];

test('a session token opens its own shop, and none that is tampered with opens any', async () => {
  const { a, composition } = await openTwoShops();
  const context = { ...composition };
  const open = async (token: string) => {
    const request = await adminRequest(a.shop, '/app', { token });
    return authenticateAdmin({ request, context }).catch((thrown: unknown) => thrown);
  };
  const token = await signSessionToken(a.shop.domain);
  expect(await open(token)).toMatchObject({ shop: { shopId: a.shop.shopId } });
  for (const [what, change] of changes) {
    const answer = await open(await signSessionToken(a.shop.domain, change));
    expect(answer, what).toBeInstanceOf(Response);
    expect(answer, what).toHaveProperty('status', 401);
  }
  const [head, body, signature] = token.split('.');
  const other = (await signSessionToken('shop-8002.myshopify.com')).split('.')[1];
  const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  for (const forged of [
    `${head}.${other}.${signature}`,
    `${unsigned}.${body}.`,
    `${head}.${body}`,
  ]) {
    expect(await open(forged), forged).toHaveProperty('status', 401);
  }
});

test('the token alone says which shop it is: an address that names another changes nothing', async () => {
  const { a, b, composition } = await openTwoShops();
  const address = `/app?shop=${b.shop.domain}&host=${btoa('admin.shopify.com/store/shop-8002')}`;
  const request = await adminRequest(a.shop, address);
  const { shop } = await authenticateAdmin({ request, context: { ...composition } });
  expect(shop.shopId).toBe(a.shop.shopId);
});

test('tokens lie sealed in the database, and another key opens nothing', async () => {
  const { a, pool } = await openTwoShops();
  const { rows } = await pool.query<{ row: string }>(
    `select to_jsonb(s)::text || encode(sealed, 'escape') as row from sessions s`,
  );
  expect(rows).toHaveLength(2);
  for (const { row } of rows) expect(row).not.toMatch(/token-of|refresh-of/);
  const otherKey = Buffer.alloc(32, 9).toString('base64');
  const stranger = createSessionStorage(pool, { current: otherKey });
  const found = await stranger
    .findSessionsByShop(a.shop.domain)
    .catch((error: unknown) => String(error));
  expect(JSON.stringify(found)).not.toMatch(/token-of|refresh-of/);
});

test('a failing page logs no token', async () => {
  const { a, composition } = await openTwoShops();
  let said = '';
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const log = pino({ level: 'trace' }, stream);
  const request = await adminRequest(a.shop, '/app', { token: 'not.a.token' });
  const error = await authenticateAdmin({ request, context: { ...composition, log } }).catch(
    (thrown: unknown) => thrown,
  );
  log.error({ error }, 'a page could not be rendered');
  expect(said).toContain('a page could not be rendered');
  expect(said).not.toMatch(/not\.a\.token|token-of|refresh-of|Bearer/);
});

const FRAME = 'http://127.0.0.1:5100';

async function openFramedApp() {
  const { pool, a } = await openTwoShops();
  const shopify = createShopify(
    {
      apiKey: API_KEY,
      apiSecret: API_SECRET,
      appUrl: APP_URL,
      isProduction: false,
      extraFrameAncestor: FRAME,
      afterAuth: async () => undefined,
    },
    createSessionStorage(pool, { current: TEST_KEY }),
  );
  const ancestorsOf = (headers: Headers) =>
    /frame-ancestors ([^;]*)/.exec(headers.get('Content-Security-Policy') ?? '')?.[1]?.split(' ');
  return { shopify, a, ancestorsOf };
}

test('a page may be framed by its own shop and Shopify’s admin, and by nobody else', async () => {
  const { shopify, a, ancestorsOf } = await openFramedApp();
  const headers = new Headers();
  const request = new Request(`${APP_URL}/app?shop=${a.shop.domain}`);
  shopify.addDocumentResponseHeaders(request, headers);
  const ancestors = ancestorsOf(headers) ?? [];
  expect(ancestors).toContain(`https://${a.shop.domain}`);
  expect(ancestors).toContain('https://admin.shopify.com');
  expect(ancestors).toContain(FRAME);
  for (const ancestor of ancestors) {
    const isShopifys = /\.(myshopify\.com|shopify\.com|spin\.dev|myshopify\.io|shop\.dev)$/;
    if (ancestor !== FRAME) expect(ancestor).toMatch(isShopifys);
  }
});

test('the pages that Shopify’s library throws may be framed where ours may', async () => {
  const { shopify, a, ancestorsOf } = await openFramedApp();
  const host = btoa(`admin.shopify.com/store/shop-${a.shop.shopId}`);
  const ask = async (path: string) => {
    const request = new Request(`${APP_URL}${path}`, { headers: { 'user-agent': BROWSER } });
    const thrown: unknown = await shopify.authenticate.admin(request).catch((error) => error);
    if (!(thrown instanceof Response)) throw new Error(`${path} threw no response`);
    return thrown;
  };
  const reload = encodeURIComponent(`${APP_URL}/app`);
  const bounce = await ask(
    `/auth/session-token?shop=${a.shop.domain}&host=${host}&shopify-reload=${reload}`,
  );
  expect(bounce.status).toBe(200);
  expect(ancestorsOf(bounce.headers)).toContain(FRAME);
  const asked = await ask(`/app?embedded=1&shop=${a.shop.domain}&host=${host}`);
  expect(asked.status).toBe(302);
  expect(asked.headers.get('location')).toMatch(/^\/auth\/session-token\?/);
});

test('nobody is sent to another site by a parameter', async () => {
  allowConsole(/Rejected exit-iframe redirect to an untrusted destination/);
  const { shopify, a } = await openFramedApp();
  const host = btoa(`admin.shopify.com/store/shop-${a.shop.shopId}`);
  const evil = encodeURIComponent('https://evil.example/');
  const shop = a.shop.domain;
  const paths = [
    `/auth/exit-iframe?shop=${shop}&host=${host}&exitIframe=${evil}`,
    `/auth/session-token?shop=${shop}&host=${host}&shopify-reload=${evil}`,
    `/app?shop=${shop}&host=${btoa('evil.example/store/x')}&embedded=1`,
    `/app?shop=evil.example&host=${host}`,
    `/app?shop=${shop}&host=${host}&return_to=${evil}`,
  ];
  for (const path of paths) {
    const request = new Request(`${APP_URL}${path}`, { headers: { 'user-agent': BROWSER } });
    const thrown: unknown = await shopify.authenticate.admin(request).catch((error) => error);
    if (!(thrown instanceof Response)) continue;
    const location = thrown.headers.get('location') ?? '';
    const target = new URL(location, APP_URL);
    expect([new URL(APP_URL).host, 'admin.shopify.com', shop], path).toContain(target.host);
    expect(await thrown.text(), path).not.toMatch(/(open|href|location)[^\n]{0,20}evil\.example/);
  }
});
