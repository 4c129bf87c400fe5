import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { discardEmbeddedPostgres } from '../embedded-postgres.ts';
import { PlainRefusal } from './progress.ts';

const secretsSchema = z.object({
  apiKey: z.string(),
  apiSecret: z.string(),
  encryptionKey: z.string(),
});
export type Secrets = z.infer<typeof secretsSchema>;

/**
 * Takes the data folder for this process.
 *
 * @returns what gives it back.
 * @throws PlainRefusal when another demo is running on it.
 */
export function lockDataFolder(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const lock = path.join(dataDir, 'demo.pid');
  const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
  if (holder && isDemo(holder)) {
    throw new PlainRefusal(
      `Another demo (process ${holder}) is running on ${dataDir}. Stop it first, or give this ` +
        'one its own: DATA_DIR=.data-2 PORT=3010 SANDBOX_PORT=3110 npm run demo',
    );
  }
  writeFileSync(lock, String(process.pid));
  return () => rmSync(lock, { force: true });
}

/** The number in a stale lock may belong to another program by now. */
function isDemo(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('demo.ts');
}

/** Throws away the database, the store and the logs. */
export async function emptyDataFolder(dataDir: string): Promise<void> {
  await discardEmbeddedPostgres(path.join(dataDir, 'postgres'));
  for (const part of ['shopify', 'logs', 'source.json', 'secrets.json']) {
    rmSync(path.join(dataDir, part), { recursive: true, force: true });
  }
}

/** Keys that are made once and stay, so that what was sealed can be opened after a restart. */
export function keepSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json');
  if (existsSync(file)) return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const secrets = {
    apiKey: randomBytes(16).toString('hex'),
    apiSecret: `shpss_${randomBytes(16).toString('hex')}`,
    encryptionKey: randomBytes(32).toString('base64'),
  };
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

const sourceSchema = z.object({ orders: z.string().nullable() });

/**
 * Asks whether the store may be filled from `orders`.
 *
 * @throws PlainRefusal when it holds something else already.
 */
export function checkSource(dataDir: string, orders: string | undefined): void {
  const file = path.join(dataDir, 'source.json');
  if (orders === undefined || !existsSync(file)) return;
  const kept = sourceSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).orders;
  if (kept === orders) return;
  const holds = kept === null ? 'the sample store' : `the orders of ${kept}`;
  throw new PlainRefusal(
    `${dataDir} holds ${holds}. Add --fresh to throw that away and fill it from ${orders}, ` +
      'or set DATA_DIR to another folder.',
  );
}

/** Remembers what the store was filled from. */
export function recordSource(dataDir: string, orders: string | undefined): void {
  writeFileSync(path.join(dataDir, 'source.json'), JSON.stringify({ orders: orders ?? null }));
}
