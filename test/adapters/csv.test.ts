import { expect, test } from 'vitest';
import { toCsvLine } from '#app/adapters/csv.ts';

test('quotes, commas and lines stay within their cell; nothing is an empty cell', () => {
  expect(toCsvLine(['a', null, 'b,c', 'd "e"', 'f\ng'])).toBe('a,,"b,c","d ""e""","f\ng"\r\n');
});

test('what a spreadsheet would run as a formula stays a text, and a number a number', () => {
  expect(toCsvLine(['=1+1', '+44 20', '-5.50', '@x', '-x'])).toBe(
    "'=1+1,'+44 20,-5.50,'@x,'-x\r\n",
  );
});
