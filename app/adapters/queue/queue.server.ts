import type { JobsOptions } from 'bullmq';
import type { JobName, JobPayload } from '#app/jobs/catalogue.ts';
import { describeJob } from '#app/jobs/catalogue.ts';
import { createCoalescer } from './coalescer.ts';
import type { Producer } from './producer.server.ts';
import { createProducer, describeError } from './producer.server.ts';
import type { QueueConfig, Role } from './transport.server.ts';

export { QueueUnavailableError } from './producer.server.ts';

const WAKE_WINDOW_MS = 50;
const KEEP_FAILED = { age: 7 * 24 * 3600, count: 1_000 };

export interface EnqueueOptions {
  /** While a job with this id waits, another one is not added. A started job no longer counts. */
  deduplicationId?: string;
  /** For technical waits only: a business wait is a row in PostgreSQL. */
  delayMs?: number;
}

export type QueueHealth =
  | ({ backend: 'redis' | 'postgres'; reachable: true } & Record<
      'waiting' | 'active' | 'failed',
      number
    >)
  | { backend: 'redis' | 'postgres'; reachable: false; reason: string };

export interface JobQueue {
  /**
   * Adds a job.
   *
   * @throws ZodError when the payload is not what the catalogue says; QueueUnavailableError when
   *   the backend does not answer in time: three seconds, thirty in a worker.
   */
  enqueue<Name extends JobName>(
    name: Name,
    payload: JobPayload<Name>,
    options?: EnqueueOptions,
  ): Promise<void>;
  /**
   * Asks a worker to look at a shop's inbox. Returns at once and never throws: wake-ups of one
   * shop within 50 ms become one, and one that is lost is made good by the sweep.
   */
  wakeShop(shopDomain: string): void;
  /** Jobs by state over all queues; says so when the backend does not answer. */
  health(): Promise<QueueHealth>;
  /** Sends the wake-ups that are still held and closes the connections. */
  close(): Promise<void>;
}

/** The options of a job as BullMQ wants them, from the catalogue. */
export function jobOptions(name: JobName, options: EnqueueOptions = {}): JobsOptions {
  const { attempts, backoff } = describeJob(name);
  return {
    attempts,
    backoff: { type: 'exponential', delay: backoff.delayMs },
    removeOnComplete: true,
    removeOnFail: KEEP_FAILED,
    ...(options.delayMs === undefined ? {} : { delay: options.delayMs }),
    ...(options.deduplicationId === undefined
      ? {}
      : { deduplication: { id: options.deduplicationId } }),
  };
}

/** The deduplication id under which a shop's inbox is asked for. */
export function wakeId(shopDomain: string): string {
  return `process-inbox/${shopDomain}`;
}

/**
 * The side of the queue that adds jobs. It opens at the first use and, where that failed, at the
 * next: an app whose queue is down still starts and still takes webhooks.
 */
export function createQueue(
  config: QueueConfig,
  options: { role?: Role; onError?: (error: Error) => void } = {},
): JobQueue {
  const { role = 'producer', onError = () => undefined } = options;
  const producer = createProducer(config, { role, onError });

  async function enqueue<Name extends JobName>(
    name: Name,
    payload: JobPayload<Name>,
    enqueueOptions: EnqueueOptions = {},
  ): Promise<void> {
    const { payload: schema, queue } = describeJob(name);
    const data = schema.parse(payload);
    const adding = producer.open(queue).then((target) => {
      return target.add(name, data, jobOptions(name, enqueueOptions));
    });
    await producer.answered(adding);
  }

  const wakes = createCoalescer(WAKE_WINDOW_MS, async (shopDomain) => {
    const deduplicationId = wakeId(shopDomain);
    await enqueue('process-inbox', { shopDomain }, { deduplicationId }).catch(onError);
  });

  return {
    enqueue,
    wakeShop: wakes.ask,
    health: () => checkHealth(config, producer),
    close: async () => {
      await wakes.close();
      await producer.close();
    },
  };
}

async function checkHealth(config: QueueConfig, producer: Producer): Promise<QueueHealth> {
  const backend = 'redisUrl' in config ? 'redis' : 'postgres';
  try {
    const queues = await producer.answered(producer.openAll());
    const counting = queues.map((queue) => queue.getJobCounts('waiting', 'active', 'failed'));
    const counts = await producer.answered(Promise.all(counting));
    const sum = (state: string) => counts.reduce((total, count) => total + (count[state] ?? 0), 0);
    return {
      backend,
      reachable: true,
      waiting: sum('waiting'),
      active: sum('active'),
      failed: sum('failed'),
    };
  } catch (error) {
    return { backend, reachable: false, reason: describeError(error) };
  }
}
