import path from 'node:path';
import type { Pool } from 'pg';
import { createPool } from '#app/adapters/db/pool.server.ts';
import { startEmbeddedPostgres } from '#bin/embedded-postgres.ts';
import { migrate } from '#bin/migrate.ts';
import { atEnd } from './cleanup.ts';
import { say } from './report.ts';

const DATA = path.resolve(import.meta.dirname, '../../.cache/bench-postgres');

export interface BenchDatabase {
  url: string;
  pool: Pool;
}

/**
 * The server that benches measure on: BENCH_DATABASE_URL (a superuser's), else an embedded one.
 * Durability as PostgreSQL ships it; commits carry their time, which is how a bench knows when
 * something was committed.
 *
 * @throws when the given server commits without durability or without times.
 */
export async function startServer(): Promise<string> {
  const url = process.env.BENCH_DATABASE_URL ?? (await startEmbedded());
  const pool = createPool(url, { max: 1 });
  const settings = ['fsync', 'synchronous_commit', 'full_page_writes', 'track_commit_timestamp'];
  for (const name of settings) {
    const { rows } = await pool.query<{ value: string }>('select current_setting($1) as value', [
      name,
    ]);
    if (rows[0]?.value !== 'on') throw new Error(`PostgreSQL's ${name} must be on.`);
  }
  await pool.end();
  return url;
}

async function startEmbedded(): Promise<string> {
  say('Starting PostgreSQL');
  const options = { dataDir: DATA, durable: true };
  const first = await startEmbeddedPostgres(options);
  const pool = createPool(first.url, { max: 1 });
  await pool.query('alter system set track_commit_timestamp = on');
  await pool.end();
  await first.stop();
  const server = await startEmbeddedPostgres(options);
  atEnd(() => server.stop());
  return server.url;
}

/** An empty, migrated database of this name, dropped at the end. */
export async function createDatabase(server: string, name: string): Promise<BenchDatabase> {
  const full = `bench_${name}`;
  const admin = createPool(server, { max: 1 });
  atEnd(async () => {
    await admin.query(`drop database if exists ${full} with (force)`);
    await admin.end();
  });
  await admin.query(`drop database if exists ${full} with (force)`);
  await admin.query(`create database ${full}`);
  const url = new URL(server);
  url.pathname = `/${full}`;
  await migrate(url.href);
  const pool = createPool(url.href, { max: 2, applicationName: 'perennial-bench' });
  // Not waited for: a statement that still runs is ended with the database.
  atEnd(() => void pool.end());
  return { url: url.href, pool };
}
