import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { discardEmbeddedPostgres, findFreePort } from '#bin/embedded-postgres.ts';
import { waitFor } from '#test/support/wait-for.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const READY_MS = 100_000;

interface Place {
  PORT: string;
  SANDBOX_PORT: string;
  DATA_DIR: string;
}

async function choosePlace(): Promise<Place> {
  const folder = mkdtempSync(path.join(tmpdir(), 'perennial-demo-'));
  onTestFinished(async () => {
    await discardEmbeddedPostgres(path.join(folder, 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  });
  const ports = { PORT: String(await findFreePort()), SANDBOX_PORT: String(await findFreePort()) };
  return { ...ports, DATA_DIR: folder };
}

function startDemo(place: Place) {
  const { DATABASE_URL, REDIS_URL, ...environment } = process.env;
  const child = spawn(process.execPath, [path.join(root, 'bin', 'demo.ts')], {
    env: { ...environment, ...place },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, ended, output: () => output };
}

async function waitUntilReady(demo: ReturnType<typeof startDemo>): Promise<void> {
  const isOver = () => demo.output().includes('ready  open') || demo.child.exitCode !== null;
  await waitFor('the ready line', isOver, READY_MS);
  expect(demo.output()).toContain('ready  open http');
}

function askHealth({ PORT }: Place): Promise<Response> {
  return fetch(`http://127.0.0.1:${PORT}/healthz`);
}

async function isWell(place: Place): Promise<boolean> {
  try {
    return (await askHealth(place)).ok;
  } catch {
    return false;
  }
}

function partOf({ pid }: ChildProcess, file: string): number | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  const found = children.find((child) => {
    return readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(file);
  });
  return found ? Number(found) : undefined;
}

test('the demo comes up, mends itself, refuses a twin and keeps its data', async () => {
  const place = await choosePlace();
  const first = startDemo(place);
  await waitUntilReady(first);
  const health = await askHealth(place);
  expect(health.status).toBe(200);
  expect(await health.json()).toMatchObject({
    ok: true,
    database: { reachable: true },
    queue: { backend: 'postgres', reachable: true },
  });
  expect((await fetch(`http://127.0.0.1:${place.SANDBOX_PORT}/`)).status).toBe(200);

  const twin = startDemo(place);
  expect(await twin.ended).toBe(1);
  expect(twin.output()).toMatch(/Another demo .* is running on/);
  const elsewhere = startDemo({ ...(await choosePlace()), PORT: place.PORT });
  expect(await elsewhere.ended).toBe(1);
  expect(elsewhere.output()).toMatch(new RegExp(`Port ${place.PORT}.*is taken`));

  for (const [part, file] of [
    ['web', 'app/server.ts'],
    ['worker', 'workers/index.ts'],
    ['PostgreSQL', 'unix_socket_directories='],
  ] as const) {
    const pid = await waitFor(`the ${part} process`, () => partOf(first.child, file));
    process.kill(pid, 'SIGKILL');
    const restarted = new RegExp(`${part}( process)? ended.*; starting it again`);
    await waitFor(`the restart of ${part}`, () => restarted.test(first.output()));
    await waitFor('health', () => isWell(place), READY_MS);
  }

  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
  await expect(askHealth(place)).rejects.toThrow();

  const second = startDemo(place);
  await waitUntilReady(second);
  expect(second.output()).not.toContain('Growing the sample store');
  second.child.kill('SIGINT');
  expect(await second.ended).toBe(0);
}, 300_000);
