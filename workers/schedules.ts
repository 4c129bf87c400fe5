import { jobOptions } from '#app/adapters/queue/queue.server.ts';
import type { TransportQueue } from '#app/adapters/queue/transport.server.ts';
import type { JobName, QueueName, Schedule } from '#app/jobs/catalogue.ts';
import { describeJob, listScheduledJobs } from '#app/jobs/catalogue.ts';

/** A job's schedule where it differs from the catalogue's; `off` keeps it from coming by itself. */
export type ScheduleOverrides = Partial<Record<JobName, Schedule | 'off'>>;

/** A schedule whose next run is this much overdue has been lost and is set up again. */
const OVERDUE_MS = 60_000;

/** The id is stable: changing it would leave the old schedule running beside the new one. */
function scheduleId(name: JobName): string {
  return `every-${name}`;
}

function plannedJobs(overrides: ScheduleOverrides): { name: JobName; schedule: Schedule }[] {
  return listScheduledJobs().flatMap(({ name, schedule }) => {
    const chosen = overrides[name] ?? schedule;
    return chosen === 'off' ? [] : [{ name, schedule: chosen }];
  });
}

async function setSchedule(queue: TransportQueue, name: JobName, schedule: Schedule) {
  const repeat =
    'everyMs' in schedule ? { every: schedule.everyMs } : { pattern: schedule.cron, tz: 'UTC' };
  await queue.upsertJobScheduler(scheduleId(name), repeat, {
    name,
    data: {},
    opts: jobOptions(name),
  });
}

type Queues = ReadonlyMap<QueueName, TransportQueue>;

function queueOf(queues: Queues, name: JobName): TransportQueue {
  const queue = queues.get(describeJob(name).queue);
  if (!queue) throw new Error(`No queue for job ${name}`);
  return queue;
}

/** Sets every schedule as planned and removes those that are planned no more. */
export async function registerSchedules(queues: Queues, overrides: ScheduleOverrides) {
  const planned = plannedJobs(overrides);
  for (const { name, schedule } of planned) {
    await setSchedule(queueOf(queues, name), name, schedule);
  }
  const wanted = new Set(planned.map(({ name }) => scheduleId(name)));
  for (const queue of queues.values()) {
    for (const { key } of await queue.getJobSchedulers()) {
      if (!wanted.has(key)) await queue.removeJobScheduler(key);
    }
  }
}

/**
 * Sets up again the schedules that were lost: all of them when Redis was emptied, or one whose
 * worker was killed between taking a job and planning the next.
 */
export async function restoreSchedules(queues: Queues, overrides: ScheduleOverrides) {
  for (const { name, schedule } of plannedJobs(overrides)) {
    const queue = queueOf(queues, name);
    const current = await queue.getJobScheduler(scheduleId(name));
    const isAlive = current?.next !== undefined && current.next > Date.now() - OVERDUE_MS;
    if (!isAlive) await setSchedule(queue, name, schedule);
  }
}
