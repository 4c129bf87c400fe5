/** Pieces that several payloads share: money sets, addresses, REST numbers. */
import type { JsonObject } from '../events.ts';
import type { Address, Order } from '../model.ts';
import { convert, toDecimal } from '../money.ts';

/** The REST id of a decimal-string id: Shopify writes JSON numbers. */
export function restId(id: string): number {
  return Number(id);
}

export interface Currencies {
  currency: string;
  presentmentCurrency: string;
  presentmentRate: number;
}

export function currenciesOf(order: Order): Currencies {
  return order;
}

export function presentment(amount: number, currencies: Currencies): number {
  const { currency, presentmentCurrency, presentmentRate } = currencies;
  return convert(amount, currency, presentmentCurrency, presentmentRate);
}

/** `{shop_money, presentment_money}` of an amount in minor units of the shop's currency. */
export function moneySet(amount: number, currencies: Currencies): JsonObject {
  const { currency, presentmentCurrency } = currencies;
  return {
    shop_money: { amount: toDecimal(amount, currency), currency_code: currency },
    presentment_money: {
      amount: toDecimal(presentment(amount, currencies), presentmentCurrency),
      currency_code: presentmentCurrency,
    },
  };
}

const regions = new Intl.DisplayNames(['en'], { type: 'region' });

export function countryName(code: string): string {
  return regions.of(code) ?? code;
}

export function personName(person: { firstName: string | null; lastName: string | null }): string {
  return [person.firstName, person.lastName].filter(Boolean).join(' ');
}

/** An address as it stands in orders (without id). */
export function orderAddress(address: Address, phone: string | null): JsonObject {
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone,
    city: address.city,
    zip: address.zip,
    province: address.provinceCode,
    country: countryName(address.countryCode),
    last_name: address.lastName,
    address2: null,
    company: null,
    latitude: null,
    longitude: null,
    name: personName(address),
    country_code: address.countryCode,
    province_code: address.provinceCode,
  };
}
