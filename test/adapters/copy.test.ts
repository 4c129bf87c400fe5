import { expect, test } from 'vitest';
import { copyIn, copyOut } from '#app/adapters/db/copy.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { createTestDatabase } from '#test/support/database.ts';

async function openTable() {
  const { pool } = await createTestDatabase();
  await pool.query('create table words (word text primary key)');
  return pool;
}

test('rows go in and come out as they are, also more than a socket holds at once', async () => {
  const pool = await openTable();
  const words = Array.from({ length: 20_000 }, (_, at) => `${at}-${'x'.repeat(200)}`);
  await inTransaction(pool, (client) =>
    copyIn(
      client,
      'copy words from stdin',
      words.map((word) => Buffer.from(`${word}\n`)),
    ),
  );
  const read: string[] = [];
  await inTransaction(pool, (client) =>
    copyOut(client, 'copy words to stdout', (row) => read.push(row.toString().trimEnd())),
  );
  expect(read.sort()).toEqual(words.sort());
});

test('what PostgreSQL refuses is thrown, and the connection goes on', async () => {
  const pool = await openTable();
  const twice = Array.from({ length: 50_000 }, () => Buffer.from(`again ${'x'.repeat(500)}\n`));
  const client = await pool.connect();
  await expect(copyIn(client, 'copy words from stdin', twice)).rejects.toThrow('duplicate key');
  await expect(copyOut(client, 'copy nothing to stdout', () => undefined)).rejects.toThrow(
    'does not exist',
  );
  const { rows } = await client.query('select count(*)::int as words from words');
  client.release();
  expect(rows).toEqual([{ words: 0 }]);
});

test('what the rows’ giver or taker throws is thrown, and nothing is written', async () => {
  const pool = await openTable();
  const client = await pool.connect();
  function* breaking() {
    yield Buffer.from('one\n');
    throw new Error('no more words');
  }
  await expect(copyIn(client, 'copy words from stdin', breaking())).rejects.toThrow(
    'no more words',
  );
  await client.query("insert into words values ('two')");
  const taking = copyOut(client, 'copy words to stdout', () => {
    throw new Error('not this one');
  });
  await expect(taking).rejects.toThrow('not this one');
  const { rows } = await client.query('select word from words');
  client.release();
  expect(rows).toEqual([{ word: 'two' }]);
});
