import { expect, test } from 'vitest';
import { countryCodeOf } from '#sandbox/store/imports/countries.ts';

test.each([
  ['Germany', 'DE'],
  ['France', 'FR'],
  ['EIRE', 'IE'],
  ['United Kingdom', 'GB'],
  ['RSA', 'ZA'],
  ['Atlantis', null],
])('%s is %s, never a code that was retired', (name, code) => {
  expect(countryCodeOf(name)).toBe(code);
});
