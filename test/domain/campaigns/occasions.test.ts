import { expect, test } from 'vitest';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import type { Campaign, Trigger } from '#app/domain/campaigns/definition.ts';
import {
  type DatedSubject,
  deriveDecisionId,
  isSettling,
  nextDatedOccasion,
  offerEnd,
  orderOccasion,
} from '#app/domain/campaigns/occasions.ts';

function aCampaign(trigger: Trigger, activatedAt = '2020-01-01T00:00:00Z'): Campaign {
  const definition = { ...defaultDefinitions['anniversary-discount'], trigger };
  return {
    campaignId: 'c',
    play: 'anniversary-discount',
    name: 'Treat',
    status: 'active',
    activatedAt,
    pausedAt: null,
    versions: [{ version: 1, validFrom: activatedAt, definition }],
  };
}

function aSubject(overrides: Partial<DatedSubject> = {}): DatedSubject {
  return {
    customerId: '7',
    zone: 'UTC',
    birthDate: null,
    birthDateAt: null,
    firstOrderAt: null,
    ...overrides,
  };
}

const nothingYet = { decidedKeys: [], lastOccasionAt: null };
const birthday: Trigger = { type: 'birthday', localHour: 10 };

test.each([
  ['on the local date and hour', 'Asia/Tokyo', '1990-05-01', 10, '2027-01-01', '2027-05-01T01:00'],
  ['29 February in a common year', 'UTC', '1992-02-29', 10, '2027-01-01', '2027-02-28T10:00'],
  ['29 February in a leap year', 'UTC', '1992-02-29', 10, '2028-01-01', '2028-02-29T10:00'],
  // New York skips 02:00 on 14 March 2027, and has 01:00 twice on 7 November 2027.
  [
    'the hour that is skipped',
    'America/New_York',
    '1990-03-14',
    2,
    '2027-01-01',
    '2027-03-14T07:00',
  ],
  [
    'the hour that comes twice',
    'America/New_York',
    '1990-11-07',
    1,
    '2027-01-01',
    '2027-11-07T05:00',
  ],
  // Lord Howe Island moves by half an hour: 02:00 is skipped on 3 October 2027.
  ['a half-hour gap', 'Australia/Lord_Howe', '1990-10-03', 2, '2027-01-01', '2027-10-02T15:30'],
  ['the day line', 'Pacific/Kiritimati', '1990-01-01', 0, '2026-12-01', '2026-12-31T10:00'],
])('a birthday comes %s', (_, zone, birthDate, localHour, now, expected) => {
  const campaign = aCampaign({ type: 'birthday', localHour });
  const subject = aSubject({ zone, birthDate });
  const next = nextDatedOccasion(campaign, subject, nothingYet, `${now}T00:00:00Z`);
  expect(next?.occasionAt).toBe(`${expected}:00.000Z`);
});

test('every year from 2020 to 2060 has exactly one occasion, in zones with all kinds of clocks', () => {
  const zones = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Kolkata'];
  for (const zone of zones) {
    for (const birthDate of ['1992-02-29', '1990-03-14', '1990-10-31', '1990-12-31']) {
      const subject = aSubject({ zone, birthDate });
      const decidedKeys: string[] = [];
      let now = '2020-01-01T12:00:00Z';
      let lastOccasionAt: string | null = null;
      for (let round = 0; round < 40; round += 1) {
        const history = { decidedKeys, lastOccasionAt };
        const next = nextDatedOccasion(aCampaign(birthday), subject, history, now);
        expect(next?.occasionKey).toBe(`birthday:${2020 + round}`);
        decidedKeys.push(next?.occasionKey ?? '');
        lastOccasionAt = next?.occasionAt ?? null;
        now = next?.occasionAt ?? now;
      }
    }
  }
});

