import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { findFreePort } from '#bin/embedded-postgres.ts';

export interface TestRedis {
  url: string;
  stop(): Promise<void>;
}

/** REDIS_URL, else a private redis-server that keeps nothing; null where there is neither. */
export async function startTestRedis(): Promise<TestRedis | null> {
  const given = process.env.REDIS_URL;
  if (given) return { url: given, stop: async () => undefined };
  if (spawnSync('redis-server', ['--version']).status !== 0) return null;
  const port = await findFreePort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', ''];
  const server = spawn('redis-server', [...settings, '--appendonly', 'no'], { stdio: 'ignore' });
  // Asked for from the start: Ctrl-C reaches the server too, and it may be gone before us.
  const gone = new Promise((resolve) => server.once('exit', resolve));
  const url = `redis://127.0.0.1:${port}`;
  await waitUntilAnswering(url);
  return {
    url,
    stop: async () => {
      server.kill();
      await gone;
    },
  };
}

async function waitUntilAnswering(url: string): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 20 });
  redis.on('error', () => undefined);
  const late = sleep(10_000, 'late', { ref: false });
  const answer = await Promise.race([redis.ping(), late]);
  redis.disconnect();
  if (answer === 'late') throw new Error('The private redis-server did not start in 10 s.');
}
