import { expect, test } from 'vitest';
import {
  type CustomerDirectory,
  emailKey,
  followMerges,
  phoneKey,
  resolveOwner,
} from '#app/domain/identity.ts';

const directory: CustomerDirectory = {
  mergedInto: new Map([
    ['2', '1'],
    ['3', '2'],
  ]),
  byEmailKey: new Map([
    ['ann@example.com', '7'],
    ['old@example.com', '3'],
  ]),
  byPhoneKey: new Map([['+442079460001', '8']]),
};

const nobody = { customerId: null, emailKey: null, phoneKey: null };

test('an order is of the customer it names, over all merges', () => {
  const named = { ...nobody, customerId: '3', emailKey: 'ann@example.com' };
  expect(resolveOwner(named, directory)).toEqual({ customerId: '1' });
});

test('a guest is the customer with exactly his address, then with his number', () => {
  const both = { ...nobody, emailKey: 'ann@example.com', phoneKey: '+442079460001' };
  expect(resolveOwner(both, directory)).toEqual({ customerId: '7' });
  expect(resolveOwner({ ...both, emailKey: 'x@example.com' }, directory)).toEqual({
    customerId: '8',
  });
});

test("a guest with a merged customer's address goes where that one went", () => {
  const guest = { ...nobody, emailKey: 'old@example.com' };
  expect(resolveOwner(guest, directory)).toEqual({ customerId: '1' });
});

test('an unknown guest is known by his address before his number, and nobody is nobody', () => {
  const guest = { ...nobody, emailKey: 'x@example.com', phoneKey: '+1555123456' };
  expect(resolveOwner(guest, directory)).toEqual({ guestKey: 'x@example.com' });
  expect(resolveOwner({ ...guest, emailKey: null }, directory)).toEqual({
    guestKey: '+1555123456',
  });
  expect(resolveOwner(nobody, directory)).toBeNull();
});

test('two aliases of one mailbox stay two people', () => {
  expect(emailKey(' Ann@Example.com ')).toBe('ann@example.com');
  expect(emailKey('ann+shop@example.com')).not.toBe(emailKey('ann@example.com'));
  expect(emailKey('a.nn@example.com')).not.toBe(emailKey('ann@example.com'));
  expect(emailKey('no address')).toBeNull();
});

test('a number is its digits however it is written', () => {
  expect(phoneKey('+44 (0)20 7946-0001')).toBe('+4402079460001');
  expect(phoneKey('0044 20 7946 0001')).toBe('+442079460001');
  expect(phoneKey('555-625-1199')).toBe('5556251199');
  expect(phoneKey('12345')).toBeNull();
  expect(phoneKey(null)).toBeNull();
});

test('merges that contradict each other end', () => {
  expect(
    followMerges(
      '1',
      new Map([
        ['1', '2'],
        ['2', '1'],
      ]),
    ),
  ).toMatch(/^[12]$/);
});
