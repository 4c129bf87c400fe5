import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { JobQueue } from '#app/adapters/queue/queue.server.ts';
import { openTransport } from '#app/adapters/queue/transport.server.ts';
import { RetryLater } from '#app/jobs/retry-later.ts';
import { queueBackends } from '#test/support/redis.ts';
import { waitFor } from '#test/support/wait-for.ts';
import { createGate, openQueue, work } from '#test/support/workers.ts';
import type { Handlers } from '#workers/runtime.ts';

async function failedJobs(queue: JobQueue): Promise<number> {
  const health = await queue.health();
  return health.reachable ? health.failed : 0;
}

async function isEmpty(queue: JobQueue): Promise<boolean> {
  const health = await queue.health();
  return health.reachable && health.waiting === 0 && health.active === 0;
}

for (const backend of queueBackends()) {
  describe.skipIf(backend.skipped)(`queue on ${backend.name}`, () => {
    test('a job arrives with its payload, also when it was added before any worker', async () => {
      const config = await backend.createConfig();
      const queue = openQueue(config);
      await queue.enqueue('redact', { shopId: '7', requestId: 'r-1' });
      const seen: unknown[] = [];
      await work(config, {
        redact: async (payload) => {
          seen.push(payload);
          return 'done';
        },
      });
      await waitFor('the job', () => seen.length === 1);
      expect(seen).toEqual([{ shopId: '7', requestId: 'r-1' }]);
    });

    test('a payload that the catalogue does not know is refused when it is added', async () => {
      const queue = openQueue(await backend.createConfig());
      const adding = queue.enqueue('import-shop', { shopId: 'gid://shopify/Shop/7' });
      await expect(adding).rejects.toThrow('shopId');
      expect(await queue.health()).toMatchObject({ waiting: 0 });
    });

    test('a malformed payload of another version fails for good', async () => {
      const config = await backend.createConfig();
      const transport = await openTransport(config, { role: 'producer', onError: () => {} });
      const raw = transport.openQueue('long');
      onTestFinished(async () => {
        await raw.close();
        await transport.close();
      });
      await waitFor('the connection', async () => {
        return raw.add('import-shop', { shop: 7 }, { attempts: 5 }).catch(() => null);
      });
      let calls = 0;
      await work(config, {
        'import-shop': async () => {
          calls += 1;
          return 'done';
        },
      });
      await waitFor('the failure', async () => (await raw.getJobCounts('failed')).failed === 1);
      expect(calls).toBe(0);
    });

    test('an unknown job is dropped with a warning', async () => {
      const config = await backend.createConfig();
      const transport = await openTransport(config, { role: 'producer', onError: () => {} });
      const raw = transport.openQueue('long');
      onTestFinished(async () => {
        await raw.close();
        await transport.close();
      });
      await waitFor('the connection', async () => {
        return raw.add('walk-dog', {}, { removeOnComplete: true }).catch(() => null);
      });
      const lines: string[] = [];
      const logger = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
      await work(config, {}, { logger });
      await waitFor('the warning', () => lines.some((line) => line.includes('walk-dog')));
      const queue = openQueue(config);
      await waitFor('the end', () => isEmpty(queue));
      expect(await failedJobs(queue)).toBe(0);
    });

    test('while a job waits, one with the same deduplication id is not added', async () => {
      const config = await backend.createConfig();
      const queue = openQueue(config);
      for (let times = 0; times < 5; times += 1) {
        await queue.enqueue('process-inbox', { shopDomain: 'a' }, { deduplicationId: 'a' });
      }
      await queue.enqueue('process-inbox', { shopDomain: 'b' }, { deduplicationId: 'b' });
      expect(await queue.health()).toMatchObject({ waiting: 2 });
    });

    test('an ask that comes while the handler works is followed by another run', async () => {
      const config = await backend.createConfig();
      const queue = openQueue(config);
      const gate = createGate();
      const rows = ['first'];
      const seen: string[][] = [];
      await work(config, {
        'process-inbox': async () => {
          seen.push([...rows]);
          if (seen.length === 1) await gate.opened;
          return 'done';
        },
      });
      queue.wakeShop('a');
      await waitFor('the first run', () => seen.length === 1);
      // The handler has read already and does not see this row: its wake-up must not be lost.
      rows.push('second');
      queue.wakeShop('a');
      gate.open();
      await waitFor('the second run', () => seen.at(-1)?.includes('second'));
    });

    test('no wake-up is lost, however they fall', async () => {
      const config = await backend.createConfig();
      const queue = openQueue(config);
      let written = 0;
      let read = 0;
      let runs = 0;
      await work(config, {
        'process-inbox': async () => {
          runs += 1;
          read = written;
          return 'done';
        },
      });
      for (let number = 0; number < 300; number += 1) {
        written += 1;
        queue.wakeShop('a');
        if (number % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
        if (number % 60 === 0) await waitFor('what was written', () => read === written);
      }
      await waitFor('all that was written', () => read === written);
      expect(runs).toBeLessThan(100);
    });

    test('a shop with more to do goes behind the others', async () => {
      const config = await backend.createConfig();
      const queue = openQueue(config);
      for (const shopDomain of ['busy', 'b', 'c']) {
        await queue.enqueue('process-inbox', { shopDomain }, { deduplicationId: shopDomain });
      }
      const order: string[] = [];
      const handlers: Partial<Handlers> = {
        'process-inbox': async ({ shopDomain }) => {
          order.push(shopDomain);
          const isBusy = order.filter((shop) => shop === 'busy').length < 3;
          return shopDomain === 'busy' && isBusy ? 'more' : 'done';
        },
      };
      await work(config, handlers, { concurrency: { inbox: 1 } });
      await waitFor('five runs', () => order.length === 5);
      expect(order).toEqual(['busy', 'b', 'c', 'busy', 'busy']);
    });

    test('a handler that asks for time is called again, more often than attempts allow', async () => {
      const config = await backend.createConfig();
      const queue = openQueue(config);
      let calls = 0;
      await work(config, {
        'process-inbox': async () => {
          calls += 1;
          if (calls < 9) throw new RetryLater(5, 'the shop is being worked on');
          return 'done';
        },
      });
      await queue.enqueue('process-inbox', { shopDomain: 'a' });
      await waitFor('the ninth call', () => calls === 9);
      await waitFor('the end', () => isEmpty(queue));
      expect(await failedJobs(queue)).toBe(0);
    });

    test('an error is tried again, a permanent one is not', async () => {
      const config = await backend.createConfig();
      const queue = openQueue(config);
      const calls = { passing: 0, permanent: 0 };
      await work(config, {
        'process-inbox': async () => {
          calls.passing += 1;
          if (calls.passing === 1) throw new Error('bad luck');
          return 'done';
        },
        'import-shop': async () => {
          calls.permanent += 1;
          throw Object.assign(new Error('the shop is gone'), { retryable: false });
        },
      });
      await queue.enqueue('process-inbox', { shopDomain: 'a' });
      await queue.enqueue('import-shop', { shopId: '7' });
      await waitFor('the second try', () => calls.passing === 2);
      await waitFor('the failure', async () => (await failedJobs(queue)) === 1);
      expect(calls).toEqual({ passing: 2, permanent: 1 });
    });
  });
}
