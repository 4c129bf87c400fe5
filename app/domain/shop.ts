import type { ShopId } from './ids.ts';
import type { ShopSettings } from './settings.ts';

/** The scope without which Shopify shows only the last 60 days of orders. */
export const WHOLE_HISTORY_SCOPE = 'read_all_orders';

/** A tenant as the rest of the domain needs it. */
export interface Shop {
  shopId: ShopId;
  domain: string;
  name: string;
  email: string;
  currency: string;
  /** IANA zone. */
  timezone: string;
  countryCode: string;
  status: 'active' | 'uninstalled' | 'redacted';
  scopes: string[];
  settings: ShopSettings;
  installedAt: string;
  /** Set while one switch holds back all sending. */
  sendingPausedAt: string | null;
  /** The local day whose cut-offs are in force, ISO date. */
  metricsDay: string | null;
}
