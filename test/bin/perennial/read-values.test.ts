import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAmount, readDay } from '#bin/perennial/read-values.ts';

function day(text: string): number {
  const bytes = Buffer.from(`x${text}9`);
  return readDay(bytes, 1, bytes.length - 1);
}

function amount(text: string): number {
  const bytes = Buffer.from(`1${text}9`);
  return readAmount(bytes, 1, bytes.length - 1);
}

test('every day since the year 1600 is the day that the calendar says', () => {
  const first = Date.UTC(1600, 0, 1) / 86_400_000;
  const last = Date.UTC(2400, 0, 1) / 86_400_000;
  fc.assert(
    fc.property(fc.integer({ min: first, max: last }), (number) => {
      const text = new Date(number * 86_400_000).toISOString();
      expect(day(text)).toBe(number);
      expect(day(text.slice(0, 10).replaceAll('-', '/'))).toBe(number);
      expect(day(text.slice(0, 10).replaceAll('-', ''))).toBe(number);
    }),
  );
});

test('a time and a zone leave the day as it is written', () => {
  const expected = Date.UTC(2011, 11, 9) / 86_400_000;
  for (const text of [
    '2011-12-09 23:59:00',
    '2011-12-09T23:59:00-08:00',
    '2011/12/9 8:26',
    '20111209 08:26',
    '2011-12-09 08:26:00 +0100',
  ]) {
    expect(day(text), text).toBe(expected);
  }
});

test.each([
  '12/1/2010 8:26',
  '01.12.2010',
  '2011-02-29',
  '2011-13-01',
  '2011-00-10',
  '2011-12-00',
  '2011-12',
  '2011',
  '201112',
  '2011129',
  '2011-12-09x',
  '2011-12-091',
  '2011-1234-1',
  '',
  'yesterday',
])('"%s" is no date', (text) => {
  expect(day(text)).toBeNaN();
});

test('amounts are whole millionths, the same as the decimal says', () => {
  const text = fc
    .tuple(fc.integer({ min: -9e8, max: 9e8 }), fc.stringMatching(/^\d{0,6}$/))
    .map(([whole, decimals]) => (decimals === '' ? `${whole}` : `${whole}.${decimals}`));
  fc.assert(
    fc.property(text, (decimal) => {
      const expected = Math.round(Number(decimal) * 1e6);
      expect(amount(decimal)).toBe(expected === 0 ? expect.closeTo(0, 9) : expected);
    }),
  );
});

test.each([
  ['.5', 500_000],
  ['5.', 5_000_000],
  ['+5', 5_000_000],
  ['-0.01', -10_000],
  ['12.3456789', 12_345_679],
  ['1.5e2', 150_000_000],
])('%s is read', (text, expected) => {
  expect(amount(text)).toBe(expected);
});

test.each(['', '-', '.', '1,5', '1.2.3', '$5', '1 000', 'NaN', 'Infinity', '1e999', '0x10', '--1'])(
  '"%s" is no amount',
  (text) => {
    expect(amount(text)).toBeNaN();
  },
);
