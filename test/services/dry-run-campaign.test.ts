import { expect, test } from 'vitest';
import { dryRunCampaign } from '#app/services/dry-run-campaign.ts';
import {
  aSendingShop,
  createEngine,
  listDecisions,
  listEffects,
  openDefinition,
  savePeople,
  saveShop,
} from '#test/support/campaign-engine.ts';
import { createTestDatabase } from '#test/support/database.ts';

const shop = aSendingShop();

test('a dry run counts who would get it and why others would not, and does nothing', async () => {
  const { pool } = await createTestDatabase();
  await saveShop(pool, shop);
  await savePeople(pool, shop, [
    { customerId: '1', birthDate: '1990-03-10' },
    { customerId: '2', birthDate: '1990-03-11' },
    { customerId: '3', birthDate: '1990-03-12', consent: 'pending' },
    { customerId: '4', birthDate: '1990-03-13', email: null },
    { customerId: '5', birthDate: '1990-06-01' },
    { customerId: '6', birthDate: null },
  ]);
  const { deps, sent, codes } = await createEngine(pool, '2027-03-01T00:00:00Z');
  const action = openDefinition().action;
  if (action.type !== 'discount-offer') throw new Error('not the definition this test is about');
  const offer = { ...action.offer, value: { kind: 'amount', amountMinor: 500 } };
  const definition = openDefinition({ limits: { perCustomer: null, total: 1 } });
  const report = await dryRunCampaign(deps, {
    shop,
    campaignId: null,
    play: 'anniversary-discount',
    definition: { ...definition, action: { ...action, offer } },
  });
  expect(report).toMatchObject({
    occasions: 4,
    direction: 'ahead',
    recipients: [{ customerId: '1', occasionAt: '2027-03-10T10:00:00.000Z' }],
    costCeilingMinor: 500,
  });
  expect(report).toHaveProperty(
    'counts',
    expect.arrayContaining([
      { outcome: 'act', reason: 'occasion_reached', count: 1 },
      { outcome: 'skip', reason: 'cap_reached', count: 1 },
      { outcome: 'skip', reason: 'no_email_consent', count: 1 },
      { outcome: 'skip', reason: 'no_email_address', count: 1 },
    ]),
  );
  expect(await listDecisions(pool)).toEqual([]);
  expect(await listEffects(pool)).toEqual([]);
  expect([sent.length, codes.size]).toEqual([0, 0]);
});

test('a definition that is wrong names its fields', async () => {
  const { pool } = await createTestDatabase();
  const { deps } = await createEngine(pool, '2027-03-01T00:00:00Z');
  const definition = { ...openDefinition(), holdoutShare: 0.6 };
  const play = 'anniversary-discount';
  expect(await dryRunCampaign(deps, { shop, campaignId: null, play, definition })).toEqual({
    outcome: 'invalid',
    errors: [{ field: 'holdoutShare', code: 'out_of_range', min: 0, max: 0.5 }],
  });
});
