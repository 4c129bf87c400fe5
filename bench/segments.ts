import { parseArgs } from 'node:util';
import type { Pool } from 'pg';
import { countSegment } from '#app/adapters/db/reads/segment-preview.server.ts';
import { startOfDay } from '#app/domain/time.ts';
import { fillShop, SHOP_ID, TODAY } from './segments/fill.ts';
import { BENCH_RULES } from './segments/rules.ts';
import { createDatabase, startServer } from './support/database.ts';
import { count, milliseconds, print, printTable, say } from './support/report.ts';
import { median, percentile } from './support/statistics.ts';

const ZONE = 'America/New_York';
const MOMENT = { asOf: Date.parse(startOfDay(TODAY, ZONE)) + 1, today: TODAY, zone: ZONE };

/** The count of 30 rules while they are built, and bringing their members up to them. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      customers: { type: 'string', multiple: true, default: ['100000', '1000000'] },
      rounds: { type: 'string', default: '5' },
    },
  });
  const rounds = Number(values.rounds);
  const sizes = values.customers.map(Number);
  if (!rounds || sizes.some((size) => !size)) throw new Error('Options are positive numbers.');
  const server = await startServer();
  for (const size of sizes) {
    const { pool } = await createDatabase(server, `segments_${size}`);
    say(`Growing a shop of ${count(size)} customers`);
    await fillShop(pool, size);
    await measureCounts(pool, size, rounds);
  }
}

async function measureCounts(pool: Pool, size: number, rounds: number): Promise<void> {
  say(`Counting ${BENCH_RULES.length} rules ${rounds} times`);
  const timings = BENCH_RULES.map(() => [] as number[]);
  const sizes: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, [, rule]] of BENCH_RULES.entries()) {
      const startedAt = performance.now();
      sizes[index] = await countSegment(pool, SHOP_ID, rule, MOMENT);
      // The first round reads what later ones find in memory.
      if (round > 0) timings[index]?.push(performance.now() - startedAt);
    }
  }
  const all = timings.flat();
  print();
  print(
    `Counts at ${count(size)} customers: p50 ${milliseconds(median(all))}, ` +
      `p95 ${milliseconds(percentile(all, 0.95))}, slowest ${milliseconds(Math.max(...all))}`,
  );
  printTable(
    ['rule', 'customers', 'median', 'slowest'],
    BENCH_RULES.map(([name], index) => {
      const own = timings[index] ?? [];
      return [
        name,
        count(sizes[index] ?? 0),
        milliseconds(median(own)),
        milliseconds(Math.max(...own)),
      ];
    }),
  );
}
