import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { createQueue, QueueUnavailableError } from '#app/adapters/queue/queue.server.ts';
import { openTransport } from '#app/adapters/queue/transport.server.ts';
import { testRedis } from '#test/support/redis.ts';
import { waitFor } from '#test/support/wait-for.ts';
import { onlySchedules } from '#test/support/workers.ts';
import { registerSchedules, restoreSchedules } from '#workers/schedules.ts';

// Port 1 refuses: nothing listens there.
const UNREACHABLE = [
  { name: 'PostgreSQL', config: { databaseUrl: 'postgresql://postgres@127.0.0.1:1/none' } },
  { name: 'Redis', config: { redisUrl: 'redis://127.0.0.1:1' } },
];

for (const { name, config } of UNREACHABLE) {
  test(`${name} that does not answer: adding is refused as retryable`, async () => {
    const queue = createQueue(config);
    onTestFinished(() => queue.close());
    const adding = queue.enqueue('import-shop', { shopId: '7' });
    await expect(adding).rejects.toThrow(QueueUnavailableError);
    await expect(adding).rejects.toMatchObject({ retryable: true });
  });

  test(`${name} that does not answer: a wake-up harms nobody and is reported`, async () => {
    const errors: Error[] = [];
    const queue = createQueue(config, { onError: (error) => errors.push(error) });
    queue.wakeShop('a.myshopify.com');
    await queue.close();
    expect(errors.length).toBeGreaterThan(0);
  });

  test(`${name} that does not answer: health says so`, async () => {
    const queue = createQueue(config);
    onTestFinished(() => queue.close());
    expect(await queue.health()).toMatchObject({ reachable: false, reason: expect.any(String) });
  });
}

const redis = testRedis();

test.skipIf(!redis)('a Redis that was emptied gets its schedules back', async () => {
  if (!redis) return;
  const transport = await openTransport(redis, { role: 'worker', onError: () => undefined });
  const sweeps = transport.openQueue('sweeps');
  const client = new Redis(redis.redisUrl);
  onTestFinished(async () => {
    await sweeps.close();
    await transport.close();
    client.disconnect();
  });
  const queues = new Map([['sweeps', sweeps]] as const);
  const schedules = onlySchedules({ 'sweep-inbox': { everyMs: 60_000 } });
  await registerSchedules(queues, schedules);

  const keys = await client.keys(`${redis.prefix}:*`);
  await client.del(...keys);
  expect(await sweeps.getJobSchedulers()).toEqual([]);
  await restoreSchedules(queues, schedules);
  await waitFor('the schedule', async () => (await sweeps.getJobSchedulers()).length === 1);
});
