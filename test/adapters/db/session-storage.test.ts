import { Session } from '@shopify/shopify-api';
import { expect, test } from 'vitest';
import { createSessionStorage } from '#app/adapters/db/session-storage.server.ts';
import { createTestDatabase } from '../../support/database.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');
const OTHER_KEY = Buffer.alloc(32, 2).toString('base64');

function aSession(change: Partial<Session> = {}): Session {
  return new Session({
    id: 'offline_fern.myshopify.com',
    shop: 'fern.myshopify.com',
    state: '',
    isOnline: false,
    scope: 'read_orders',
    accessToken: 'shpat_secret',
    refreshToken: 'shprt_secret',
    expires: new Date('2026-11-22T12:00:00Z'),
    refreshTokenExpires: new Date('2027-02-20T12:00:00Z'),
    ...change,
  });
}

async function openStorage() {
  const { pool } = await createTestDatabase();
  return { pool, storage: createSessionStorage(pool, { current: KEY }) };
}

test('a session comes back as it was stored, whole', async () => {
  const { storage } = await openStorage();
  const online = aSession({
    id: 'fern.myshopify.com_1',
    isOnline: true,
    onlineAccessInfo: {
      expires_in: 60,
      associated_user_scope: 'read_orders',
      associated_user: {
        id: 1,
        first_name: 'Ada',
        last_name: 'Fern',
        email: 'ada@fern.example',
        email_verified: true,
        account_owner: true,
        locale: 'en',
        collaborator: false,
      },
    },
  });
  await storage.storeSession(aSession());
  await storage.storeSession(online);
  expect(await storage.loadSession(aSession().id)).toEqual(aSession());
  expect(await storage.findSessionsByShop('fern.myshopify.com')).toEqual([online, aSession()]);
  expect(await storage.findSessionsByShop('moss.myshopify.com')).toEqual([]);
  await storage.deleteSessions([online.id]);
  await storage.deleteSession(aSession().id);
  expect(await storage.loadSession(aSession().id)).toBeUndefined();
});

test('no token stands in the database in clear', async () => {
  const { pool, storage } = await openStorage();
  await storage.storeSession(aSession());
  const { rows } = await pool.query(
    "select sessions::text, encode(sealed, 'escape') from sessions",
  );
  expect(JSON.stringify(rows)).not.toContain('secret');
});

test.each([
  ['a changed byte', 'update sessions set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1)'],
  ['a row moved to another shop', "update sessions set shop_domain = 'moss.myshopify.com'"],
  ['a cut row', 'update sessions set sealed = substring(sealed from 1 for 20)'],
])('%s is noticed', async (_name, tampering) => {
  const { pool, storage } = await openStorage();
  await storage.storeSession(aSession());
  await pool.query(tampering);
  await expect(storage.loadSession(aSession().id)).rejects.toThrow();
});

test('after a change of key old sessions stay readable until they are sealed anew', async () => {
  const { pool, storage } = await openStorage();
  await storage.storeSession(aSession());
  const rotated = createSessionStorage(pool, { current: OTHER_KEY, previous: KEY });
  const long = new Date('2026-11-22T12:00:00Z');
  expect(await rotated.loadSession(aSession().id)).toEqual(aSession());
  expect(await rotated.findShopsToRefresh(long)).toEqual(['fern.myshopify.com']);
  await rotated.storeSession(aSession());
  expect(await rotated.findShopsToRefresh(long)).toEqual([]);
  const without = createSessionStorage(pool, { current: OTHER_KEY });
  expect(await without.loadSession(aSession().id)).toEqual(aSession());
  await expect(storage.loadSession(aSession().id)).rejects.toThrow('a key that is not configured');
});

test('an older pair of tokens never replaces a newer one', async () => {
  const { storage } = await openStorage();
  const newer = aSession({ accessToken: 'newer', expires: new Date('2026-11-22T13:00:00Z') });
  await storage.storeSession(newer);
  await storage.storeSession(aSession());
  expect((await storage.loadSession(newer.id))?.accessToken).toBe('newer');
});

test('a shop whose refresh token runs out is found in time', async () => {
  const { storage } = await openStorage();
  await storage.storeSession(aSession());
  expect(await storage.findShopsToRefresh(new Date('2027-02-20T11:00:00Z'))).toEqual([]);
  const soon = new Date('2027-02-21T00:00:00Z');
  expect(await storage.findShopsToRefresh(soon)).toEqual(['fern.myshopify.com']);
  await storage.markNeedsReopen('fern.myshopify.com');
  expect(await storage.findShopsToRefresh(soon)).toEqual([]);
});
