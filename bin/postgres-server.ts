import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './postgres-home.ts';

const START_TIMEOUT_MS = 60_000;
const ATTEMPTS = 20;

/** One PostgreSQL: its programs, its files and who it runs as. */
export interface Cluster {
  programs: string;
  data: string;
  account: Account | undefined;
  password: string;
}

/** How its programs are run. */
export function runAs({ account }: Cluster) {
  // The folder we stand in may be closed to the account.
  return { ...account, cwd: '/', env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' } };
}

/**
 * Stops a server that outlived the process which started it. The lock file of one that is dead
 * stays: PostgreSQL finds by it whether processes of the dead server still use the files.
 */
export async function stopLeftover(data: string): Promise<void> {
  const file = path.join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!isAlive(pid)) return;
  if (!isServerOf(pid, data)) {
    // After a reboot the number may belong to another program, and PostgreSQL would not start.
    rmSync(file, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  for (let waits = 0; waits < 100 && isServerOf(pid, data); waits += 1) await sleep(100);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function isServerOf(pid: number, data: string): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return isAlive(pid);
  return existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(data);
}

const DURABLE = { shared_buffers: '128MB', max_wal_size: '1GB' };
const FAST = { ...DURABLE, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

function serverFlags(port: number, durable: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    ...(durable ? DURABLE : FAST),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * Starts the server and waits until it takes connections.
 *
 * @throws with what it said, when it does not start.
 */
export async function startServer(
  cluster: Cluster,
  port: number,
  durable: boolean,
): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(cluster, port, durable);
    } catch (error) {
      // The last processes of a server that was killed are about to notice and end.
      const isSoonOver = String(error).includes('shared memory block');
      if (!isSoonOver || attempt === ATTEMPTS) throw error;
      await sleep(500);
    }
  }
}

async function startOnce(cluster: Cluster, port: number, durable: boolean) {
  const postgres = path.join(cluster.programs, 'bin', 'postgres');
  const server = spawn(postgres, ['-D', cluster.data, ...serverFlags(port, durable)], {
    ...runAs(cluster),
    stdio: ['ignore', 'ignore', 'pipe'],
    // Ctrl-C reaches the whole group: the server must outlive the parts that still use it.
    detached: true,
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const fail = () => {
      clearTimeout(timer);
      reject(new Error(`PostgreSQL did not start in ${cluster.data}:\n${said}`));
    };
    const timer = setTimeout(() => {
      server.kill('SIGQUIT');
      fail();
    }, START_TIMEOUT_MS);
    server.once('error', fail);
    server.once('exit', fail);
    server.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-4_000);
      if (!said.includes('ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
  });
  return server;
}

/** Ends all sessions and waits until the server is gone. */
export async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  await gone;
}
