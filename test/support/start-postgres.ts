import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#bin/embedded-postgres.ts';
import { migrate } from '#bin/migrate.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const SLOTS = 32;

export interface TestPostgres {
  url: string;
  templateName: string;
  stop(): Promise<void>;
}

/**
 * The server of DATABASE_URL_TEST (whose user must be allowed to create databases), else an
 * embedded one kept under .cache; with a template that holds all migrations.
 */
export async function startTestPostgres(): Promise<TestPostgres> {
  const given = process.env.DATABASE_URL_TEST;
  if (given) {
    return { url: given, templateName: await prepareTemplate(given), stop: async () => undefined };
  }
  const slot = takeSlot();
  const server = await startEmbeddedPostgres({ dataDir: slot.folder, durable: false });
  const stop = async () => {
    await server.stop();
    slot.release();
  };
  try {
    return { url: server.url, templateName: await prepareTemplate(server.url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Two runs at once, as while watching, each get a cluster of their own. */
function takeSlot(): { folder: string; release(): void } {
  for (let number = 1; number <= SLOTS; number += 1) {
    const folder = path.join(root, '.cache', 'test-postgres', String(number));
    mkdirSync(folder, { recursive: true });
    const lock = path.join(folder, 'taken-by.pid');
    if (take(lock)) return { folder, release: () => rmSync(lock, { force: true }) };
  }
  throw new Error(`All ${SLOTS} test databases under .cache/test-postgres are in use.`);
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (isAlive(Number(readFileSync(lock, 'utf8')))) return false;
    rmSync(lock, { force: true });
    return take(lock);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function hashMigrations(): string {
  const folder = path.join(root, 'prisma', 'migrations');
  const hash = createHash('sha256');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.sql')) hash.update(file).update(readFileSync(path.join(folder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Migrates a database once per state of the migrations; later runs find it ready. */
async function prepareTemplate(url: string): Promise<string> {
  const name = `perennial_template_${hashMigrations()}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('perennial_template'))");
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount) return name;
    const draft = `${name}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft}`);
    await migrate(withDatabase(url, draft));
    await client.query(`alter database ${draft} rename to ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
