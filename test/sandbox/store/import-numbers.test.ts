import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recognizeColumns } from '#sandbox/store/imports/columns.ts';
import { createDateReader, detectDateOrder } from '#sandbox/store/imports/dates.ts';
import { multiply, parseDecimal, toMinorUnits } from '#sandbox/store/imports/decimal.ts';

function cents(text: string, mark: '.' | ',' = '.'): number | null {
  const value = parseDecimal(text, mark);
  return value && toMinorUnits(value, 2);
}

describe('amounts', () => {
  test.each([
    ['12.50', 1250],
    ['-3', -300],
    ['(4.00)', -400],
    ['£1,234.5', 123450],
    ['-$7.25', -725],
    ['$-7.25', -725],
    ['1 234.50 EUR', 123450],
    ['USD 9.99', 999],
    ['.5', 50],
    ['0.005', 1],
    ['0.0049', 0],
    ['-0.005', -1],
    ['2.675', 268],
    ['90071992547409.91', 9007199254740991],
  ])('reads %s', (text, expected) => {
    expect(cents(text)).toBe(expected);
  });

  test.each(['', 'ten', '1,23', '1.2.3', '--5', '(-5)', '12abc', 'NaN', 'Infinity', '1e5', '0x10'])(
    'refuses “%s”',
    (text) => {
      expect(cents(text)).toBeNull();
    },
  );

  test('read a comma as the mark where the file does', () => {
    expect(cents('1.234,50 €', ',')).toBe(123450);
    expect(cents('12,5', ',')).toBe(1250);
    expect(cents('1.5', ',')).toBeNull();
  });

  test('beyond what a number holds exactly are refused', () => {
    expect(cents('90071992547409.92')).toBeNull();
  });

  test('follow the currency’s digits', () => {
    const value = parseDecimal('12.3456', '.');
    expect(value && [0, 2, 3].map((digits) => toMinorUnits(value, digits))).toEqual([
      12, 1235, 12346,
    ]);
  });

  test('written with two decimals come back exactly, whole or times a quantity', () => {
    const money = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    const quantity = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(money, quantity, (amount, units) => {
        const digits = String(Math.abs(amount)).padStart(3, '0');
        const text = `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(cents(text)).toBe(amount);
        const price = parseDecimal(text, '.');
        const times = parseDecimal(String(units), '.');
        if (price && times) expect(toMinorUnits(multiply(price, times), 2)).toBe(amount * units);
      }),
    );
  });
});

describe('dates', () => {
  const read = createDateReader('America/New_York', 'day-first');
  const iso = (text: string) => {
    const instant = read(text);
    return instant === null ? null : new Date(instant).toISOString();
  };

  test.each([
    ['2024-03-04', '2024-03-04T17:00:00.000Z'],
    ['2024-07-04 09:30', '2024-07-04T13:30:00.000Z'],
    ['2024-07-04T09:30:15Z', '2024-07-04T09:30:15.000Z'],
    ['2026-03-03 10:00:00 +0100', '2026-03-03T09:00:00.000Z'],
    ['2024-07-04T09:30:15.250+05:30', '2024-07-04T04:00:15.000Z'],
    ['19970118', '1997-01-18T17:00:00.000Z'],
    ['03/04/2024', '2024-04-03T16:00:00.000Z'],
    ['3.4.24 7:05', '2024-04-03T11:05:00.000Z'],
    ['04/03/2024 12:10 AM', '2024-03-04T05:10:00.000Z'],
    ['5 Jan 2024', '2024-01-05T17:00:00.000Z'],
    ['January 5, 2024 3:00 PM', '2024-01-05T20:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  test.each([
    '',
    'soon',
    '2024-02-30',
    '2024-13-01',
    '31/02/2024',
    '0001-01-01',
    '12:30',
    '1704412800',
  ])('refuses “%s”', (text) => {
    expect(iso(text)).toBeNull();
  });

  test('show their order by a number above twelve, or by points', () => {
    expect(detectDateOrder(['01/02/2024', '13/02/2024'])).toBe('day-first');
    expect(detectDateOrder(['01/02/2024', '02/13/2024'])).toBe('month-first');
    expect(detectDateOrder(['01.02.2024'])).toBe('day-first');
    expect(detectDateOrder(['01/02/2024'])).toBe('ambiguous');
    expect(detectDateOrder(['2024-02-01'])).toBeNull();
  });
});

describe('columns', () => {
  test('are found by many spellings in any order', () => {
    expect(recognizeColumns(['Total', 'Order-Date', 'CUSTOMER_ID'])).toEqual({
      customer: 2,
      date: 1,
      amount: 0,
    });
    expect(recognizeColumns(['master_id', 'sample_id', 'date', 'cds', 'amount'])).toEqual({
      customer: 0,
      date: 2,
      quantity: 3,
      amount: 4,
    });
  });

  test('have one meaning each', () => {
    expect(recognizeColumns(['email', 'product_name', 'order_id', 'id'])).toEqual({
      customer: 3,
      email: 0,
      product: 1,
      invoice: 2,
    });
  });
});
