import { expect, test } from 'vitest';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import { type Campaign, PLAYS, versionAt } from '#app/domain/campaigns/definition.ts';
import { readDefinition } from '#app/domain/campaigns/read-definition.ts';

test.each(PLAYS)('what %s starts from is valid and reads back the same', (play) => {
  const json = JSON.parse(JSON.stringify(defaultDefinitions[play]));
  expect(readDefinition(play, json)).toEqual({ ok: true, definition: defaultDefinitions[play] });
});

test('unknown keys are dropped', () => {
  const json = { ...defaultDefinitions['loyalty-points'], colour: 'red' };
  const read = readDefinition('loyalty-points', json);
  expect(read).toEqual({ ok: true, definition: defaultDefinitions['loyalty-points'] });
});

test.each([null, undefined, 7, 'text', [], {}])('%j is no definition', (json) => {
  const read = readDefinition('anniversary-discount', json);
  expect(read.ok).toBe(false);
});

test('a play takes only its own trigger and action', () => {
  const read = readDefinition('cross-sell-offer', defaultDefinitions['anniversary-discount']);
  expect(read).toMatchObject({
    ok: false,
    errors: [
      { field: 'trigger.type', code: 'not_one_of', allowed: ['order-fulfilled'] },
      { field: 'action.type', code: 'not_one_of', allowed: ['cross-sell-offer'] },
    ],
  });
});

test('points go to everyone: no audience, condition or holdout', () => {
  const read = readDefinition('loyalty-points', {
    ...defaultDefinitions['loyalty-points'],
    audience: { type: 'segments', keys: ['vip'] },
    conditions: [{ type: 'min-orders', count: 2 }],
    holdoutShare: 0.1,
  });
  expect(read).toMatchObject({
    ok: false,
    errors: [
      { field: 'audience.type', code: 'not_one_of' },
      { field: 'conditions', code: 'not_for_play' },
      { field: 'holdoutShare', code: 'not_for_play' },
    ],
  });
});

test('the version in force at a moment is the last one that was valid by then', () => {
  const definition = defaultDefinitions['loyalty-points'];
  const campaign: Campaign = {
    campaignId: 'c',
    play: 'loyalty-points',
    name: 'Points',
    status: 'active',
    activatedAt: null,
    pausedAt: null,
    versions: [
      { version: 1, validFrom: '2027-01-01T00:00:00Z', definition },
      { version: 2, validFrom: '2027-02-01T00:00:00Z', definition },
    ],
  };
  expect(versionAt(campaign, '2027-01-31T23:59:59Z').version).toBe(1);
  expect(versionAt(campaign, '2027-02-01T00:00:00Z').version).toBe(2);
  expect(versionAt(campaign, '2026-12-31T00:00:00Z').version).toBe(1);
});
