import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createPool } from '#app/adapters/db/pool.server.ts';
import { withDatabase } from './start-postgres.ts';

export interface TestDatabase {
  url: string;
  pool: pg.Pool;
  /** Drops it now; otherwise it is dropped after the last test of the file. */
  drop(): Promise<void>;
}

const open = new Set<TestDatabase>();

/** An empty, migrated database of its own, about 50 ms away, with a pool. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await onServer(server, `create database ${name} template ${inject('templateName')}`);
  const url = withDatabase(server, name);
  const pool = createPool(url, { max: 5, applicationName: name });
  const database: TestDatabase = {
    url,
    pool,
    drop: async () => {
      if (!open.delete(database)) return;
      await pool.end();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
  open.add(database);
  return database;
}

/** Called after each test file. */
export async function dropTestDatabases(): Promise<void> {
  await Promise.all([...open].map((database) => database.drop()));
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
