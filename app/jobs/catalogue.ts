import { z } from 'zod';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const nothing = z.object({});
const ofShopDomain = z.object({ shopDomain: z.string().min(1) });
const ofShop = z.object({ shopId: z.string().regex(/^\d+$/) });
const ofRedaction = ofShop.extend({ requestId: z.string().min(1) });

/**
 * The queues, by who must not wait for whom: `inbox` carries orders, `effects` what leaves the
 * building, `sweeps` short schedules, `long` imports and reconciliations, `fits` the purchase models
 * (one at a time: a large shop's takes up to 1 GB). `concurrency` is the
 * number of jobs at once in one worker process.
 */
export const QUEUES = {
  inbox: { concurrency: 4 },
  effects: { concurrency: 2 },
  sweeps: { concurrency: 2 },
  long: { concurrency: 2 },
  fits: { concurrency: 1 },
} as const;

export type QueueName = keyof typeof QUEUES;

export const QUEUE_NAMES = Object.keys(QUEUES).filter((name): name is QueueName =>
  Object.hasOwn(QUEUES, name),
);

/** When a job comes by itself: every so many milliseconds, or by a cron pattern in UTC. */
export type Schedule = { everyMs: number } | { cron: string };

interface JobDeclaration {
  queue: QueueName;
  payload: z.ZodObject;
  /** How often a job that throws is tried before it stays failed. */
  attempts: number;
  /** Exponential: the first retry after `delayMs`, each later one after twice the wait. */
  backoff: { delayMs: number };
  schedule?: Schedule;
}

const quick = { attempts: 5, backoff: { delayMs: 500 } };
const patient = { attempts: 8, backoff: { delayMs: 5_000 } };
// A sweep that failed is not retried: the next one does the same.
const sweep = { queue: 'sweeps', payload: nothing, attempts: 1, backoff: { delayMs: 0 } } as const;

/**
 * Every job: pure data. To add one, add a line here and its handler under workers/handlers.
 * Payloads hold ids only. A new field of a payload is optional until the queue has drained.
 */
export const JOBS = {
  'process-inbox': { queue: 'inbox', payload: ofShopDomain, ...quick },
  'sweep-inbox': { ...sweep, schedule: { everyMs: 5_000 } },
  'import-shop': { queue: 'long', payload: ofShop, ...patient },
  'reconcile-shop': { queue: 'long', payload: ofShop, ...patient },
  'sweep-reconcile': { ...sweep, schedule: { everyMs: 15 * MINUTE_MS } },
  'decide-due': { ...sweep, schedule: { everyMs: 15_000 } },
  'perform-effects': {
    ...sweep,
    queue: 'effects',
    schedule: { everyMs: 10_000 },
  },
  'settle-ledger': { ...sweep, schedule: { everyMs: MINUTE_MS } },
  'fit-clv': { queue: 'fits', payload: ofShop, ...patient },
  'sweep-fits': { ...sweep, schedule: { everyMs: 5 * MINUTE_MS } },
  'refresh-cutoffs': { queue: 'long', payload: ofShop, ...patient },
  'sweep-days': { ...sweep, schedule: { everyMs: 5 * MINUTE_MS } },
  'refresh-tokens': { ...sweep, schedule: { cron: '17 3 * * *' } },
  'audit-codes': { ...sweep, queue: 'long', schedule: { cron: '41 2 * * *' } },
  'expire-inbox': { ...sweep, schedule: { everyMs: HOUR_MS } },
  redact: { queue: 'long', payload: ofRedaction, ...patient },
  'write-segment-tags': { queue: 'long', payload: ofShop, ...patient },
  'sweep-segment-tags': { ...sweep, schedule: { everyMs: MINUTE_MS } },
  'recompute-shop': { queue: 'long', payload: ofShop, ...patient },
} as const satisfies Record<string, JobDeclaration>;

export type JobName = keyof typeof JOBS;
export type JobPayload<Name extends JobName> = z.infer<(typeof JOBS)[Name]['payload']>;

export const JOB_NAMES = Object.keys(JOBS).filter(isJobName);

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name);
}

/** The declaration of a job, in the common shape. */
export function describeJob(name: JobName): JobDeclaration {
  return JOBS[name];
}

/** The jobs that come by themselves, with their schedule. */
export function listScheduledJobs(): { name: JobName; schedule: Schedule }[] {
  return JOB_NAMES.flatMap((name) => {
    const { schedule } = describeJob(name);
    return schedule ? [{ name, schedule }] : [];
  });
}
