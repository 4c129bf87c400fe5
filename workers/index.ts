import { createComposition, queueConfigOf } from '#app/composition.server.ts';
import { readEnv } from '#app/env.server.ts';
import { createHandlers } from './handlers/index.ts';
import { startWorkers } from './runtime.ts';

const env = readEnv();
const composition = await createComposition(env, 'worker');
const { log } = composition;
const workers = await startWorkers({
  queue: queueConfigOf(env),
  handlers: createHandlers(composition),
  // The sweep asks which shops are due; how often each is, the setting says.
  schedules: {
    'sweep-reconcile': { everyMs: Math.min(60, env.RECONCILE_EVERY_SECONDS) * 1000 },
  },
  logger: log,
});
log.info('worker is taking jobs');

let isClosing = false;
async function close(): Promise<void> {
  if (isClosing) return;
  isClosing = true;
  await workers.close();
  await composition.close();
}
process.on('SIGTERM', () => void close());
process.on('SIGINT', () => void close());
