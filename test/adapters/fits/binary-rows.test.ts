import { expect, test } from 'vitest';
import { copyIn } from '#app/adapters/db/copy.server.ts';
import { binaryRows } from '#app/adapters/db/fits/binary-rows.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { createTestDatabase } from '#test/support/database.ts';

const FIT = '0f0e0d0c-0b0a-4908-8706-050403020100';
const FORMAT = { fields: 5, rowBytes: 2 + 5 * 20 };

test('PostgreSQL reads every kind of field as it was written, over many chunks', async () => {
  const { pool } = await createTestDatabase();
  await pool.query('create table rows (id bigint, fit uuid, x float8, day date, at timestamptz)');
  const count = 3_000;
  const at = Date.parse('1999-12-31T23:59:59.999Z');
  const chunks = binaryRows(count, FORMAT, (row, writer) => {
    writer.bigint(9_007_199_254_740_993n - BigInt(row));
    writer.uuid(Buffer.from(FIT.replaceAll('-', ''), 'hex'));
    writer.float(row % 2 === 0 ? row / 3 : Number.NaN);
    writer.date(row % 3 === 0 ? row : Number.NaN);
    writer.instant(at + row);
  });
  await inTransaction(pool, (client) =>
    copyIn(client, 'copy rows from stdin (format binary)', chunks),
  );
  const { rows } = await pool.query('select * from rows order by at');
  expect(rows).toEqual(
    Array.from({ length: count }, (_, row) => ({
      id: String(9_007_199_254_740_993n - BigInt(row)),
      fit: FIT,
      x: row % 2 === 0 ? row / 3 : null,
      day: row % 3 === 0 ? new Date(row * 86_400_000).toISOString().slice(0, 10) : null,
      at: new Date(at + row),
    })),
  );
});
