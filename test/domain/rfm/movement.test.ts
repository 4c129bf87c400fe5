import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupMovement } from '#app/domain/rfm/movement.ts';

const best = { recency: 5, frequency: 5, monetary: 5 };
const good = { recency: 5, frequency: 4, monetary: 4 };
const worst = { recency: 1, frequency: 1, monetary: 1 };

test('customers of one group are one, whatever their scores; who had no order comes from nowhere', () => {
  expect(
    groupMovement([
      { from: best, to: worst, customers: 2 },
      { from: good, to: worst, customers: 3 },
      { from: best, to: good, customers: 4 },
      { from: null, to: best, customers: 1 },
    ]),
  ).toEqual({
    moves: [
      { from: 'champions', to: 'dormant', customers: 5 },
      { from: 'champions', to: 'champions', customers: 4 },
      { from: 'prospects', to: 'champions', customers: 1 },
    ],
    before: [
      { group: 'champions', customers: 9 },
      { group: 'prospects', customers: 1 },
    ],
    after: [
      { group: 'champions', customers: 5 },
      { group: 'dormant', customers: 5 },
    ],
    customers: 10,
    moved: 5,
  });
});

test('moves add up to both populations', () => {
  const score = fc.integer({ min: 1, max: 5 });
  const scores = fc.record({ recency: score, frequency: score, monetary: score });
  const move = fc.record({
    from: fc.option(scores),
    to: scores,
    customers: fc.integer({ min: 1, max: 1000 }),
  });
  fc.assert(
    fc.property(fc.array(move), (moves) => {
      const { before, after, customers, moved } = groupMovement(moves);
      const sum = (groups: { customers: number }[]) =>
        groups.reduce((total, each) => total + each.customers, 0);
      expect(sum(before)).toBe(sum(moves));
      expect(sum(after)).toBe(sum(moves));
      expect(customers).toBe(sum(moves));
      expect(moved).toBeLessThanOrEqual(customers);
    }),
  );
});

test('without customers nothing moves', () => {
  const nothing = { moves: [], before: [], after: [], customers: 0, moved: 0 };
  expect(groupMovement([])).toEqual(nothing);
});
