import type { QueueName } from '#app/jobs/catalogue.ts';
import { QUEUE_NAMES } from '#app/jobs/catalogue.ts';
import type { QueueConfig, Role, Transport, TransportQueue } from './transport.server.ts';
import { openTransport } from './transport.server.ts';

/** A request is not held up; a worker in the middle of a burst is patient. */
const ANSWER_TIMEOUT_MS: Record<Role, number> = { producer: 3_000, worker: 30_000 };

/** The queue's backend did not take the job; trying again later may help. */
export class QueueUnavailableError extends Error {
  readonly retryable = true;

  constructor(reason: string, cause?: unknown) {
    super(`The job queue does not answer: ${reason}`, { cause });
    this.name = 'QueueUnavailableError';
  }
}

/** The opened queues of one process, each opened when first asked for. */
export interface Producer {
  /**
   * Waits for the backend's answer.
   *
   * @throws QueueUnavailableError when it fails or takes longer than the role allows.
   */
  answered<T>(answer: Promise<T>): Promise<T>;
  open(name: QueueName): Promise<TransportQueue>;
  openAll(): Promise<TransportQueue[]>;
  close(): Promise<void>;
}

/** Opens the transport at the first use and, where that failed, again at the next. */
export function createProducer(
  config: QueueConfig,
  { role, onError }: { role: Role; onError: (error: Error) => void },
): Producer {
  let opening: Promise<Transport> | undefined;
  const queues = new Map<QueueName, TransportQueue>();

  function openOnce(): Promise<Transport> {
    opening ??= openTransport(config, { role, onError }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  async function open(name: QueueName): Promise<TransportQueue> {
    const transport = await openOnce();
    const queue = queues.get(name) ?? transport.openQueue(name);
    queues.set(name, queue);
    return queue;
  }

  return {
    answered: (answer) => answerWithin(ANSWER_TIMEOUT_MS[role], answer),
    open,
    openAll: () => Promise.all(QUEUE_NAMES.map(open)),
    close: async () => {
      const transport = await opening?.catch(() => undefined);
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await transport?.close();
    },
  };
}

async function answerWithin<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new QueueUnavailableError(`no answer in ${timeoutMs} ms`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (error) {
    if (error instanceof QueueUnavailableError) throw error;
    throw new QueueUnavailableError(describeError(error), error);
  } finally {
    clearTimeout(timer);
  }
}

export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