test('a birthday given less than 30 days before counts from the next one on', () => {
  const given = aSubject({ birthDate: '1990-05-20', birthDateAt: '2027-05-01T00:00:00Z' });
  const next = nextDatedOccasion(aCampaign(birthday), given, nothingYet, '2027-05-01T00:00:00Z');
  expect(next?.occasionKey).toBe('birthday:2028');
  const early = { ...given, birthDateAt: '2027-04-20T10:00:00Z' };
  const soon = nextDatedOccasion(aCampaign(birthday), early, nothingYet, '2027-05-01T00:00:00Z');
  expect(soon?.occasionKey).toBe('birthday:2027');
});

test('moving the birthday never gives two within twelve months', () => {
  const subject = aSubject({ birthDate: '1990-01-20', birthDateAt: '2026-12-05T00:00:00Z' });
  const history = { decidedKeys: ['birthday:2026'], lastOccasionAt: '2026-12-01T10:00:00.000Z' };
  const next = nextDatedOccasion(aCampaign(birthday), subject, history, '2026-12-05T00:00:00Z');
  expect(next?.occasionAt).toBe('2028-01-20T10:00:00.000Z');
});

test('an occasion before the activation is not one', () => {
  const campaign = aCampaign(birthday, '2027-05-01T12:00:00Z');
  const subject = aSubject({ birthDate: '1990-05-01' });
  const next = nextDatedOccasion(campaign, subject, nothingYet, '2027-05-01T12:00:00Z');
  expect(next?.occasionKey).toBe('birthday:2028');
});

test('the first order’s anniversary is that of its local date, one year later at the earliest', () => {
  const campaign = aCampaign({ type: 'first-order-anniversary', localHour: 9 });
  const subject = aSubject({ zone: 'Australia/Sydney', firstOrderAt: '2026-03-31T20:00:00Z' });
  const next = nextDatedOccasion(campaign, subject, nothingYet, '2026-04-01T00:00:00Z');
  expect(next).toMatchObject({
    occasionKey: 'anniversary:2027',
    occasionAt: '2027-03-31T22:00:00.000Z',
  });
});

test('an occasion whose time has come is left alone by a change dated after it', () => {
  const subject = aSubject({ birthDateAt: '2027-05-01T10:02:00Z' });
  expect(isSettling('2027-05-01T10:00:00Z', subject, '2027-05-01T10:03:00Z')).toBe(true);
  const before = aSubject({ birthDateAt: '2027-05-01T09:59:00Z' });
  expect(isSettling('2027-05-01T10:00:00Z', before, '2027-05-01T10:03:00Z')).toBe(false);
  expect(isSettling('2027-05-01T11:00:00Z', subject, '2027-05-01T10:03:00Z')).toBe(false);
});

test('an order’s occasion is its fulfilment and the delay; older orders have none', () => {
  const campaign = aCampaign({ type: 'order-fulfilled', delayDays: 7 }, '2027-01-01T00:00:00Z');
  const order = {
    orderId: '9',
    ownerId: '7',
    createdAt: '2027-01-02T00:00:00Z',
    fulfilledAt: '2027-01-03T08:30:00Z',
  };
  expect(orderOccasion(campaign, order)).toMatchObject({
    occasionKey: 'order:9',
    occasionAt: '2027-01-10T08:30:00.000Z',
  });
  expect(orderOccasion(campaign, { ...order, createdAt: '2026-12-31T23:59:59Z' })).toBeNull();
  expect(orderOccasion(campaign, { ...order, fulfilledAt: null })).toBeNull();
});

test('an offer ends with its last local day, also when the clocks change meanwhile', () => {
  expect(offerEnd('2027-03-10T15:00:00Z', 14, 'America/New_York')).toBe('2027-03-25T03:59:59.000Z');
});

test('the id of a decision follows from its occasion alone', () => {
  const occasion = { campaignId: 'c', customerId: '7', occasionKey: 'birthday:2027' };
  expect(deriveDecisionId('1', occasion)).toBe(deriveDecisionId('1', { ...occasion }));
  expect(deriveDecisionId('1', occasion)).not.toBe(deriveDecisionId('2', occasion));
});
