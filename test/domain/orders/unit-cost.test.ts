import { expect, test } from 'vitest';
import { costAt } from '#app/domain/orders/unit-cost.ts';

const history = [
  { effectiveFrom: '2026-01-01T00:00:00.000Z', costMinor: 400 },
  { effectiveFrom: '2026-02-01T00:00:00.000Z', costMinor: null },
  { effectiveFrom: '2026-03-01T00:00:00.000Z', costMinor: 550 },
];

test.each([
  ['before the first statement, the first holds', '2025-06-01T00:00:00.000Z', 400],
  ['at the instant itself', '2026-01-01T00:00:00.000Z', 400],
  ['the last before the instant holds', '2026-01-31T23:59:59.999Z', 400],
  ['where the cost was taken away none is known', '2026-02-15T00:00:00.000Z', null],
  ['a later cost counts from its day on', '2026-03-01T00:00:00.000Z', 550],
])('D11: %s', (_name, at, cost) => {
  expect(costAt(history, at)).toBe(cost);
});

test('D11: a cost that was first missing is missing for the sales before it, never 0', () => {
  const late = [
    { effectiveFrom: '2026-01-01T00:00:00.000Z', costMinor: null },
    { effectiveFrom: '2026-03-01T00:00:00.000Z', costMinor: 550 },
  ];
  expect(costAt(late, '2025-12-01T00:00:00.000Z')).toBeNull();
  expect(costAt([], '2025-12-01T00:00:00.000Z')).toBeNull();
});
