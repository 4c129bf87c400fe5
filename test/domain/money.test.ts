import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currencyExponent, formatMinor, parseMinor, shareOf } from '#app/domain/money.ts';

test.each([
  ['12.34', 'USD', 1234],
  ['12.3', 'USD', 1230],
  ['12', 'USD', 1200],
  ['-5.00', 'USD', -500],
  ['-0.00', 'USD', 0],
  ['0.07', 'EUR', 7],
  ['1500', 'JPY', 1500],
  ['1500.0', 'JPY', 1500],
  ['1.234', 'KWD', 1234],
  ['1.2', 'KWD', 1200],
  ['90071992547409.91', 'USD', 9_007_199_254_740_991],
])('%s %s is %i minor units', (decimal, currency, minor) => {
  expect(parseMinor(decimal, currency)).toBe(minor);
});

test('digits beyond the minor unit round half away from zero', () => {
  expect(parseMinor('1.005', 'USD')).toBe(101);
  expect(parseMinor('-1.005', 'USD')).toBe(-101);
  expect(parseMinor('1.0049', 'USD')).toBe(100);
  expect(parseMinor('10.5', 'JPY')).toBe(11);
});

test.each(['', '1,000', '1e3', 'NaN', '.5', '90071992547409.92'])('"%s" is refused', (text) => {
  expect(() => parseMinor(text, 'USD')).toThrow(RangeError);
});

test('what is written is read back, in every kind of currency', () => {
  const minor = fc.integer({ min: -1e15, max: 1e15 });
  const currency = fc.constantFrom('USD', 'JPY', 'KWD', 'CLF');
  fc.assert(
    fc.property(minor, currency, (amount, code) => {
      expect(parseMinor(formatMinor(amount, code), code)).toBe(amount);
    }),
  );
  expect(formatMinor(-7, 'USD')).toBe('-0.07');
  expect(formatMinor(7, 'KWD')).toBe('0.007');
  expect(formatMinor(7, 'JPY')).toBe('7');
  expect(currencyExponent('XYZ')).toBe(2);
});

test('shares round half away from zero and a whole is whole', () => {
  expect(shareOf(1000, 1, 3)).toBe(333);
  expect(shareOf(5, 1, 2)).toBe(3);
  expect(shareOf(-5, 1, 2)).toBe(-3);
  expect(shareOf(777, 7, 7)).toBe(777);
  expect(shareOf(777, 1, 0)).toBe(0);
  expect(shareOf(9_007_199_254_740_991, 2, 3)).toBe(6_004_799_503_160_661);
});
