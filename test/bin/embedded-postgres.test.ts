import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { discardEmbeddedPostgres, startEmbeddedPostgres } from '#bin/embedded-postgres.ts';

/** A folder that other accounts may enter or, with 0700, may not. */
function temporaryFolder(mode: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'perennial-test-'));
  chmodSync(folder, mode);
  onTestFinished(async () => {
    await discardEmbeddedPostgres(path.join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  });
  return path.join(folder, 'postgres');
}

async function ask<T extends object>(url: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(statement)).rows;
  } finally {
    await client.end();
  }
}

for (const mode of [0o755, 0o700]) {
  test(`data stays from one start to the next in a folder of mode ${mode.toString(8)}`, async () => {
    const dataDir = temporaryFolder(mode);
    const first = await startEmbeddedPostgres({ dataDir });
    await ask(first.url, 'create table notes as select 42 as answer');
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir });
    onTestFinished(() => second.stop());
    expect(await ask(second.url, 'select answer from notes')).toEqual([{ answer: 42 }]);
  });
}

test('a server left running by a killed process is replaced, and nothing committed is lost', async () => {
  const dataDir = temporaryFolder(0o755);
  const left = await startEmbeddedPostgres({ dataDir });
  await ask(left.url, 'create table notes as select 42 as answer');
  const next = await startEmbeddedPostgres({ dataDir });
  onTestFinished(() => next.stop());
  expect(await ask(next.url, 'select answer from notes')).toEqual([{ answer: 42 }]);
  await expect(ask(left.url, 'select 1')).rejects.toThrow();
});

test('a lock file whose number belongs to another program does not keep it from starting', async () => {
  const dataDir = temporaryFolder(0o755);
  await (await startEmbeddedPostgres({ dataDir })).stop();
  writeFileSync(path.join(dataDir, 'cluster', 'postmaster.pid'), `${process.pid}\n/elsewhere\n`);
  const server = await startEmbeddedPostgres({ dataDir });
  onTestFinished(() => server.stop());
  expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('files of another major version are left alone, with a sentence that says what to do', async () => {
  const dataDir = temporaryFolder(0o755);
  mkdirSync(path.join(dataDir, 'cluster'), { recursive: true });
  writeFileSync(path.join(dataDir, 'cluster', 'PG_VERSION'), '9\n');
  const starting = startEmbeddedPostgres({ dataDir });
  await expect(starting).rejects.toThrow(/written by PostgreSQL 9, .* --fresh/);
  expect(readdirSync(path.join(dataDir, 'cluster'))).toEqual(['PG_VERSION']);
});

test('it keeps what it confirmed: fsync is on; text folds and sorts as Unicode', async () => {
  const dataDir = temporaryFolder(0o755);
  const server = await startEmbeddedPostgres({ dataDir });
  onTestFinished(() => server.stop());
  const rows = await ask(server.url, "select current_setting('fsync') as fsync, lower('É') as low");
  expect(rows).toEqual([{ fsync: 'on', low: 'é' }]);
});

test('discarding deletes the files, also of a running server', async () => {
  const dataDir = temporaryFolder(0o755);
  const server = await startEmbeddedPostgres({ dataDir });
  await discardEmbeddedPostgres(dataDir);
  expect(existsSync(dataDir)).toBe(false);
  await server.stop();
});
