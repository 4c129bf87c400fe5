import { expect, test } from 'vitest';
import {
  describeOffer,
  formatMoney,
  formatPrice,
  knownLocale,
  productUrl,
} from '#app/domain/messaging/mail-model.ts';

const reader = {
  currency: 'EUR',
  locale: 'de-DE',
  zone: 'Europe/Berlin',
  shopUrl: 'https://x.test',
};

test.each([
  [1000, 'USD', 'en', '$10'],
  [1050, 'USD', 'en', '$10.50'],
  [1000, 'JPY', 'ja-JP', '￥1,000'],
  [1500, 'KWD', 'en', 'KWD 1.500'],
])('%d minor units of %s in %s are %s', (minor, currency, locale, expected) => {
  expect(formatMoney(minor, currency, locale).replace(/\u00a0/g, ' ')).toBe(expected);
});

test('a price keeps its minor units', () => {
  expect(formatPrice(1000, 'GBP', 'en-GB')).toBe('£10.00');
});

test('an offer ends on the reader’s date, in the reader’s words', () => {
  const value = { kind: 'percentage', share: 0.15 } as const;
  const offer = { code: 'A B', value, minimumSubtotalMinor: 5000 };
  const described = describeOffer({ ...offer, endsAt: '2027-03-24T22:59:59Z' }, reader);
  expect(described).toMatchObject({
    expires: '24. März 2027',
    url: 'https://x.test/discount/A%20B',
  });
  expect(described.value.replace(/\s/g, ' ')).toBe('15 %');
  expect(described.minimum?.replace(/\s/g, ' ')).toBe('50 €');
  expect(productUrl('https://x.test', 'ä', described)).toBe(
    'https://x.test/discount/A%20B?redirect=%2Fproducts%2F%25C3%25A4',
  );
  expect(productUrl('https://x.test', 'pot', null)).toBe('https://x.test/products/pot');
});

test('a locale that is no locale becomes English', () => {
  expect(knownLocale('not a locale!')).toBe('en');
  expect(knownLocale('pt-br')).toBe('pt-BR');
  expect(knownLocale(null)).toBe('en');
});
