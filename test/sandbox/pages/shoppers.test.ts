import { expect, test } from 'vitest';
import { z } from 'zod';
import { totalsOf } from '#sandbox/shopify/totals.ts';
import { generateStore } from '#sandbox/store/generate-store.ts';
import { waitFor } from '#test/support/wait-for.ts';
import { openPages } from './open-pages.ts';

const now = new Date('2026-06-15T10:00:00Z');

function sampleStore() {
  return generateStore({ seed: 3, customers: 60, endsAt: now });
}

const stateAnswer = z.object({ everyMs: z.number().nullable() });

test('nobody comes unless asked', async () => {
  const { get } = await openPages({ loadContents: sampleStore });
  const answer = await get('/control-panel/state.json');
  expect(stateAnswer.parse(await answer.json()).everyMs).toBeNull();
});

test('shoppers order, and what they order adds up', async () => {
  const { shopify } = await openPages({
    loadContents: sampleStore,
    shoppers: { everyMs: 1, seed: 'busy' },
  });
  const { orders } = shopify.store.state.tables;
  const before = orders.size;
  await waitFor('ten orders', () => orders.size >= before + 10);
  const placed = [...orders.values()].slice(before);
  for (const order of placed) {
    const { netPayment, currentTotal } = totalsOf(order);
    expect(order.lines.length).toBeGreaterThan(0);
    expect(netPayment).toBe(currentTotal);
  }
});

test('shoppers stop when they are stopped and start with another pace', async () => {
  const { get, post } = await openPages({
    loadContents: sampleStore,
    shoppers: { everyMs: 60_000, seed: 'calm' },
  });
  const pace = async () =>
    stateAnswer.parse(await (await get('/control-panel/state.json')).json()).everyMs;
  await post('/control-panel/shoppers', { action: 'stop' });
  expect(await pace()).toBeNull();
  await post('/control-panel/shoppers', { action: 'start', every: '30' });
  expect(await pace()).toBe(30_000);
  const page = await post('/control-panel/shoppers', { action: 'start', every: '-1' });
  expect(await page.text()).toContain('“-1” is not between 0 and 3600 seconds');
});
