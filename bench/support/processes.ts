import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '#bin/embedded-postgres.ts';
import { atEnd } from './cleanup.ts';

const root = path.resolve(import.meta.dirname, '../..');
const START_TIMEOUT_MS = 60_000;

export const API_SECRET = 'bench-secret';

export interface Running {
  stop(): Promise<void>;
  /** The most memory it has held so far, in MB; null where the system does not say. */
  peakMemory(): number | null;
}

/** Runs a TypeScript file of this repository in a process of its own, ended with the bench. */
export function startProcess(file: string, environment: Record<string, string>): Running {
  const child = spawn(process.execPath, [path.join(root, file)], {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'warn', ...environment },
    // stdout belongs to the figures.
    stdio: ['ignore', 2, 2],
  });
  const running = { stop: () => stop(child), peakMemory: () => readPeak(child) };
  atEnd(running.stop);
  return running;
}

export interface Served extends Running {
  port: number;
}

/** Starts an HTTP server on a port of its own and waits until it answers. */
export async function startHttp(
  file: string,
  environment: Record<string, string>,
): Promise<Served> {
  const port = await findFreePort();
  const own = { PORT: String(port), SHOPIFY_APP_URL: `http://127.0.0.1:${port}` };
  const running = startProcess(file, { ...own, ...environment });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(port))) {
    if (Date.now() > deadline) throw new Error(`${file} does not answer.`);
    await sleep(50);
  }
  return { ...running, port };
}

/** What app/env.server.ts wants beyond the port and the database. */
export function appEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  return {
    SHOPIFY_API_KEY: 'bench-key',
    SHOPIFY_API_SECRET: API_SECRET,
    SHOPIFY_APP_URL: 'http://127.0.0.1:9',
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'hello@perennial.example',
    // Nothing but webhooks may bring facts while they are measured, and nobody is called.
    RECONCILE_EVERY_SECONDS: '1000000000',
    SHOPIFY_FETCH_ORIGIN: 'http://127.0.0.1:9',
    SHOPIFY_FETCH_ORIGIN_IN_PRODUCTION: 'yes',
    ...extra,
  };
}

function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(timer);
}

function readPeak(child: ChildProcess): number | null {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}
