import { type DestinationStream, type Logger, pino } from 'pino';

const DEEPEST_CAUSE = 5;

/**
 * The log of a process, as JSON lines. Errors, as `error` or `err`, are written with what names
 * them only: PostgreSQL's `detail` repeats whole rows, and those hold people's data.
 */
export function createLog(
  options: { level: string; process: string },
  destination?: DestinationStream,
): Logger {
  const serializers = { err: describeError, error: describeError };
  const base = { process: options.process };
  return pino({ level: options.level, base, serializers }, destination);
}

function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error) || depth > DEEPEST_CAUSE) return String(error);
  const { name: type, message, stack, cause } = error;
  const code = 'code' in error ? { code: error.code } : {};
  const because = cause === undefined ? {} : { cause: describeError(cause, depth + 1) };
  const several =
    error instanceof AggregateError
      ? { errors: error.errors.map((each: unknown) => describeError(each, depth + 1)) }
      : {};
  return { type, message, ...code, stack, ...because, ...several };
}
