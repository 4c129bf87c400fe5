import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Pool } from 'pg';
import { createQueue } from '#app/adapters/queue/queue.server.ts';
import { type BenchShop, growShop, type History } from './order-to-score/history.ts';
import { deliverAndWait, type Measured, p50, p95 } from './order-to-score/measure.ts';
import { fillStore } from './rescore/store.ts';
import { atEnd } from './support/cleanup.ts';
import { createDatabase, startServer } from './support/database.ts';
import type { Stream } from './support/load.ts';
import { appEnvironment, startHttp, startProcess } from './support/processes.ts';
import { count, milliseconds, print, printTable, say } from './support/report.ts';

const STORE: BenchShop = { shopId: '1', domain: 'bench.myshopify.com' };
const NEIGHBOUR: BenchShop = { shopId: '2', domain: 'neighbour.myshopify.com' };
const NEIGHBOUR_HISTORY: History = { customers: 3_000, orders: 16_000 };
const ORDERS_PER_SECOND = 5;
const SECONDS_ALONE = 20;
const PATIENCE_MS = 30 * 60_000;

interface Fitted {
  state: string;
  outcome: string | null;
  model: string | null;
  customers: number | null;
  error: string | null;
}

/**
 * The night of a large shop, in the real worker: from the job to the moment at which every
 * customer's new prediction holds; beside it a small shop's orders, through the same two processes.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      customers: { type: 'string', default: '1000000' },
      orders: { type: 'string', default: '5' },
      nights: { type: 'string', default: '2' },
    },
  });
  const [customers, ordersPerCustomer, nights] = [
    values.customers,
    values.orders,
    values.nights,
  ].map(Number);
  if (!customers || !ordersPerCustomer || !nights) throw new Error('Options are positive numbers.');
  const { url, pool } = await createDatabase(await startServer(), 'rescore');
  await growShop(pool, NEIGHBOUR, NEIGHBOUR_HISTORY);
  await markFitted(pool, NEIGHBOUR);
  say(`Filling a shop of ${count(customers)} customers`);
  const orders = await fillStore(pool, STORE, { customers, ordersPerCustomer });
  print(`${count(customers)} customers with ${count(orders)} orders`);

  const environment = appEnvironment({ DATABASE_URL: url });
  const worker = startProcess('workers/index.ts', environment);
  const web = await startHttp('app/server.ts', environment);
  const queue = createQueue({ databaseUrl: url });
  atEnd(() => queue.close());
  const deliver = createNeighbour(pool, web.port);
  await deliver(3);
  const alone = await deliver(SECONDS_ALONE);
  const before = worker.peakMemory();

  for (let night = 1; night <= nights; night += 1) {
    say(`night ${night} of ${nights}`);
    await ask(pool, STORE);
    const started = Date.now();
    await queue.enqueue('fit-clv', { shopId: STORE.shopId });
    const beside: Measured[] = [];
    const waiting = waitForFit(pool, STORE, started);
    let fitted: { row: Fitted; seconds: number } | undefined;
    void waiting.then((done) => {
      fitted = done;
    });
    while (!fitted) beside.push(await deliver(5));
    const { row, seconds } = await waiting;
    if (row.state !== 'done') throw new Error(`The fit failed: ${row.error}`);
    print();
    print(
      `night ${night}: ${seconds.toFixed(1)} s from job to predictions that hold ` +
        `(${row.model}, ${row.outcome}; ${count(row.customers ?? 0)} customers, ` +
        `${count((row.customers ?? 0) / seconds)} a second)`,
    );
    printOrders(alone, beside);
  }
  print(
    `peak memory of the worker: ${count(worker.peakMemory() ?? 0)} MB ` +
      `(${count(before ?? 0)} MB before)`,
  );
}

function printOrders(alone: Measured, beside: Measured[]): void {
  const all = beside.flatMap(({ delaysMs }) => delaysMs);
  const joined = { delaysMs: all, perSecond: 0, drainMs: 0 };
  printTable(
    ["another shop's orders", 'p50', 'p95', 'orders'],
    [
      ['alone', milliseconds(p50(alone)), milliseconds(p95(alone)), count(alone.delaysMs.length)],
      ['beside the fit', milliseconds(p50(joined)), milliseconds(p95(joined)), count(all.length)],
    ],
  );
}

function createNeighbour(pool: Pool, port: number) {
  const started = Date.now();
  let sent = 0;
  return async (seconds: number): Promise<Measured> => {
    const deliveries = ORDERS_PER_SECOND * seconds;
    const stream: Stream = {
      shopDomain: NEIGHBOUR.domain,
      idPrefix: `${started}-${sent}-`,
      body: { firstOrderId: started * 100 + sent, customers: NEIGHBOUR_HISTORY.customers },
      connections: 5,
      perSecond: ORDERS_PER_SECOND,
      limit: { deliveries, seconds: 2 * seconds },
    };
    sent += deliveries;
    const [measured] = await deliverAndWait(pool, port, [stream]);
    if (!measured) throw new Error('A stream without a result.');
    return measured;
  };
}

/** As one that was fitted last night, so that no sweep begins with it. */
async function markFitted(pool: Pool, { shopId }: BenchShop): Promise<void> {
  await pool.query(
    `insert into clv_fits (shop_id, fit_id, trigger, state, observation_end, started_at)
     values ($1, gen_random_uuid(), 'night', 'done', current_date + 1, now())`,
    [shopId],
  );
}

async function ask(pool: Pool, { shopId }: BenchShop): Promise<void> {
  await pool.query(
    "update shops set fit_asked_at = now(), fit_asked_by = 'asked' where shop_id = $1",
    [shopId],
  );
}

async function waitForFit(pool: Pool, { shopId }: BenchShop, startedMs: number) {
  for (;;) {
    const { rows } = await pool.query<Fitted>(
      `select state, outcome, model, customers, error from clv_fits
       where shop_id = $1 and started_at >= $2 and state <> 'running'`,
      [shopId, new Date(startedMs)],
    );
    const [row] = rows;
    const seconds = (Date.now() - startedMs) / 1000;
    if (row) return { row, seconds };
    if (seconds * 1000 > PATIENCE_MS) throw new Error('The fit does not end.');
    await sleep(50);
  }
}
