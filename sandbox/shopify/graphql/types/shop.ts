import { gid } from '../../gid.ts';
import type { Shop } from '../../model.ts';
import type { MetaRecord } from '../../records.ts';
import { personName } from '../../webhooks/parts.ts';
import type { Fields } from '../graph.ts';
import { INSTALLATION_ID } from '../nodes.ts';
import { knownCountry } from '../values.ts';
import { metafieldFieldsOf } from './metafield.ts';

/** Minutes that the shop's zone is ahead of UTC at this moment. */
function offsetMinutes(timeZone: string, at: Date): number {
  const text = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(text ?? '');
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

export const shopFields: Fields<Shop> = {
  ...metafieldFieldsOf<Shop>(({ id }) => gid('Shop', id)),
  id: ({ id }) => gid('Shop', id),
  name: ({ name }) => name,
  email: ({ email }) => email,
  contactEmail: ({ email }) => email,
  myshopifyDomain: ({ domain }) => domain,
  url: ({ domain }) => `https://${domain}`,
  primaryDomain: ({ domain }) => ({
    id: gid('Domain', '1'),
    host: domain,
    url: `https://${domain}`,
    sslEnabled: true,
  }),
  currencyCode: ({ currency }) => currency,
  currencyFormats: ({ currency }) => ({
    moneyFormat: '{{amount}}',
    moneyWithCurrencyFormat: `{{amount}} ${currency}`,
    moneyInEmailsFormat: '{{amount}}',
    moneyWithCurrencyInEmailsFormat: `{{amount}} ${currency}`,
  }),
  enabledPresentmentCurrencies: ({ currency }) => [currency],
  ianaTimezone: ({ ianaTimezone }) => ianaTimezone,
  timezoneOffsetMinutes: ({ ianaTimezone }, _args, { state }) =>
    offsetMinutes(ianaTimezone, state.clock.now()),
  taxesIncluded: ({ taxesIncluded }) => taxesIncluded,
  setupRequired: () => false,
  plan: ({ planName }) => ({
    displayName: planName,
    publicDisplayName: planName,
    partnerDevelopment: false,
    shopifyPlus: planName.includes('Plus'),
  }),
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ createdAt }) => createdAt,
  shopOwnerName: ({ address }) => personName(address),
  billingAddress: ({ address }) => address,
  shopAddress: ({ address }) => address,
};

export const shopAddressFields: Fields<Shop['address']> = {
  id: () => gid('ShopAddress', '1'),
  firstName: ({ firstName }) => firstName,
  lastName: ({ lastName }) => lastName,
  address1: ({ address1 }) => address1,
  address2: () => null,
  company: () => null,
  phone: () => null,
  city: ({ city }) => city,
  zip: ({ zip }) => zip,
  countryCodeV2: ({ countryCode }) => knownCountry(countryCode),
  provinceCode: ({ provinceCode }) => provinceCode,
  province: ({ provinceCode }) => provinceCode,
};

export const appInstallationFields: Fields<MetaRecord> = {
  ...metafieldFieldsOf<MetaRecord>(() => gid('AppInstallation', INSTALLATION_ID)),
  id: () => gid('AppInstallation', INSTALLATION_ID),
  accessScopes: (_meta, _args, { scopes }) =>
    [...scopes].map((handle) => ({ handle, description: handle.replaceAll('_', ' ') })),
  activeSubscriptions: () => [],
  launchUrl: (_meta, _args, { context }) => context.options.appUrl,
  uninstallUrl: () => null,
  app: (_meta, _args, { context }) => ({
    id: gid('App', '1'),
    apiKey: context.options.apiKey,
    handle: 'perennial',
    title: 'Perennial',
  }),
};
