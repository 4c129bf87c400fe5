import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkSource, keepSecrets, lockDataFolder, recordSource } from '#bin/demo/data-folder.ts';
import { readOptions } from '#bin/demo/options.ts';
import { checkPort } from '#bin/demo/ports.ts';
import { type PartOptions, startPart } from '#bin/demo/processes.ts';
import { PlainRefusal } from '#bin/demo/progress.ts';
import { findFreePort } from '#bin/embedded-postgres.ts';
import { waitFor } from '#test/support/wait-for.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'perennial-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('without arguments the demo has its usual ports and folder', () => {
  expect(readOptions([], {})).toEqual({
    port: 3000,
    sandboxPort: 3100,
    dataDir: path.resolve('.data'),
    orders: undefined,
    fresh: false,
    reload: false,
  });
});

test('a port that is none and an unknown option are refused by name', () => {
  expect(() => readOptions([], { PORT: 'abc' })).toThrow('PORT is "abc"');
  expect(() => readOptions([], { SANDBOX_PORT: '70000' })).toThrow('SANDBOX_PORT is "70000"');
  expect(() => readOptions(['--order', 'x.csv'], {})).toThrow("Unknown option '--order'");
});

test('a file of orders that is not there is refused before anything is thrown away', () => {
  const refused = () => readOptions(['--fresh', '--orders', '/no/such/orders.csv'], {});
  expect(refused).toThrow('no file /no/such/orders.csv');
});

test('a taken port is refused with its number and what to change', async () => {
  const port = await findFreePort();
  await checkPort(port, 'the app', 'PORT');
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void holder.close());
  const checking = checkPort(port, 'the app', 'PORT');
  await expect(checking).rejects.toThrow(PlainRefusal);
  await expect(checking).rejects.toThrow(
    new RegExp(`Port ${port}.*PORT=${port + 10} npm run demo`),
  );
});

test('a folder whose demo was killed can be taken; secrets stay the same', () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'demo.pid'), '1');
  const release = lockDataFolder(folder);
  const secrets = keepSecrets(folder);
  expect(Buffer.from(secrets.encryptionKey, 'base64')).toHaveLength(32);
  release();
  lockDataFolder(folder);
  expect(keepSecrets(folder)).toEqual(secrets);
});

test('a store filled from one file is not silently kept when another is asked for', () => {
  const folder = temporaryFolder();
  checkSource(folder, '/orders/a.csv');
  recordSource(folder, '/orders/a.csv');
  checkSource(folder, undefined);
  checkSource(folder, '/orders/a.csv');
  expect(() => checkSource(folder, '/orders/b.csv')).toThrow(
    /holds the orders of .*a\.csv.*--fresh/,
  );
});

function startScript(script: string, onHopeless: (refusal: PlainRefusal) => void = () => {}) {
  const folder = temporaryFolder();
  const file = path.join(folder, 'script.mjs');
  writeFileSync(file, script);
  const options: PartOptions = {
    name: 'test',
    command: [file],
    environment: { ...process.env, FOLDER: folder },
    logFolder: path.join(folder, 'logs'),
    onHopeless,
  };
  const part = startPart(options);
  onTestFinished(() => part.stop());
  return { part, pids: () => readPids(path.join(folder, 'pids')) };
}

function readPids(file: string): number[] {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').map(Number);
  } catch {
    return [];
  }
}

const LIVE = `
  import { appendFileSync } from 'node:fs';
  appendFileSync(process.env.FOLDER + '/pids', process.pid + '\\n');
  setInterval(() => {}, 1000);
`;

test('a part that is killed is started again, and stays away once stopped', async () => {
  const { part, pids } = startScript(LIVE);
  await waitFor('the start', () => pids().length === 1);
  part.markReady();
  process.kill(pids()[0] ?? 0, 'SIGKILL');
  await waitFor('the second start', () => pids().length === 2);
  await part.stop();
  expect(() => process.kill(pids()[1] ?? 0, 0)).toThrow();
});

test('a part that never comes up is given up with the end of its log', async () => {
  const refusals: string[] = [];
  startScript("console.error('no such table'); process.exit(3);", (refusal) => {
    refusals.push(refusal.message);
  });
  const [refusal] = await waitFor('giving up', () => refusals.length > 0 && refusals);
  expect(refusal).toMatch(/test process does not start[\s\S]*no such table/);
});
