import { expect, test } from 'vitest';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import { OutsideError } from '#app/services/ports/outside-error.ts';
import { previewMessage } from '#app/services/preview-message.ts';
import { sendTestMessage } from '#app/services/send-test-message.ts';
import {
  aSendingShop,
  createEngine,
  listEffects,
  openDefinition,
  saveShop,
} from '#test/support/campaign-engine.ts';
import { createTestDatabase } from '#test/support/database.ts';

const shop = aSendingShop();
const input = { shop, play: 'anniversary-discount', definition: openDefinition() } as const;

async function anEngine(options: Parameters<typeof createEngine>[2] = {}) {
  const { pool } = await createTestDatabase();
  await saveShop(pool, shop);
  const engine = await createEngine(pool, '2027-03-10T10:00:00Z', options);
  return { pool, ...engine, deps: { ...engine.deps, newId: () => 'id' } };
}

test('a preview shows sample data, a sample code and the real end of an offer given now', async () => {
  const { deps } = await anEngine();
  const preview = await previewMessage(deps, input);
  expect(preview).toMatchObject({ outcome: 'rendered' });
  expect(preview).toHaveProperty('text', expect.stringContaining('BDAY-SAMPLE0000'));
  expect(preview).toHaveProperty('text', expect.stringContaining('March 24, 2027'));
  expect(preview).toHaveProperty('text', expect.stringContaining('Alex'));
});

test('a preview of a text that cannot be filled in names the text', async () => {
  const { deps } = await anEngine();
  const { action } = openDefinition();
  if (action.type !== 'discount-offer') throw new Error('another play');
  const message = { ...action.message, heading: '{{ order.name }}' };
  const definition = openDefinition({ action: { ...action, message } });
  expect(await previewMessage(deps, { ...input, definition })).toMatchObject({
    outcome: 'invalid',
    errors: [{ field: 'action.message.heading', code: 'bad_template' }],
  });
});

test('points have no mail to preview', async () => {
  const { deps } = await anEngine();
  const play = 'loyalty-points';
  const definition = defaultDefinitions[play];
  expect(await previewMessage(deps, { shop, play, definition })).toMatchObject({
    outcome: 'invalid',
    errors: [{ field: 'action', code: 'not_for_play' }],
  });
});

test('a test mail goes to the merchant alone, marked, and leaves no trace', async () => {
  const { pool, deps, sent, codes } = await anEngine();
  const to = 'owner@fern.example';
  expect(await sendTestMessage(deps, { ...input, to })).toEqual({ outcome: 'sent', to });
  expect(sent).toMatchObject([{ to, unsubscribeUrl: null }]);
  expect(sent[0]?.subject).toMatch(/^\[Test\] /);
  expect(codes.size).toBe(0);
  expect(await listEffects(pool)).toEqual([]);
});

test('a test mail that could not be sent says why', async () => {
  const { deps } = await anEngine({
    mail: async () => {
      throw new OutsideError('connect ECONNREFUSED', { retryable: true });
    },
  });
  expect(await sendTestMessage(deps, { ...input, to: 'owner@fern.example' })).toEqual({
    outcome: 'not_sent',
    message: 'connect ECONNREFUSED',
  });
});
