import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createQueue, type JobQueue } from '#app/adapters/queue/queue.server.ts';
import type { QueueConfig } from '#app/adapters/queue/transport.server.ts';
import { listScheduledJobs } from '#app/jobs/catalogue.ts';
import type { Handlers, Workers, WorkersOptions } from '#workers/runtime.ts';
import { startWorkers } from '#workers/runtime.ts';
import type { ScheduleOverrides } from '#workers/schedules.ts';

const done = async (): Promise<'done'> => 'done';

/** Handlers that do nothing, but for those given. */
export function quietHandlers(given: Partial<Handlers> = {}): Handlers {
  return {
    'process-inbox': done,
    'sweep-inbox': done,
    'import-shop': done,
    'reconcile-shop': done,
    'sweep-reconcile': done,
    'decide-due': done,
    'perform-effects': done,
    'settle-ledger': done,
    'refresh-cutoffs': done,
    'sweep-days': done,
    'refresh-tokens': done,
    'audit-codes': done,
    'expire-inbox': done,
    'fit-clv': done,
    'sweep-fits': done,
    redact: done,
    'recompute-shop': done,
    'sweep-segment-tags': done,
    'write-segment-tags': done,
    ...given,
  };
}

/** Every schedule switched off, but for those given. */
export function onlySchedules(given: ScheduleOverrides = {}): ScheduleOverrides {
  const off = listScheduledJobs().map(({ name }) => [name, 'off'] as const);
  return { ...Object.fromEntries(off), ...given };
}

/** Workers that say nothing and have no schedules of their own. */
export function startQuietWorkers(
  queue: QueueConfig,
  handlers: Partial<Handlers>,
  options: Partial<WorkersOptions> = {},
): Promise<Workers> {
  return startWorkers({
    queue,
    handlers: quietHandlers(handlers),
    logger: pino({ level: 'silent' }),
    schedules: onlySchedules(),
    ...options,
  });
}

/** A queue that is closed after the test. */
export function openQueue(config: QueueConfig): JobQueue {
  const queue = createQueue(config);
  onTestFinished(() => queue.close());
  return queue;
}

/** Quiet workers that are closed after the test. */
export async function work(
  config: QueueConfig,
  handlers: Partial<Handlers>,
  options?: Partial<WorkersOptions>,
) {
  const workers = await startQuietWorkers(config, handlers, options);
  onTestFinished(() => workers.close());
  return workers;
}

/** A promise and what opens it, to hold a handler at a point. */
export function createGate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
