import { expect, test } from 'vitest';
import { inTransaction, withShopLock } from '#app/adapters/db/transaction.server.ts';
import { tryLock } from '#app/adapters/db/try-lock.server.ts';
import { createTestDatabase } from '#test/support/database.ts';

test('commits what the work wrote and returns its result', async () => {
  const { pool } = await createTestDatabase();
  await pool.query('create table notes (text text)');
  const result = await inTransaction(pool, async (client) => {
    await client.query("insert into notes values ('kept')");
    return 42;
  });
  expect(result).toBe(42);
  expect((await pool.query('select * from notes')).rows).toEqual([{ text: 'kept' }]);
});

test('rolls back when the work throws, and the connection stays usable', async () => {
  const { pool } = await createTestDatabase();
  await pool.query('create table notes (text text)');
  const failing = inTransaction(pool, async (client) => {
    await client.query("insert into notes values ('lost')");
    throw new Error('stop');
  });
  await expect(failing).rejects.toThrow('stop');
  expect((await pool.query('select * from notes')).rows).toEqual([]);
  expect(pool.totalCount).toBe(1);
});

test('repeats the work after a deadlock', async () => {
  const { pool } = await createTestDatabase();
  await pool.query('create table counters (id int primary key, n int)');
  await pool.query('insert into counters values (1, 0), (2, 0)');
  const bump = (first: number, second: number) =>
    inTransaction(pool, async (client) => {
      await client.query('update counters set n = n + 1 where id = $1', [first]);
      await client.query('select pg_sleep(0.05)');
      await client.query('update counters set n = n + 1 where id = $1', [second]);
    });
  await Promise.all([bump(1, 2), bump(2, 1)]);
  expect((await pool.query('select n from counters')).rows).toEqual([{ n: 2 }, { n: 2 }]);
});

test('one shop, one purpose: one at a time; another shop does not wait', async () => {
  const { pool } = await createTestDatabase();
  const tryShop = (shopId: string) =>
    inTransaction(pool, (client) => tryLock(client, 'inbox', shopId));
  await withShopLock(pool, { shopId: '1', purpose: 'inbox' }, async () => {
    expect(await tryShop('1')).toBe(false);
    expect(await tryShop('2')).toBe(true);
  });
  expect(await tryShop('1')).toBe(true);
});

test('int8, numeric and date come back as text', async () => {
  const { pool } = await createTestDatabase();
  const { rows } = await pool.query(
    "select 9007199254740993::int8 as id, 1.10::numeric as amount, date '2026-02-28' as day",
  );
  expect(rows).toEqual([{ id: '9007199254740993', amount: '1.10', day: '2026-02-28' }]);
});
