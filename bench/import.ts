import { fork } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Session } from '@shopify/shopify-api';
import type { Pool } from 'pg';
import { z } from 'zod';
import { createSessionStorage } from '#app/adapters/db/session-storage.server.ts';
import { offlineSessionId } from '#app/adapters/shopify/admin/access-tokens.server.ts';
import { createComposition } from '#app/composition.server.ts';
import { readEnv } from '#app/env.server.ts';
import { atEnd } from './support/cleanup.ts';
import { createDatabase, startServer } from './support/database.ts';
import { appEnvironment, startProcess } from './support/processes.ts';
import { count, print, printTable, say } from './support/report.ts';
import { median } from './support/statistics.ts';

const TIMEOUT_MS = 15 * 60_000;

const opened = z.object({
  origin: z.string(),
  domain: z.string(),
  sessionToken: z.string(),
  orders: z.number(),
  customers: z.number(),
});

type LocalShopify = z.infer<typeof opened>;

/** About 20,000 orders of the local Shopify, from the first open to the figures of everyone. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '3' },
      customers: { type: 'string', default: '9400' },
    },
  });
  const server = await startServer();
  const seconds: number[] = [];
  const peaks: number[] = [];
  let orders = 0;
  for (let round = 0; round < Number(values.rounds); round += 1) {
    say(`round ${round + 1} of ${values.rounds}`);
    const { shopify, close } = await startShopify(values.customers);
    const database = await createDatabase(server, 'import');
    const environment = appEnvironment({
      DATABASE_URL: database.url,
      SHOPIFY_FETCH_ORIGIN: shopify.origin,
    });
    await storeSession(database.pool, shopify, environment);
    const worker = startProcess('workers/index.ts', environment);
    await waitForWorker(database.pool);
    const startedAt = Date.now();
    await openShop(shopify.domain, environment);
    await waitForFigures(database.pool, shopify);
    seconds.push((Date.now() - startedAt) / 1000);
    const peak = worker.peakMemory();
    if (peak !== null) peaks.push(peak);
    orders = shopify.orders;
    await worker.stop();
    await close();
  }
  const time = median(seconds);
  printTable(
    ['import, median', 'seconds', 'orders/s', "worker's peak memory"],
    [
      [
        `${count(orders)} orders`,
        time.toFixed(1),
        count(orders / time),
        peaks.length === 0 ? '-' : `${count(median(peaks))} MB`,
      ],
    ],
  );
  print('From the first open to the metrics and segments of all customers; queue on PostgreSQL.');
}

async function startShopify(customers: string) {
  const file = path.join(import.meta.dirname, 'import/local-shopify.ts');
  const child = fork(file, {
    env: { NODE_ENV: 'production', ...appEnvironment(), CUSTOMERS: customers },
  });
  const close = async () => {
    if (child.connected) child.disconnect();
  };
  atEnd(close);
  const shopify = await new Promise<LocalShopify>((resolve, reject) => {
    child.once('message', (message) => resolve(opened.parse(message)));
    child.once('exit', (code) => reject(new Error(`The local Shopify ended (${code}).`)));
  });
  return { shopify, close };
}

const tokens = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  refresh_token_expires_in: z.number(),
  scope: z.string(),
});

/** What the embedded app's token exchange leaves behind. */
async function storeSession(
  pool: Pool,
  { origin, domain, sessionToken }: LocalShopify,
  { SHOPIFY_API_KEY, SHOPIFY_API_SECRET, ENCRYPTION_KEY }: Record<string, string>,
): Promise<void> {
  const response = await fetch(`${origin}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: SHOPIFY_API_KEY,
      client_secret: SHOPIFY_API_SECRET,
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: sessionToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
      expiring: '1',
    }),
  });
  const answer = tokens.parse(await response.json());
  const after = (inSeconds: number) => new Date(Date.now() + inSeconds * 1000);
  const session = new Session({
    id: offlineSessionId(domain),
    shop: domain,
    state: '',
    isOnline: false,
    scope: answer.scope,
    accessToken: answer.access_token,
    expires: after(answer.expires_in),
    refreshToken: answer.refresh_token,
    refreshTokenExpires: after(answer.refresh_token_expires_in),
  });
  await createSessionStorage(pool, { current: ENCRYPTION_KEY ?? '' }).storeSession(session);
}

async function waitForWorker(pool: Pool): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `select from pg_stat_activity where datname = current_database()
         and application_name = 'perennial-queue-worker'`,
    );
    if (rowCount) return;
    await sleep(50);
  }
}

/** As the first page that a merchant opens does. */
async function openShop(domain: string, environment: Record<string, string>): Promise<void> {
  const composition = await createComposition(
    readEnv({ NODE_ENV: 'production', LOG_LEVEL: 'warn', ...environment }),
    'web',
  );
  await composition.services.openShop(domain);
  await composition.close();
}

/** @throws when what was imported is not what the store holds. */
async function waitForFigures(pool: Pool, shopify: LocalShopify): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const { rowCount } = await pool.query(
      `select from import_steps having bool_and(state = 'done')`,
    );
    if (rowCount) break;
    if (Date.now() > deadline) throw new Error('The import did not end in a quarter of an hour.');
    await sleep(50);
  }
  const { rows } = await pool.query<{ orders: number; customers: number }>(
    `select (select count(*)::int from orders) as orders,
       (select count(*)::int from customers where customer_id > 0) as customers`,
  );
  const [found] = rows;
  if (found?.orders === shopify.orders && found.customers === shopify.customers) return;
  throw new Error(`Imported ${JSON.stringify(found)} of ${shopify.orders} orders.`);
}
