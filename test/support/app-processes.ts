import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { waitFor } from './wait-for.ts';

const root = path.resolve(import.meta.dirname, '../..');

export type ProcessName = 'web' | 'worker';
const FILES: Record<ProcessName, string> = { web: 'app/server.ts', worker: 'workers/index.ts' };

export interface AppProcesses {
  url: string;
  start(name: ProcessName): void;
  /** SIGKILL, as a machine that loses power. Resolves when it is gone. */
  kill(name: ProcessName): Promise<void>;
  waitUntilHealthy(): Promise<void>;
  /** Waits until both are up, however slow the machine is: a kill before that interrupts nothing. */
  waitUntilAtWork(): Promise<void>;
}

/**
 * The app's two processes as they run in production, killed when the test ends.
 *
 * @param options.port where something else has to know it before; any free one otherwise
 */
export async function startAppProcesses(
  environment: Record<string, string>,
  options: { port?: number } = {},
): Promise<AppProcesses> {
  const port = options.port ?? (await findFreePort());
  const url = `http://127.0.0.1:${port}`;
  const running = new Map<ProcessName, ChildProcess>();

  function start(name: ProcessName): void {
    const child = spawn(process.execPath, [path.join(root, FILES[name])], {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: 'error',
        PORT: String(port),
        SHOPIFY_APP_URL: url,
        ...environment,
      },
      stdio: ['ignore', 'ignore', process.env.SHOW_APP_LOGS ? 'inherit' : 'ignore'],
    });
    running.set(name, child);
  }

  async function kill(name: ProcessName): Promise<void> {
    const child = running.get(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  onTestFinished(async () => {
    await Promise.all([kill('web'), kill('worker')]);
  });
  const startedAt = new Map<ProcessName, number>();
  let startUpMs = 0;

  async function waitUntilHealthy(): Promise<void> {
    const isHealthy = () =>
      fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
    await waitFor('the app', isHealthy, 120_000);
  }

  // The worker listens nowhere: it is given the time that the web process took.
  async function waitUntilAtWork(): Promise<void> {
    await waitUntilHealthy();
    const age = Date.now() - (startedAt.get('worker') ?? 0);
    if (age < startUpMs) await sleep(startUpMs - age);
  }

  const startAndNote = (name: ProcessName) => {
    startedAt.set(name, Date.now());
    start(name);
  };
  startAndNote('web');
  startAndNote('worker');
  await waitUntilHealthy();
  startUpMs = 1.5 * (Date.now() - (startedAt.get('web') ?? 0));
  return { url, start: startAndNote, kill, waitUntilHealthy, waitUntilAtWork };
}

export async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
