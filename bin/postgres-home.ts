import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Who PostgreSQL runs as: itself refuses root. Undefined: as whoever started us. */
export interface Account {
  uid: number;
  gid: number;
}

/** Accounts that exist on nearly every machine; none is created. */
const CANDIDATES = ['postgres', 'nobody'];

/** @throws when we are root and the machine has no account to hand the server to. */
export function findAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const candidate of CANDIDATES) {
    const found = accounts.find((line) => line.startsWith(`${candidate}:`));
    const [, , uid, gid] = found?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    'PostgreSQL does not run as root and there is no account "postgres" or "nobody" here. ' +
      'Start as another user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

function mayEnter(folder: string, account: Account | undefined): boolean {
  if (!account) return true;
  const { uid, gid } = account;
  const test = spawnSync('/bin/sh', ['-c', 'test -x "$0"', folder], { uid, gid, cwd: '/' });
  return test.status === 0;
}

/** A folder outside the checkout that any account may enter; one that a reboot keeps, if we may. */
function findPublicFolder(): string {
  for (const parent of ['/var/lib', tmpdir()]) {
    const folder = path.join(parent, 'perennial');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      return folder;
    } catch {
      // Not ours to write: try the next.
    }
  }
  throw new Error(`Neither /var/lib nor ${tmpdir()} can be written.`);
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/**
 * The folder of PostgreSQL's programs, copied out of the checkout where the account cannot
 * enter that (a home or a temporary folder is often closed to others).
 */
export function placePrograms(native: string, account: Account | undefined): string {
  if (mayEnter(path.join(native, 'bin'), account)) return native;
  const version = readFileSync(path.join(native, '..', 'package.json'), 'utf8');
  const copy = path.join(findPublicFolder(), `postgres-${keyOf(version)}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, copy);
  } catch (error) {
    // Another process was quicker with the same copy.
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/**
 * The folder of the database's files: inside `dataDir`, or, where the account cannot enter that,
 * elsewhere. A note in `dataDir` says where; when `dataDir` was deleted,
 * the note is gone, and the files elsewhere are deleted at the next start of any.
 */
export function placeData(dataDir: string, account: Account | undefined): string {
  mkdirSync(dataDir, { recursive: true });
  if (mayEnter(dataDir, account)) return path.join(dataDir, 'cluster');
  const folder = findPublicFolder();
  const elsewhere = path.join(folder, `data-${keyOf(path.resolve(dataDir))}`);
  deleteForsaken(folder);
  const note = path.join(dataDir, NOTE);
  // The password of what is there went with the data folder. A server that still runs on it ends
  // by itself when it misses its lock file.
  if (!existsSync(note)) rmSync(elsewhere, { recursive: true, force: true });
  mkdirSync(elsewhere, { recursive: true });
  writeFileSync(path.join(elsewhere, OWNER), path.resolve(dataDir));
  writeFileSync(note, `${elsewhere}\n`);
  return path.join(elsewhere, 'cluster');
}

const NOTE = 'location.txt';
const OWNER = 'belongs-to.txt';

/** Deletes the databases of data folders that are gone, and of which no server is running. */
function deleteForsaken(folder: string): void {
  for (const name of readdirSync(folder)) {
    const owner = path.join(folder, name, OWNER);
    if (!existsSync(owner)) continue;
    const isWanted = existsSync(path.join(readFileSync(owner, 'utf8'), NOTE));
    const isRunning = existsSync(path.join(folder, name, 'cluster', 'postmaster.pid'));
    if (!isWanted && !isRunning) rmSync(path.join(folder, name), { recursive: true });
  }
}

/** Makes a folder that only the account may enter. */
export function makePrivateFolder(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
}
