import { expect, test } from 'vitest';
import { deriveCode, nameDiscount } from '#app/domain/offers/code.ts';

test('a code follows from its key, readable and typable', () => {
  expect(deriveCode('BDAY', 'a key')).toBe(deriveCode('BDAY', 'a key'));
  expect(deriveCode('BDAY', 'a key')).toMatch(/^BDAY-[0-9A-HJKMNP-TV-Z]{10}$/);
  expect(deriveCode('', 'a key')).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
});

test('100,000 keys give 100,000 codes, using the whole alphabet in every place', () => {
  const codes = Array.from({ length: 100_000 }, (_, index) => deriveCode('', `key ${index}`));
  expect(new Set(codes).size).toBe(codes.length);
  for (let place = 0; place < 10; place += 1) {
    expect(new Set(codes.map((code) => code[place])).size).toBe(32);
  }
});

test('the discount’s title names its effect', () => {
  expect(nameDiscount('Birthday treat', 'e1')).toBe('Birthday treat · e1');
});
