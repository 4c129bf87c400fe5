import { expect, test } from 'vitest';
import { compareCodes, type FoundCode, type KnownCode } from '#app/domain/offers/compare-codes.ts';

const now = Date.parse('2027-03-10T00:00:00Z');

function known(state: KnownCode['state'], overrides: Partial<KnownCode> = {}): KnownCode[] {
  const createdAt = '2027-03-01T00:00:00Z';
  return [{ code: 'A', state, createdAt, endsAt: '2027-03-20T00:00:00Z', ...overrides }];
}

const found = (status: FoundCode['status']): FoundCode[] => [{ code: 'A', status }];

test.each([
  ['active here and there', known('active'), found('active'), null],
  ['active here, not there', known('active'), [], 'missing'],
  [
    'active here, too new to be found there',
    known('active', { createdAt: '2027-03-09T23:50:00Z' }),
    [],
    null,
  ],
  ['active here, ended there', known('active'), found('expired'), 'closed'],
  [
    'past its end, whatever Shopify says',
    known('active', { endsAt: '2027-03-09T00:00:00Z' }),
    [],
    null,
  ],
  ['used here, used up there', known('used'), found('active'), null],
  ['used here, deleted there', known('used'), [], null],
  ['being created', known('creating'), found('active'), null],
  ['given up here, working there', known('cancelled'), found('active'), 'orphaned'],
  ['given up here, ended there', known('cancelled'), found('expired'), null],
  ['ended here, working there', known('expired'), found('scheduled'), 'open'],
  ['not ours, under our tag', [], found('active'), 'unknown'],
])('%s', (_case, here, there, kind) => {
  expect(compareCodes(here, there, now)).toEqual(kind === null ? [] : [{ kind, code: 'A' }]);
});
