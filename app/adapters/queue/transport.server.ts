import type { Job, JobsOptions, Processor, RepeatOptions, WorkerOptions } from 'bullmq';
import { createPostgresBackend, Queue, runMigrations, Worker, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

/** Where jobs are carried. `prefix` sets one application's keys apart in a shared Redis. */
export type QueueConfig = { redisUrl: string; prefix?: string } | { databaseUrl: string };

/** Producers fail fast, so that a request is not held up; workers wait until the backend is back. */
export type Role = 'producer' | 'worker';

/** What is used of BullMQ's Queue; the same on both backends. */
export interface TransportQueue {
  add(name: string, data: object, options: JobsOptions): Promise<Job>;
  getJobCounts(...states: ('waiting' | 'active' | 'failed')[]): Promise<Record<string, number>>;
  upsertJobScheduler(
    id: string,
    schedule: Omit<RepeatOptions, 'key'>,
    template: { name: string; data: object; opts: JobsOptions },
  ): Promise<unknown>;
  getJobScheduler(id: string): Promise<{ next?: number } | undefined>;
  getJobSchedulers(): Promise<{ key: string }[]>;
  removeJobScheduler(id: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface TransportWorker {
  waitUntilReady(): Promise<unknown>;
  close(force?: boolean): Promise<void>;
}

type Tuning = Omit<WorkerOptions, 'connection' | 'prefix'>;

export interface Transport {
  kind: 'redis' | 'postgres';
  openQueue(name: string): TransportQueue;
  openWorker(name: string, processor: Processor, tuning: Tuning): TransportWorker;
  /** Closes the connections; queues and workers must be closed before. */
  close(): Promise<void>;
}

export interface TransportOptions {
  role: Role;
  /** Told of connection errors, which the backends mend by themselves. */
  onError: (error: Error) => void;
}

/**
 * Opens the backend that `config` names. On PostgreSQL it also brings BullMQ's own schema up to
 * date, which is safe from several processes at once.
 *
 * @throws when PostgreSQL cannot be reached; Redis is connected to in the background.
 */
export async function openTransport(
  config: QueueConfig,
  options: TransportOptions,
): Promise<Transport> {
  if ('redisUrl' in config) return openRedis(config, options);
  return openPostgres(config, options);
}

function openRedis(
  config: { redisUrl: string; prefix?: string },
  { role, onError }: TransportOptions,
): Transport {
  const redis = new Redis(config.redisUrl, {
    enableOfflineQueue: role === 'worker',
    maxRetriesPerRequest: role === 'worker' ? null : 1,
    connectTimeout: 5_000,
    retryStrategy: (times) => Math.min(50 * 2 ** times, 2_000),
  });
  redis.on('error', onError);
  const shared = { connection: redis, prefix: config.prefix ?? 'perennial' };
  return {
    kind: 'redis',
    openQueue: (name) => new Queue(name, shared).on('error', onError),
    openWorker: (name, processor, tuning) =>
      new Worker(name, processor, { ...shared, ...tuning }).on('error', onError),
    close: async () => redis.disconnect(),
  };
}

async function openPostgres(
  config: { databaseUrl: string },
  { role, onError }: TransportOptions,
): Promise<Transport> {
  const connection = new pg.Pool({
    connectionString: config.databaseUrl,
    application_name: `perennial-queue-${role}`,
    // BullMQ's statements name no schema, and each worker keeps one connection for LISTEN.
    options: '-c search_path=bullmq',
    max: role === 'worker' ? 15 : 4,
    connectionTimeoutMillis: role === 'worker' ? 30_000 : 2_000,
    // Kept: connecting anew in the middle of a burst takes longer than a request may wait.
    idleTimeoutMillis: 0,
    keepAlive: true,
  });
  connection.on('error', onError);
  // Every queue and every worker listens too: more than Node takes for a leak.
  connection.setMaxListeners(0);
  try {
    await migrateSchema(connection);
  } catch (error) {
    await connection.end();
    throw error;
  }
  const { Queue: PostgresQueue, Worker: PostgresWorker } = withBackend(createPostgresBackend);
  return {
    kind: 'postgres',
    openQueue: (name) => new PostgresQueue(name, { connection }).on('error', onError),
    openWorker: (name, processor, tuning) =>
      new PostgresWorker(name, processor, { connection, ...tuning }).on('error', onError),
    close: async () => connection.end(),
  };
}

async function migrateSchema(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
}
