import type { Job, Processor } from 'bullmq';
import type { Logger } from 'pino';
import type { JobQueue } from '#app/adapters/queue/queue.server.ts';
import { createQueue } from '#app/adapters/queue/queue.server.ts';
import type { QueueConfig } from '#app/adapters/queue/transport.server.ts';
import { openTransport } from '#app/adapters/queue/transport.server.ts';
import type { JobName, JobPayload, QueueName } from '#app/jobs/catalogue.ts';
import { describeJob, isJobName, QUEUE_NAMES, QUEUES } from '#app/jobs/catalogue.ts';
import { settleFailure } from './outcomes.ts';
import type { ScheduleOverrides } from './schedules.ts';
import { registerSchedules, restoreSchedules } from './schedules.ts';

const RESTORE_EVERY_MS = 30_000;
/** A killed worker's job is taken up again after at most the lock and one check. */
const STALLED = { lockDuration: 15_000, stalledInterval: 10_000, maxStalledCount: 1_000 };

export interface JobContext {
  queue: Pick<JobQueue, 'enqueue' | 'wakeShop'>;
  logger: Logger;
}

/**
 * Does one batch of work. `more` puts the same job at the end of the queue again, so that a shop
 * with much to do leaves room for the others. Throw RetryLater to be called again after a while.
 */
export type Handler<Name extends JobName> = (
  payload: JobPayload<Name>,
  context: JobContext,
) => Promise<'done' | 'more'>;

/** One handler for each job of the catalogue: a missing one does not compile. */
export type Handlers = { [Name in JobName]: Handler<Name> };

export interface WorkersOptions {
  queue: QueueConfig;
  handlers: Handlers;
  logger: Logger;
  /** Jobs at once, where it differs from the catalogue's. */
  concurrency?: Partial<Record<QueueName, number>>;
  schedules?: ScheduleOverrides;
  stalled?: typeof STALLED;
}

export interface Workers {
  /** Takes no more jobs and waits for those at work. Calling it again waits for the first call. */
  close(): Promise<void>;
}

/**
 * Starts one worker per queue and the schedules.
 *
 * @throws when PostgreSQL is the backend and cannot be reached.
 */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { logger } = options;
  const onError = (error: Error) => logger.warn({ err: error }, 'queue connection');
  const transport = await openTransport(options.queue, { role: 'worker', onError });
  const producer = createQueue(options.queue, { role: 'worker', onError });
  const processor = createProcessor(options.handlers, { queue: producer, logger });

  const queues = new Map(QUEUE_NAMES.map((name) => [name, transport.openQueue(name)]));
  const overrides = options.schedules ?? {};
  await registerSchedules(queues, overrides);
  const workers = QUEUE_NAMES.map((name) =>
    transport.openWorker(name, processor, {
      concurrency: options.concurrency?.[name] ?? QUEUES[name].concurrency,
      ...(options.stalled ?? STALLED),
    }),
  );
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  const restoring = setInterval(() => {
    restoreSchedules(queues, overrides).catch(onError);
  }, RESTORE_EVERY_MS);

  async function closeAll(): Promise<void> {
    clearInterval(restoring);
    await Promise.all(workers.map((worker) => worker.close()));
    await Promise.all([...queues.values()].map((queue) => queue.close()));
    await producer.close();
    await transport.close();
  }

  let closing: Promise<void> | undefined;
  return {
    close: () => {
      closing ??= closeAll();
      return closing;
    },
  };
}

function createProcessor(handlers: Handlers, context: JobContext): Processor {
  return async (job, token) => {
    const { name } = job;
    if (!isJobName(name)) {
      // Left by another version of the app: trying again would not make it known.
      context.logger.warn({ job: name, jobId: job.id }, 'unknown job, dropped');
      return;
    }
    try {
      // From here on an ask for the same work adds a job of its own: what is asked for after
      // this moment may be missed by the reads below, but not by the job that follows.
      await job.removeDeduplicationKey();
      await runJob(handlers, name, job, context);
    } catch (error) {
      await settleFailure(error, { job, token, logger: context.logger });
    }
  };
}

async function runJob<Name extends JobName>(
  handlers: Handlers,
  name: Name,
  job: Job,
  context: JobContext,
): Promise<void> {
  const payload = parsePayload(name, job.data);
  const outcome = await handlers[name](payload, context);
  if (outcome === 'done') return;
  const { deduplicationId } = job;
  await context.queue.enqueue(name, payload, deduplicationId ? { deduplicationId } : {});
}

function parsePayload<Name extends JobName>(name: Name, data: unknown): JobPayload<Name> {
  // The cast says what TypeScript cannot follow: name and schema come from one declaration.
  return describeJob(name).payload.parse(data) as JobPayload<Name>;
}
