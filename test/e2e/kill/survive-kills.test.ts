import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { createQueue } from '#app/adapters/queue/queue.server.ts';
import type { JobName } from '#app/jobs/catalogue.ts';
import { createRandom } from '#sandbox/store/random.ts';
import type { ProcessName } from '#test/support/app-processes.ts';
import { waitFor } from '#test/support/wait-for.ts';
import { readEndState } from './end-state.ts';
import { liveOneDay } from './one-day.ts';
import { type CapturedWebhook, openWorld, START, type World } from './world.ts';

const HOUR_MS = 3_600_000;
/** Past the settling delay; day by day through anniversaries and cross-sells; past maturing. */
const LATER_MS = [1, 20, 20, 20, 30 * 24].map((hours) => hours * HOUR_MS);
const KILLS_PER_STEP = 4;
const LEASE_MS = 180_000;
const JOBS: JobName[] = [
  'sweep-inbox',
  'sweep-days',
  'decide-due',
  'perform-effects',
  'settle-ledger',
];

interface Manner {
  redisUrl: string | null;
  /** Twice each, shuffled, while both processes are killed again and again. */
  isRough: boolean;
}

const backends = [
  { backend: 'PostgreSQL', redis: false },
  { backend: 'Redis', redis: true },
];

test.each(backends)(
  'killed again and again on $backend, a day ends as an undisturbed one',
  { timeout: 900_000 },
  async ({ redis }) => {
    const server = inject('redisUrl');
    if (redis && !server) return expect.soft(server, 'SKIPPED: no Redis here').toBeNull();
    const url = (database: number) => (redis ? `${server}/${database}` : null);
    const calm = await runDay({ redisUrl: url(11), isRough: false });
    const rough = await runDay({ redisUrl: url(12), isRough: true });

    expect(calm.decided).toBeGreaterThan(20);
    expect(calm.codes.length).toBeGreaterThan(10);
    for (const [table, rows] of Object.entries(calm.state)) {
      const differing = rough.state[table]?.filter((row) => !rows.includes(row));
      expect.soft(differing, table).toEqual([]);
      expect.soft(rough.state[table]?.length, table).toBe(rows.length);
    }
    expect(rough.codes).toEqual(calm.codes);
    expect(new Set(rough.mails).size, 'no mail twice').toBe(rough.mails.length);
    expect(rough.kills).toBeGreaterThan(10);
  },
);

async function runDay(manner: Manner) {
  const world = await openWorld(manner);
  liveOneDay(world.local.store, world.clock, 'a day');
  await world.local.webhooks.flush();
  const deliveries = [...world.captured];
  expect(deliveries.length).toBeGreaterThan(150);

  const killer = createKiller(world);
  const delivering = deliverAll(
    world,
    manner.isRough ? twiceShuffled(deliveries) : deliveries,
    manner,
  );
  if (manner.isRough) await killer.killUntil(delivering);
  await delivering;
  // The app's clock still stands at the day's beginning: nothing is decided before all is there.
  await waitUntilQuiet(world, manner, new Date(START));
  for (const later of LATER_MS) {
    await moveClocks(world, later);
    // Kills come while the work of this time is under way, not after it.
    const working = askForWork(world, manner);
    if (manner.isRough) await killer.kill(KILLS_PER_STEP);
    await working;
    // What a killed process had taken is free again when its lease has run out.
    await moveClocks(world, LEASE_MS);
    await waitUntilQuiet(world, manner);
  }

  const { pool } = world.database;
  const decided = await pool.query(`select 1 from decisions where state = 'decided'`);
  return {
    state: await readEndState(pool),
    codes: listCodes(world),
    mails: [...world.mail.messageIds],
    decided: decided.rowCount,
    kills: killer.count(),
  };
}

function listCodes({ local }: World): string[] {
  const discounts = [...local.store.state.tables.discounts.values()];
  return discounts.map((discount) => JSON.stringify(discount.codes.map(({ code }) => code))).sort();
}

function twiceShuffled(deliveries: CapturedWebhook[]): CapturedWebhook[] {
  const random = createRandom('shuffle');
  return [...deliveries, ...deliveries]
    .map((delivery) => ({ delivery, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ delivery }) => delivery);
}

async function deliverAll(world: World, deliveries: CapturedWebhook[], { isRough }: Manner) {
  const waiting = [...deliveries];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await deliver(world, next);
      // Spread out, so that the kills fall into the middle of it.
      if (isRough) await sleep(150);
    }
  };
  await Promise.all(Array.from({ length: isRough ? 4 : 1 }, lane));
}

/** As Shopify does it: again until it is answered 2xx. */
async function deliver({ app }: World, { headers, body }: CapturedWebhook): Promise<void> {
  for (;;) {
    const answer = await fetch(`${app.url}/webhooks`, {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
    }).catch(() => null);
    if (answer?.ok) return;
    await sleep(50);
  }
}

function createKiller({ app }: World) {
  const random = createRandom('killer');
  let kills = 0;
  const killOnce = async () => {
    await app.waitUntilAtWork();
    await sleep(random.integer(20, 1_500));
    const name = random.pick<ProcessName>(['worker', 'worker', 'web']);
    await app.kill(name);
    kills += 1;
    app.start(name);
  };
  return {
    count: () => kills,
    async kill(times: number) {
      for (let at = 0; at < times; at += 1) await killOnce();
    },
    async killUntil(done: Promise<unknown>) {
      let isDone = false;
      const watched = done.finally(() => {
        isDone = true;
      });
      while (!isDone) await killOnce();
      await watched;
    },
  };
}

async function moveClocks(world: World, milliseconds: number): Promise<void> {
  world.clock.advance(milliseconds);
  await world.moveAppClock(world.clock.now());
}

async function askForWork({ database }: World, { redisUrl }: Manner): Promise<void> {
  const queue = createQueue(redisUrl ? { redisUrl } : { databaseUrl: database.url });
  for (const job of JOBS) await queue.enqueue(job, {}, { deduplicationId: `test-${job}` });
  await queue.close();
}

/** Asks for every kind of work until none is left that is due. */
async function waitUntilQuiet(
  world: World,
  manner: Manner,
  now = world.clock.now(),
): Promise<void> {
  const { pool } = world.database;
  let open: string[] = [];
  await waitFor(
    () => `all work that is due: ${open.join(', ')}`,
    async () => {
      await askForWork(world, manner);
      await sleep(300);
      const { rows } = await pool.query<{ open: string[] }>(OPEN_WORK, [now]);
      open = rows[0]?.open ?? [];
      return open.length === 0;
    },
    120_000,
  );
}

const OPEN_WORK = `select array_remove(array[
  (select 'inbox: ' || count(*) || coalesce(' ' || max(error), '') from inbox where state = 'waiting' having count(*) > 0),
  (select 'decisions' from decisions where state = 'waiting' and due_at <= $1 limit 1),
  (select 'effects' from effects where state in ('planned', 'attempting') and due_at <= $1 limit 1),
  (select 'ledger' from ledger_due where due_at <= $1 limit 1),
  (select 'lots' from ledger_lots where maturing > 0 and matures_at <= $1 limit 1),
  (select 'day' from shops where metrics_day < ($1 at time zone timezone)::date limit 1),
  (select 'figures' from shops where recompute_asked_at is not null limit 1)
], null) as open`;
