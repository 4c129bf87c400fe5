import { expect, test } from 'vitest';
import { openLinkKeys } from '#app/adapters/db/link-keys.server.ts';
import { createUnsubscribeLinks } from '#app/adapters/messaging/unsubscribe-links.server.ts';
import { createTestDatabase } from '#test/support/database.ts';

const appUrl = 'https://perennial.example';
const target = { shopId: '1', customerId: '-7', channel: 'email' } as const;
const keyOf = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const tokenOf = (url: string) => url.split('/').at(-1) ?? '';

async function linksUnder(
  pool: Parameters<typeof openLinkKeys>[0],
  keys: Parameters<typeof openLinkKeys>[1],
) {
  return createUnsubscribeLinks({ appUrl, keys: await openLinkKeys(pool, keys) });
}

test('a link opens after its key was rotated, rotated again and forgotten', async () => {
  const { pool } = await createTestDatabase();
  const first = await linksUnder(pool, { current: keyOf(1) });
  const token = tokenOf(first.createUrl(target));
  const second = await linksUnder(pool, { current: keyOf(2), previous: keyOf(1) });
  const third = await linksUnder(pool, { current: keyOf(3) });
  for (const links of [first, second, third]) expect(await links.read(token)).toEqual(target);
  // A process that started before the rotation reads what newer ones sign.
  expect(await first.read(tokenOf(third.createUrl(target)))).toEqual(target);
  const { rows } = await pool.query('select key from link_keys');
  expect(rows).toHaveLength(3);
});

test('the previous key counts where its links were never noted', async () => {
  const old = await createTestDatabase();
  const token = tokenOf((await linksUnder(old.pool, { current: keyOf(1) })).createUrl(target));
  const { pool } = await createTestDatabase();
  const without = await linksUnder(pool, { current: keyOf(2) });
  expect(await without.read(token)).toBeNull();
  const links = await linksUnder(pool, { current: keyOf(2), previous: keyOf(1) });
  expect(await links.read(token)).toEqual(target);
});

test('whoever changes a link, or signs with another key, unsubscribes nobody', async () => {
  const { pool } = await createTestDatabase();
  const links = await linksUnder(pool, { current: keyOf(1) });
  const [body = '', signature = ''] = tokenOf(links.createUrl(target)).split('.');
  const other = Buffer.from('1/1/8/email').toString('base64url');
  const foreign = createUnsubscribeLinks({
    appUrl,
    keys: { current: Buffer.alloc(32, 1), list: async () => [] },
  });
  const forged = [
    '',
    body,
    `${other}.${signature}`,
    `${body}.${signature.slice(0, -1)}`,
    `${body}.${'A'.repeat(43)}`,
    tokenOf(foreign.createUrl(target)),
  ];
  for (const token of forged) expect(await links.read(token)).toBeNull();
});
