/** Small values that many types share. */
import { isEnumType } from 'graphql';
import { zoneOfAddress } from '#app/domain/address-zones.ts';
import { gid } from '../gid.ts';
import type { Address, Order } from '../model.ts';
import { toApiDecimal } from '../money.ts';
import { type Currencies, countryName, personName, presentment } from '../webhooks/parts.ts';
import type { Fields, Graph } from './graph.ts';
import { adminSchema } from './schema.ts';

export function moneyV2(amount: number, currency: string) {
  return { amount: toApiDecimal(amount, currency), currencyCode: currency };
}

/** A MoneyBag of minor units of the shop's currency. */
export function moneyBag(amount: number, currencies: Currencies) {
  return {
    shopMoney: moneyV2(amount, currencies.currency),
    presentmentMoney: moneyV2(presentment(amount, currencies), currencies.presentmentCurrency),
  };
}

/** The shop's own currency on both sides: for what belongs to no order. */
export function shopMoneyBag(amount: number, graph: Graph) {
  const { currency } = graph.state.shop;
  return moneyBag(amount, { currency, presentmentCurrency: currency, presentmentRate: 1 });
}

/** Instants to the second, so that they sort as text. */
export function second(instant: string | null): string {
  return instant === null ? '' : `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

export function exactCount(count: number) {
  return { count, precision: 'EXACT' };
}

export interface AddressSource {
  id: string;
  address: Address;
  phone: string | null;
}

export function orderAddressSource(order: Order): AddressSource | null {
  const { id, shippingAddress, phone } = order;
  return shippingAddress ? { id: `${id}1`, address: shippingAddress, phone } : null;
}

/** Imported files name places that are no country of the schema: ZZ is Shopify's unknown region. */
export function knownCountry(code: string): string {
  const type = adminSchema().schema.getType('CountryCode');
  return isEnumType(type) && type.getValue(code) ? code : 'ZZ';
}

export const mailingAddressFields: Fields<AddressSource> = {
  id: ({ id }) => `${gid('MailingAddress', id)}?model_name=CustomerAddress`,
  firstName: ({ address }) => address.firstName,
  lastName: ({ address }) => address.lastName,
  name: ({ address }) => personName(address),
  company: () => null,
  address1: ({ address }) => address.address1,
  address2: () => null,
  city: ({ address }) => address.city,
  zip: ({ address }) => address.zip,
  country: ({ address }) => countryName(address.countryCode),
  countryCode: ({ address }) => address.countryCode,
  countryCodeV2: ({ address }) => knownCountry(address.countryCode),
  province: ({ address }) => address.provinceCode,
  provinceCode: ({ address }) => address.provinceCode,
  phone: ({ phone }) => phone,
  latitude: () => null,
  longitude: () => null,
  coordinatesValidated: () => false,
  timeZone: ({ address }) => zoneOfAddress(address.countryCode, address.provinceCode),
};
