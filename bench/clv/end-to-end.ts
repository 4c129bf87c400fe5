import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { atEnd } from '../support/cleanup.ts';
import { count, print, printTable, say } from '../support/report.ts';
import { median } from '../support/statistics.ts';
import { LIFETIMES_END_TO_END } from './lifetimes.ts';
import { writeOrdersFile } from './orders-file.ts';
import type { Usage } from './report-usage.ts';

const COMMAND = path.resolve(import.meta.dirname, '../../bin/perennial.ts');
const REPORT_USAGE = pathToFileURL(path.join(import.meta.dirname, 'report-usage.ts')).href;

/** What lifetimes was timed with, and what the command does by itself. */
const MODELS = ['bg-nbd', 'best'];

/** From a file of orders to a file of predictions by the command line, a process each time. */
export async function measureEndToEnd(customers: number, rounds: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'perennial-bench-'));
  atEnd(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'orders.csv');
  say(`Writing the orders of ${count(customers)} customers`);
  const orders = await writeOrdersFile(file, customers);
  const rows: string[][] = [];
  for (const model of MODELS) {
    const runs: Run[] = [];
    for (let round = 0; round < rounds; round += 1) {
      say(`${model}, round ${round + 1} of ${rounds}`);
      runs.push(await runCommand(folder, file, model));
    }
    const seconds = median(runs.map((run) => run.seconds));
    const isWhole = customers === 1_000_000;
    rows.push([
      model,
      `${seconds.toFixed(2)} s`,
      `${median(runs.map((run) => run.processorSeconds)).toFixed(2)} s`,
      `${count(Math.max(...runs.map((run) => run.megabytes)))} MB`,
      count(customers / seconds),
      isWhole ? `${(LIFETIMES_END_TO_END.seconds / seconds).toFixed(1)} times` : '',
    ]);
  }
  const { seconds, megabytes } = LIFETIMES_END_TO_END;
  print();
  print(
    `From a file of ${count(orders)} orders to the predictions of ${count(customers)} customers`,
  );
  print(`(lifetimes, of a million customers: ${seconds} s, ${megabytes} MB):`);
  printTable(['model', 'median', 'processor', 'peak memory', 'customers/s', 'faster'], rows);
}

interface Run extends Usage {
  seconds: number;
}

async function runCommand(folder: string, file: string, model: string): Promise<Run> {
  const usageFile = path.join(folder, 'usage');
  const out = path.join(folder, 'predictions.csv');
  const args = ['--import', REPORT_USAGE, COMMAND, 'clv', file, '--model', model, '--out', out];
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, BENCH_USAGE_FILE: usageFile },
    stdio: 'ignore',
  });
  atEnd(() => void child.kill());
  const [code] = await once(child, 'exit');
  const seconds = (performance.now() - startedAt) / 1000;
  if (code !== 0) throw new Error(`The command ended with ${code}.`);
  return { seconds, ...(JSON.parse(readFileSync(usageFile, 'utf8')) as Usage) };
}
