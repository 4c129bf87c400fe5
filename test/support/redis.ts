import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { QueueConfig } from '#app/adapters/queue/transport.server.ts';
import { createTestDatabase } from './database.ts';

/** Redis with a key prefix of its own; null where there is none (the run says so at its start). */
export function testRedis(): { redisUrl: string; prefix: string } | null {
  const redisUrl = inject('redisUrl');
  return redisUrl ? { redisUrl, prefix: `test-${randomBytes(6).toString('hex')}` } : null;
}

export interface QueueBackend {
  name: 'PostgreSQL' | 'Redis';
  skipped: boolean;
  /** A queue that no other test uses. */
  createConfig(): Promise<QueueConfig>;
}

/** Both backends of the queue, for `describe.each`-like loops; use `skipIf(backend.skipped)`. */
export function queueBackends(): QueueBackend[] {
  return [
    {
      name: 'PostgreSQL',
      skipped: false,
      createConfig: async () => ({ databaseUrl: (await createTestDatabase()).url }),
    },
    {
      name: 'Redis',
      skipped: inject('redisUrl') === null,
      createConfig: async () => {
        const config = testRedis();
        if (!config) throw new Error('There is no Redis here');
        return config;
      },
    },
  ];
}
