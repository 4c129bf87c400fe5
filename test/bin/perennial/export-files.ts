import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { createRandom } from '#app/domain/clv/special/random.ts';
import { readFile } from '#bin/perennial/read-file.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..');

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after the tests of a file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'perennial-test-'));
  folders.push(folder);
  return folder;
}

/** A file that is gone after the tests. */
export function fileOf(contents: string | Uint8Array, name = 'orders.csv'): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, contents);
  return file;
}

export function readExport(file: string, options: Partial<Parameters<typeof readFile>[1]> = {}) {
  return readFile(file, { columns: {}, observationEnd: undefined, unit: 'days', ...options });
}

/** Transactions by their customers' ids, each with its days and amounts. */
export async function readTransactions(
  file: string,
  options: Partial<Parameters<typeof readFile>[1]> = {},
) {
  const read = await readExport(file, options);
  if (read.kind === 'summary') throw new Error('A summary was read.');
  const { log, ids, customerOf } = read;
  const customers = Array.from(customerOf, (customer, place) => {
    const [from, to] = [log.starts[customer] ?? 0, log.starts[customer + 1] ?? 0];
    const days = [...log.days.subarray(from, to)].map((day, at) => {
      return [new Date(day * 86_400_000).toISOString().slice(0, 10), log.amounts[from + at]];
    });
    return [Buffer.from(ids.bytesOf(place)).toString('utf8'), days];
  });
  return { ...read, customers: Object.fromEntries(customers) };
}

/** A year of a small shop, one row for each order; the same for the same seed. */
export function simulatedOrders({
  customers,
  seed,
}: {
  customers: number;
  seed: number;
}): string[] {
  const random = createRandom(seed);
  const rows: string[] = [];
  for (let customer = 1; customer <= customers; customer += 1) {
    const rate = random.gamma(0.8) / 60;
    const dropout = random.beta(0.8, 2.5);
    const spendRate = random.gamma(3.7) / 15;
    let now = random.uniform() * 180;
    do {
      const day = new Date(Date.UTC(2023, 0, 1) + Math.floor(now) * 86_400_000);
      const amount = (random.gamma(6.2) / spendRate).toFixed(2);
      rows.push(`C-${customer},${day.toISOString().slice(0, 10)},${amount}`);
      if (random.uniform() < dropout) break;
      now += random.exponential() / rate;
    } while (now < 365);
  }
  return rows;
}

export interface Finished {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command as people do. */
export function runPerennial(...args: string[]): Promise<Finished> {
  const npmArgs = ['run', '-s', 'perennial', '--', ...args];
  return new Promise((resolve) => {
    execFile('npm', npmArgs, { cwd: root, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}
