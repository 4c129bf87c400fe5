import type { Job } from 'bullmq';
import { DelayedError, UnrecoverableError } from 'bullmq';
import type { Logger } from 'pino';
import { ZodError } from 'zod';
import { RetryLater } from '#app/jobs/retry-later.ts';

/** How long a refusal wants to be left alone: RetryLater, or an adapter's error that says it. */
function waitOf(error: unknown): number | undefined {
  if (error instanceof RetryLater) return error.delayMs;
  if (!(error instanceof Error) || !('retryAfterMs' in error)) return undefined;
  return typeof error.retryAfterMs === 'number' ? error.retryAfterMs : undefined;
}

function isPermanent(error: unknown): boolean {
  if (error instanceof ZodError) return true;
  return error instanceof Error && 'retryable' in error && error.retryable === false;
}

/**
 * Sorts what a handler threw. Asked to wait: delayed without counting an attempt. Permanent (a
 * typed error with `retryable: false`, or a payload that is not what the catalogue says): failed
 * for good. Everything else: thrown as it is, so that the queue tries again.
 */
export async function settleFailure(
  error: unknown,
  { job, token, logger }: { job: Job; token: string | undefined; logger: Logger },
): Promise<never> {
  const delayMs = waitOf(error);
  if (delayMs !== undefined) {
    await job.moveToDelayed(Date.now() + delayMs, token);
    throw new DelayedError();
  }
  if (isPermanent(error)) {
    const reason = error instanceof Error ? error.message : String(error);
    logger.error({ job: job.name, jobId: job.id, err: error }, 'job failed for good');
    throw new UnrecoverableError(reason);
  }
  logger.warn(
    { job: job.name, jobId: job.id, attempt: job.attemptsMade + 1, err: error },
    'job failed, to be tried again',
  );
  throw error;
}
