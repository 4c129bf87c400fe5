import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdIndex } from '#app/adapters/db/fits/id-index.ts';

const MIN = -(2n ** 63n);

test('every 64-bit id has a number of its own, the same each time, and comes back from it', () => {
  const near = fc.bigInt({ min: -3n, max: 3n });
  const id = fc.oneof(
    fc.bigInt({ min: MIN, max: -MIN - 1n }),
    near,
    near.map((n) => n << 32n),
  );
  fc.assert(
    fc.property(fc.array(id, { maxLength: 3_000, size: 'max' }), (ids) => {
      const index = new IdIndex();
      const numbers = ids.map((one) =>
        index.numberOf(Number(BigInt.asIntN(32, one >> 32n)), Number(BigInt.asIntN(32, one))),
      );
      const distinct = [...new Set(ids)];
      expect(numbers).toEqual(ids.map((one) => distinct.indexOf(one)));
      expect([...index.ids()]).toEqual(distinct);
      expect(index.count).toBe(distinct.length);
    }),
    { numRuns: 30 },
  );
});
