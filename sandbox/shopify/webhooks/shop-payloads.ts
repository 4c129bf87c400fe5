import type { JsonObject } from '../events.ts';
import { gid } from '../gid.ts';
import type { Emission, StoreState } from '../state/state.ts';
import { countryName, personName, restId } from './parts.ts';

/** shop/update and app/uninstalled carry the same 54 keys. */
export function shopPayload(state: StoreState): JsonObject {
  const { shop } = state;
  const symbol = `{{amount}} ${shop.currency}`;
  return {
    ...shopAddress(state),
    id: restId(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    source: null,
    primary_locale: 'en',
    created_at: shop.createdAt,
    updated_at: state.timestamp(),
    currency: shop.currency,
    customer_email: shop.email,
    timezone: shop.ianaTimezone,
    iana_timezone: shop.ianaTimezone,
    shop_owner: personName(shop.address),
    money_format: '{{amount}}',
    money_with_currency_format: symbol,
    weight_unit: 'kg',
    taxes_included: shop.taxesIncluded,
    auto_configure_tax_inclusivity: null,
    tax_shipping: null,
    county_taxes: null,
    plan_display_name: shop.planName,
    plan_name: shop.planName.toLowerCase(),
    has_discounts: state.tables.discounts.size > 0,
    has_gift_cards: false,
    myshopify_domain: shop.domain,
    google_apps_domain: null,
    google_apps_login_enabled: null,
    money_in_emails_format: '{{amount}}',
    money_with_currency_in_emails_format: symbol,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    has_storefront: true,
    finances: true,
    primary_location_id: restId(shop.id),
    checkout_api_supported: true,
    multi_location_enabled: false,
    setup_required: false,
    pre_launch_enabled: false,
    enabled_presentment_currencies: [shop.currency],
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  };
}

function shopAddress(state: StoreState): JsonObject {
  const { address, countryCode } = state.shop;
  return {
    province: address.provinceCode ?? '',
    country: countryCode,
    address1: address.address1,
    zip: address.zip,
    city: address.city,
    phone: '',
    latitude: null,
    longitude: null,
    address2: null,
    country_code: countryCode,
    country_name: countryName(countryCode),
    province_code: address.provinceCode ?? '',
  };
}

export function shopEvent(state: StoreState, topic: 'shop/update' | 'app/uninstalled'): Emission {
  return { topic, buildPayload: () => shopPayload(state) };
}

export function shopRedactEvent(state: StoreState): Emission {
  return {
    topic: 'shop/redact',
    buildPayload: () => ({ shop_id: restId(state.shop.id), shop_domain: state.shop.domain }),
  };
}

export function scopesEvent(state: StoreState, previous: string[], current: string[]): Emission {
  const id = restId(state.nextId());
  return {
    topic: 'app/scopes_update',
    buildPayload: () => ({
      id,
      shop_id: gid('Shop', state.shop.id),
      previous,
      current,
      updated_at: state.clock.now().toISOString(),
    }),
  };
}
