import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Pool } from 'pg';
import { countSegment } from '#app/adapters/db/reads/segment-preview.server.ts';
import { createSegmentsStore } from '#app/adapters/db/segments-store.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import type { OwnSegment } from '#app/domain/segments/own-segments.ts';
import { addDays, startOfDay } from '#app/domain/time.ts';
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
    await measureMembers(pool, size);
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

/** All members written for the first time, then held against the rules a day later. */
async function measureMembers(pool: Pool, size: number): Promise<void> {
  const segments: OwnSegment[] = [];
  for (const [name, rule] of BENCH_RULES) {
    const segmentId = randomUUID();
    segments.push({ segmentId, name, rule });
    await pool.query(
      `insert into segments (shop_id, segment_id, name, rule, created_at, updated_at)
       values ($1, $2, $3, $4, now(), now())`,
      [SHOP_ID, segmentId, name, JSON.stringify(rule)],
    );
  }
  const refresh = async (days: number) => {
    const today = addDays(TODAY, days);
    const moment = { asOf: Date.parse(startOfDay(today, ZONE)) + 1, today, zone: ZONE };
    const startedAt = performance.now();
    let moved = 0;
    let longest = 0;
    for (const segment of segments) {
      const since = performance.now();
      const { entered, left } = await inTransaction(pool, (client) =>
        createSegmentsStore(client).refreshMembers(SHOP_ID, segment, moment, `day:${today}`),
      );
      longest = Math.max(longest, performance.now() - since);
      moved += entered + left;
    }
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    return `${seconds} s, ${count(moved)} moves, the longest transaction ${milliseconds(longest)}`;
  };
  say('Writing the members of all segments');
  print(
    `Members of ${segments.length} segments at ${count(size)} customers, first: ${await refresh(0)}`,
  );
  await pool.query('vacuum analyze segment_memberships');
  print(`The next day: ${await refresh(1)}`);
}
