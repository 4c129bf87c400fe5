import { describe, expect, onTestFinished, test } from 'vitest';
import { openTransport } from '#app/adapters/queue/transport.server.ts';
import { queueBackends } from '#test/support/redis.ts';
import { waitFor } from '#test/support/wait-for.ts';
import { createGate, onlySchedules, openQueue, work } from '#test/support/workers.ts';
import type { Handlers } from '#workers/runtime.ts';

for (const backend of queueBackends()) {
  describe.skipIf(backend.skipped)(`workers on ${backend.name}`, () => {
    test('a job survives workers that die with it, one after the other', async () => {
      const config = await backend.createConfig();
      const queue = openQueue(config);
      const stalled = { lockDuration: 200, stalledInterval: 100, maxStalledCount: 1_000 };
      await queue.enqueue('import-shop', { shopId: '7' });
      for (let death = 0; death < 4; death += 1) {
        const transport = await openTransport(config, { role: 'worker', onError: () => {} });
        let isTaken = false;
        const tuning = { ...stalled, lockRenewTime: 60_000 };
        const doomed = transport.openWorker(
          'long',
          () => {
            isTaken = true;
            return new Promise(() => undefined);
          },
          tuning,
        );
        await waitFor('the job to be taken', () => isTaken);
        await doomed.close(true);
        await transport.close();
      }
      let isDone = false;
      const handlers: Partial<Handlers> = {
        'import-shop': async () => {
          isDone = true;
          return 'done';
        },
      };
      await work(config, handlers, { stalled });
      await waitFor('the job to be done', () => isDone);
    });

    test('a schedule runs once per turn however many workers there are', async () => {
      const config = await backend.createConfig();
      let runs = 0;
      const handlers: Partial<Handlers> = {
        'sweep-inbox': async () => {
          runs += 1;
          return 'done';
        },
      };
      const schedules = onlySchedules({ 'sweep-inbox': { everyMs: 300 } });
      const began = Date.now();
      await work(config, handlers, { schedules });
      await work(config, handlers, { schedules });
      await waitFor('four turns', () => runs >= 4);
      expect(runs).toBeLessThanOrEqual(Math.ceil((Date.now() - began) / 300) + 2);
    });

    test('a schedule that is planned no more is removed', async () => {
      const config = await backend.createConfig();
      const schedules = onlySchedules({ 'sweep-inbox': { everyMs: 60_000 } });
      await (await work(config, {}, { schedules })).close();
      await work(config, {});
      const transport = await openTransport(config, { role: 'worker', onError: () => {} });
      const sweeps = transport.openQueue('sweeps');
      onTestFinished(async () => {
        await sweeps.close();
        await transport.close();
      });
      expect(await sweeps.getJobSchedulers()).toEqual([]);
    });

    test('closing waits for the job at work and takes no other', async () => {
      const config = await backend.createConfig();
      const queue = openQueue(config);
      const gate = createGate();
      const steps: string[] = [];
      const handlers: Partial<Handlers> = {
        'process-inbox': async ({ shopDomain }) => {
          steps.push(`${shopDomain} begun`);
          await gate.opened;
          steps.push(`${shopDomain} done`);
          return 'done';
        },
      };
      const workers = await work(config, handlers, { concurrency: { inbox: 1 } });
      await queue.enqueue('process-inbox', { shopDomain: 'a' });
      await queue.enqueue('process-inbox', { shopDomain: 'b' });
      await waitFor('the first job', () => steps.length === 1);
      const closing = workers.close().then(() => steps.push('closed'));
      gate.open();
      await closing;
      expect(steps).toEqual(['a begun', 'a done', 'closed']);
      expect(await queue.health()).toMatchObject({ waiting: 1, active: 0 });
    });
  });
}
