import { describe, expect, test } from 'vitest';
import { createFormats } from '#app/components/shared/formats.ts';

function formatsOf(currency: string, currencyExponent: number, timezone = 'America/New_York') {
  return createFormats({ currency, currencyExponent, locale: 'en-US', timezone });
}

describe('money', () => {
  test('is written with the digits of its currency', () => {
    expect(formatsOf('USD', 2).money(123_456)).toBe('$1,234.56');
    expect(formatsOf('JPY', 0).money(1234)).toBe('¥1,234');
    expect(formatsOf('KWD', 3).money(1234)).toMatch(/1\.234$/);
  });

  test('averages are rounded to a minor unit and nothing is a dash', () => {
    expect(formatsOf('USD', 2).money(1999.6)).toBe('$20.00');
    expect(formatsOf('USD', 2).money(null)).toBe('—');
  });
});

describe('dates', () => {
  test('a day without a zone stays the day it is', () => {
    expect(formatsOf('USD', 2, 'Pacific/Auckland').day('2026-11-22')).toBe('Nov 22, 2026');
  });

  test('an instant has the date that it has in the shop', () => {
    expect(formatsOf('USD', 2).date('2026-11-22T03:00:00Z')).toBe('Nov 21, 2026');
  });

  test('a month is named', () => {
    expect(formatsOf('USD', 2).month('2026-11')).toBe('Nov 2026');
  });
});
