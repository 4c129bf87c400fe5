import { parseArgs } from 'node:util';
import { startTestRedis } from '#test/support/start-redis.ts';
import { compareFairness } from './order-to-score/fairness.ts';
import { type BenchShop, growShop, type History } from './order-to-score/history.ts';
import { measureRates, printRates } from './order-to-score/rates.ts';
import { atEnd } from './support/cleanup.ts';
import { type BenchDatabase, createDatabase, startServer } from './support/database.ts';
import { appEnvironment, startHttp, startProcess } from './support/processes.ts';
import { count, print, say } from './support/report.ts';

const SMALL: History = { customers: 3_000, orders: 16_000 };
const SHOP: BenchShop = { shopId: '1', domain: 'bench.myshopify.com' };
const NEIGHBOUR: BenchShop = { shopId: '2', domain: 'neighbour.myshopify.com' };

export interface Backend {
  name: string;
  environment: Record<string, string>;
}

/**
 * From a webhook's 200 to the commit of its metrics and segments, through the real web and worker
 * process: on both queue backends, with a history and with a hundred times of it, and for a shop
 * whose neighbour has a burst.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '10' },
      growth: { type: 'string', default: '100' },
      backend: { type: 'string' },
    },
  });
  const [rounds, seconds, growth] = [values.rounds, values.seconds, values.growth].map(Number);
  if (!rounds || !seconds || !growth) throw new Error('Options are positive numbers.');
  const server = await startServer();
  const all = await listBackends();
  const backends = all.filter(({ name }) => name === (values.backend ?? name));

  const histories = [SMALL, { customers: SMALL.customers * growth, orders: SMALL.orders * growth }];
  const grown: { database: BenchDatabase; history: History }[] = [];
  for (const [at, history] of histories.entries()) {
    say(`Growing a history of ${count(history.orders)} orders`);
    const database = await createDatabase(server, `orders_${at}`);
    await growShop(database.pool, SHOP, history);
    if (at === 0) await growShop(database.pool, NEIGHBOUR, history);
    grown.push({ database, history });
  }
  for (const backend of backends) {
    const sides = [];
    for (const side of grown) {
      const app = await startApp(side.database, backend);
      const plan = { shop: SHOP, rounds, seconds, ...side, port: app.port };
      say(`${backend.name}, ${count(side.history.orders)} orders before`);
      sides.push({ history: side.history, rates: await measureRates(plan) });
      await app.stop();
    }
    print();
    print(`Queue on ${backend.name}:`);
    printRates(sides);
    const [small] = grown;
    if (!small) continue;
    const app = await startApp(small.database, backend);
    const shops = { bursting: SHOP, neighbour: NEIGHBOUR };
    await compareFairness({ ...shops, ...small, rounds, seconds, port: app.port });
    await app.stop();
  }
}

async function listBackends(): Promise<Backend[]> {
  const redis = await startTestRedis();
  if (redis) atEnd(() => redis.stop());
  else print('SKIPPED: the queue on Redis (no REDIS_URL and no redis-server here)');
  const onRedis = redis ? [{ name: 'Redis', environment: { REDIS_URL: redis.url } }] : [];
  return [{ name: 'PostgreSQL', environment: {} }, ...onRedis];
}

/** The app's two processes, as they run in production. */
async function startApp(database: BenchDatabase, { environment }: Backend) {
  const all = appEnvironment({ DATABASE_URL: database.url, ...environment });
  const worker = startProcess('workers/index.ts', all);
  const web = await startHttp('app/server.ts', all);
  return {
    port: web.port,
    stop: async () => {
      await Promise.all([web.stop(), worker.stop()]);
    },
  };
}
