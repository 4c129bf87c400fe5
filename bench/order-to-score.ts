import { parseArgs } from 'node:util';
import { startTestRedis } from '#test/support/start-redis.ts';
import { compareFairness } from './order-to-score/fairness.ts';
import { type BenchShop, growShop, type History } from './order-to-score/history.ts';
import { measureRates, printRates, type Side } from './order-to-score/rates.ts';
import { atEnd } from './support/cleanup.ts';
import { type BenchDatabase, createDatabase, startServer } from './support/database.ts';
import { appEnvironment, startHttp, startProcess } from './support/processes.ts';
import { count, print, say } from './support/report.ts';

const SMALL: History = { customers: 3_000, orders: 16_000 };
/** So many customers that a backlog does not make each of them an unlikely one. */
const BURSTING: History = { customers: 60_000, orders: 320_000 };
const SHOP: BenchShop = { shopId: '1', domain: 'bench.myshopify.com' };
const NEIGHBOUR: BenchShop = { shopId: '2', domain: 'neighbour.myshopify.com' };
const BURSTER: BenchShop = { shopId: '3', domain: 'burster.myshopify.com' };

interface Backend {
  name: string;
  /** Of the app with this number: apps share no queue. */
  environment(at: number): Record<string, string>;
}

interface App {
  port: number;
  stop(): Promise<void>;
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
    if (at === 0) {
      await growShop(database.pool, NEIGHBOUR, history);
      await growShop(database.pool, BURSTER, BURSTING);
    }
    grown.push({ database, history });
  }
  for (const backend of backends) {
    const sides: (Side & App)[] = [];
    for (const [at, side] of grown.entries()) {
      sides.push({ ...side, shop: SHOP, ...(await startApp(side.database, backend, at)) });
    }
    say(`${backend.name}: rates`);
    const rates = await measureRates(sides, { rounds, seconds });
    print();
    print(`Queue on ${backend.name}:`);
    printRates(rates);
    const [small] = sides;
    if (!small) throw new Error('There is always a smaller history.');
    await compareFairness({
      ...small,
      bursting: { shop: BURSTER, history: BURSTING },
      neighbour: { shop: NEIGHBOUR, history: SMALL },
      rounds,
      seconds,
    });
    await Promise.all(sides.map((side) => side.stop()));
  }
}

async function listBackends(): Promise<Backend[]> {
  const redis = await startTestRedis();
  if (redis) atEnd(() => redis.stop());
  else print('SKIPPED: the queue on Redis (no REDIS_URL and no redis-server here)');
  const onRedis = (url: string): Backend => ({
    name: 'Redis',
    environment: (at) => ({ REDIS_URL: new URL(`/${at}`, url).href }),
  });
  const onPostgres: Backend = { name: 'PostgreSQL', environment: () => ({}) };
  return redis ? [onPostgres, onRedis(redis.url)] : [onPostgres];
}

/** The app's two processes, as they run in production. */
async function startApp(database: BenchDatabase, backend: Backend, at: number): Promise<App> {
  const all = appEnvironment({ DATABASE_URL: database.url, ...backend.environment(at) });
  const worker = startProcess('workers/index.ts', all);
  const web = await startHttp('app/server.ts', all);
  return {
    port: web.port,
    stop: async () => {
      await Promise.all([web.stop(), worker.stop()]);
    },
  };
}
