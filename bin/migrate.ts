import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const PRISMA = path.join(root, 'node_modules', 'prisma', 'build', 'index.js');
const SUCCESS = /No pending migrations to apply|All migrations have been successfully applied/;

/**
 * Brings the database at `url` to the newest migration (`prisma migrate deploy`). Safe to run
 * from several processes at once: Prisma takes an advisory lock.
 *
 * @throws with everything Prisma said, when it did not succeed.
 */
export async function migrate(url: string): Promise<void> {
  const child = spawn(process.execPath, [PRISMA, 'migrate', 'deploy'], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    // Prisma says it is done, then lives on for ten seconds: the timeout that it raced against
    // its advisory lock is never cleared.
    if (SUCCESS.test(said)) child.kill();
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  if (!SUCCESS.test(said)) throw new Error(`The database could not be migrated:\n${said.trim()}`);
}
