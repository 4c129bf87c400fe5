import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { createStoredClock } from './adapters/clock.server.ts';
import { createInboxWriter } from './adapters/db/inbox-writer.server.ts';
import { createPool } from './adapters/db/pool.server.ts';
import { createSessionStorage } from './adapters/db/session-storage.server.ts';
import { createStoreFitter } from './adapters/fits/store-fitter.server.ts';
import { createLog } from './adapters/log.server.ts';
import { createQueue, type JobQueue } from './adapters/queue/queue.server.ts';
import type { QueueConfig } from './adapters/queue/transport.server.ts';
import { createShopify, type Shopify } from './adapters/shopify/app.server.ts';
import { withFreshTokens } from './adapters/shopify/fresh-sessions.server.ts';
import { createMessaging } from './composition-messaging.server.ts';
import { createReads, type Reads } from './composition-reads.server.ts';
import { createServices, type Services } from './composition-services.server.ts';
import { createShopifyPorts } from './composition-shopify.server.ts';
import { createTransact } from './composition-stores.server.ts';
import type { Env } from './env.server.ts';
import { createIntake } from './intake.server.ts';
import type { JobName, JobPayload } from './jobs/catalogue.ts';

export interface Health {
  ok: boolean;
  database: { reachable: boolean };
  queue: Awaited<ReturnType<JobQueue['health']>>;
  oldestWaitingWebhook: { seconds: number } | null;
}

/** Everything one process needs, built once; routes get it as Remix's load context. */
export interface Composition {
  env: Env;
  log: Logger;
  queue: JobQueue;
  shopify: Shopify;
  services: Services;
  reads: Reads;
  intake(request: IncomingMessage, response: ServerResponse): Promise<void>;
  readHealth(): Promise<Health>;
  close(): Promise<void>;
}

/** Wires adapters to services for a process; `name` is how it shows in logs and pg_stat_activity. */
export async function createComposition(env: Env, name: 'web' | 'worker'): Promise<Composition> {
  const log = createLog({ level: env.LOG_LEVEL, process: name });
  const onIdleError = (error: Error) => log.warn({ error }, 'a database connection was lost');
  const pool = createPool(env.DATABASE_URL, { applicationName: `perennial-${name}`, onIdleError });
  const clock = await createStoredClock(pool);
  const queue = createQueue(queueConfigOf(env), {
    role: name === 'web' ? 'producer' : 'worker',
    onError: (error) => log.warn({ error }, 'the queue does not answer'),
  });
  const sessions = createSessionStorage(pool, {
    current: env.ENCRYPTION_KEY,
    previous: env.ENCRYPTION_KEY_PREVIOUS,
  });
  const messaging = await createMessaging(env, pool);
  const ports = createShopifyPorts({ env, pool, sessions, clock });
  const services = createServices({
    env,
    transact: createTransact(pool, sessions),
    clock,
    shopify: ports,
    messaging,
    fitter: createStoreFitter(),
    sessions,
    start: createStarter(queue, log),
    wakeShop: queue.wakeShop,
    warn: (detail, message) => log.warn(detail, message),
  });
  const shopify = createShopify(
    {
      apiKey: env.SHOPIFY_API_KEY,
      apiSecret: env.SHOPIFY_API_SECRET,
      appUrl: env.SHOPIFY_APP_URL,
      isProduction: env.NODE_ENV === 'production',
      fetchOrigin: env.SHOPIFY_FETCH_ORIGIN,
      isFetchOriginAllowedInProduction: env.SHOPIFY_FETCH_ORIGIN_IN_PRODUCTION === 'yes',
      extraFrameAncestor: env.EXTRA_FRAME_ANCESTOR,
      appBridgeUrl: env.APP_BRIDGE_URL,
      afterAuth: async (shopDomain) => void (await services.installShop(shopDomain)),
    },
    withFreshTokens(sessions, ports.tokens),
  );
  return {
    env,
    log,
    queue,
    shopify,
    services,
    reads: createReads(pool, clock),
    intake: createIntake({
      secret: env.SHOPIFY_API_SECRET,
      writer: createInboxWriter(pool),
      wakeShop: queue.wakeShop,
      log,
    }),
    readHealth: () => readHealth(pool, queue),
    close: async () => {
      clock.stop();
      messaging.close();
      await queue.close();
      await pool.end();
    },
  };
}

/** Redis where it is named, else PostgreSQL. */
export function queueConfigOf(env: Env): QueueConfig {
  return env.REDIS_URL ? { redisUrl: env.REDIS_URL } : { databaseUrl: env.DATABASE_URL };
}

function createStarter(queue: JobQueue, log: Logger) {
  return async <Name extends JobName>(name: Name, payload: JobPayload<Name>, id: string) => {
    try {
      await queue.enqueue(name, payload, { deduplicationId: id });
    } catch (error) {
      log.warn({ error, job: name }, 'a job was not taken; its sweep will ask again');
    }
  };
}

async function readHealth(pool: ReturnType<typeof createPool>, queue: JobQueue): Promise<Health> {
  const [database, queueHealth] = await Promise.all([readOldestWaiting(pool), queue.health()]);
  return {
    ok: database.reachable && queueHealth.reachable,
    database: { reachable: database.reachable },
    queue: queueHealth,
    oldestWaitingWebhook: database.seconds === null ? null : { seconds: database.seconds },
  };
}

async function readOldestWaiting(pool: ReturnType<typeof createPool>) {
  try {
    const { rows } = await pool.query<{ seconds: number | null }>(
      `select extract(epoch from now() - min(received_at))::float8 as seconds
       from inbox where state = 'waiting'`,
    );
    return { reachable: true, seconds: rows[0]?.seconds ?? null };
  } catch {
    return { reachable: false, seconds: null };
  }
}
