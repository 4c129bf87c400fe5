import { readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPool } from '#app/adapters/db/pool.server.ts';
import { type LocalShopify, startLocalShopify } from '#sandbox/index.ts';
import { type DemoClock, openClock } from './demo/clock.ts';
import {
  checkSource,
  emptyDataFolder,
  keepSecrets,
  lockDataFolder,
  recordSource,
  type Secrets,
} from './demo/data-folder.ts';
import { type DemoOptions, readOptions } from './demo/options.ts';
import { checkPort } from './demo/ports.ts';
import { type Part, startPart } from './demo/processes.ts';
import { PlainRefusal, say } from './demo/progress.ts';
import { loadStoreContents } from './demo/store-contents.ts';
import { findFreePort, startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';

const root = path.resolve(import.meta.dirname, '..');
const READY_TIMEOUT_MS = 120_000;
const SHOPPER_EVERY_MS = 20_000;

/** What has to be undone at the end, newest first. */
const undo: (() => Promise<void> | void)[] = [];
let isEnding = false;

async function end(code: number): Promise<never> {
  if (isEnding) return new Promise(() => undefined);
  isEnding = true;
  for (const step of undo.reverse()) {
    await Promise.resolve(step()).catch((error: unknown) => say(`While stopping: ${error}`));
  }
  process.exit(code);
}

function fail(error: unknown): void {
  if (isEnding) return;
  say(error instanceof PlainRefusal ? error.message : String(error));
  if (!(error instanceof PlainRefusal) && error instanceof Error) say(error.stack ?? '');
  void end(1);
}

function listenForStop(): void {
  let asked = 0;
  const stop = () => {
    asked += 1;
    if (asked > 1) process.exit(130);
    say('Stopping; the data stays (Ctrl-C again: at once) …');
    void end(0);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

async function startDatabase(options: DemoOptions): Promise<string> {
  const given = process.env.DATABASE_URL;
  if (given) {
    say('Using the PostgreSQL of DATABASE_URL');
    return given;
  }
  say('Starting PostgreSQL …');
  const port = await findFreePort();
  const running = { postgres: await startPostgres(options, port, () => restart()) };
  undo.push(() => running.postgres.stop());
  const restart = () => {
    if (isEnding) return;
    say('PostgreSQL ended; starting it again');
    startPostgres(options, port, restart).then((postgres) => {
      running.postgres = postgres;
    }, fail);
  };
  return running.postgres.url;
}

function startPostgres({ dataDir }: DemoOptions, port: number, onDeath: () => void) {
  return startEmbeddedPostgres({ dataDir: path.join(dataDir, 'postgres'), port, onDeath });
}

async function startShopify(
  options: DemoOptions,
  { clock, secrets, smtpPort }: { clock: DemoClock; secrets: Secrets; smtpPort: number },
): Promise<LocalShopify> {
  say('Starting the local Shopify …');
  const shopify = await startLocalShopify({
    port: options.sandboxPort,
    appUrl: `http://127.0.0.1:${options.port}`,
    apiKey: secrets.apiKey,
    apiSecret: secrets.apiSecret,
    dataDir: path.join(options.dataDir, 'shopify'),
    loadContents: async () => {
      const contents = await loadStoreContents(options.orders, clock.now());
      recordSource(options.dataDir, options.orders);
      return contents;
    },
    clock,
    onClockChange: (offsetMs) => clock.move(offsetMs),
    toml: path.join(root, 'shopify.app.toml'),
    smtpPort,
    shoppers: { everyMs: SHOPPER_EVERY_MS, seed: 'demo' },
    log: { info: say, warn: say },
  });
  undo.push(() => shopify.close());
  return shopify;
}

interface Surroundings {
  databaseUrl: string;
  secrets: Secrets;
  smtpPort: number;
  shopifyOrigin: string;
}

function appEnvironment(options: DemoOptions, around: Surroundings): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: options.reload ? 'development' : 'production',
    PORT: String(options.port),
    DATABASE_URL: around.databaseUrl,
    SHOPIFY_API_KEY: around.secrets.apiKey,
    SHOPIFY_API_SECRET: around.secrets.apiSecret,
    SHOPIFY_APP_URL: `http://127.0.0.1:${options.port}`,
    ENCRYPTION_KEY: around.secrets.encryptionKey,
    SMTP_URL: `smtp://127.0.0.1:${around.smtpPort}`,
    MAIL_FROM: 'hello@perennial.example',
    SHOPIFY_FETCH_ORIGIN: around.shopifyOrigin,
    SHOPIFY_FETCH_ORIGIN_IN_PRODUCTION: 'yes',
    APP_BRIDGE_URL: `${around.shopifyOrigin}/app-bridge.js`,
    EXTRA_FRAME_ANCESTOR: around.shopifyOrigin,
  };
}

function startApp(options: DemoOptions, environment: NodeJS.ProcessEnv): Part[] {
  const parts = {
    web: { file: 'app/server.ts', watched: [] },
    worker: { file: 'workers/index.ts', watched: ['workers', 'app/locales'] },
  };
  return Object.entries(parts).map(([name, { file, watched }]) => {
    say(`Starting the ${name} process …`);
    const flags = options.reload ? watchFlags(watched) : [];
    const part = startPart({
      name,
      command: [...flags, path.join(root, file)],
      environment,
      logFolder: path.join(options.dataDir, 'logs'),
      onHopeless: fail,
    });
    undo.push(() => part.stop());
    return part;
  });
}

/**
 * Restarts a process when what it is made of changes. Pages are Vite's business; watching whatever is
 * imported would restart for ever, because Vite imports its configuration from a file that it writes.
 */
function watchFlags(folders: string[]): string[] {
  const files = readdirSync(path.join(root, 'app')).filter((name) => name.endsWith('.ts'));
  const shared = ['adapters', 'domain', 'jobs', 'services', ...files].map((name) => `app/${name}`);
  const paths = [...shared, ...folders].map((each) => `--watch-path=${path.join(root, each)}`);
  return [...paths, '--watch-preserve-output'];
}

async function isHealthy(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

async function waitUntilHealthy(port: number): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (!(await isHealthy(port))) {
    if (Date.now() > deadline) {
      throw new PlainRefusal(`http://127.0.0.1:${port}/healthz is not well after two minutes.`);
    }
    await sleep(100);
  }
}

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  undo.push(lockDataFolder(options.dataDir));
  listenForStop();
  await checkPort(options.port, 'the app', 'PORT');
  await checkPort(options.sandboxPort, 'the local Shopify', 'SANDBOX_PORT');
  if (options.fresh) {
    say(`Emptying ${options.dataDir} …`);
    await emptyDataFolder(options.dataDir);
  }
  checkSource(options.dataDir, options.orders);

  const databaseUrl = await startDatabase(options);
  say('Bringing the database up to date …');
  await migrate(databaseUrl);
  const pool = createPool(databaseUrl, { max: 2, applicationName: 'perennial-demo' });
  undo.push(() => pool.end());
  const clock = await openClock(pool);

  const secrets = keepSecrets(options.dataDir);
  const smtpPort = await findFreePort();
  const shopify = await startShopify(options, { clock, secrets, smtpPort });
  const around = { databaseUrl, secrets, smtpPort, shopifyOrigin: shopify.origin };
  const parts = startApp(options, appEnvironment(options, around));
  await waitUntilHealthy(options.port);
  if (isEnding) return;
  for (const part of parts) part.markReady();
  say(`ready  open ${shopify.origin}/  (the store's admin; Ctrl-C stops, the data stays)`);
}

run().catch(fail);
