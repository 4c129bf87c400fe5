import type { Pool } from 'pg';
import { defaultSettings } from '#app/domain/settings.ts';
import type { Shop } from '#app/domain/shop.ts';
import { localDay } from '#app/domain/time.ts';

/** A shop as services are given it; London, pounds, default settings. */
export function aShop(overrides: Partial<Shop> = {}): Shop {
  return {
    shopId: '1',
    domain: 'fern.myshopify.com',
    name: 'Fern',
    email: 'owner@fern.example',
    currency: 'GBP',
    timezone: 'Europe/London',
    countryCode: 'GB',
    status: 'active',
    scopes: [],
    settings: defaultSettings,
    installedAt: '2026-01-01T00:00:00.000Z',
    sendingPausedAt: null,
    metricsDay: null,
    ...overrides,
  };
}

export async function insertShop(pool: Pool, shop: Shop): Promise<void> {
  await pool.query(
    `insert into shops (shop_id, domain, name, email, currency, timezone, country_code,
       installed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      shop.shopId,
      shop.domain,
      shop.name,
      shop.email,
      shop.currency,
      shop.timezone,
      shop.countryCode,
      shop.installedAt,
    ],
  );
}

export interface CustomerRow {
  customerId: string;
  email?: string;
  firstName?: string;
  lastName?: string;
  mergedInto?: string;
}

export async function insertCustomers(
  pool: Pool,
  shop: Shop,
  customers: CustomerRow[],
): Promise<void> {
  await pool.query(
    `insert into customers (shop_id, customer_id, email, email_key, first_name, last_name,
       merged_into, version_key, recorded_at, created_at)
     select $1, c."customerId", c.email, lower(c.email), c."firstName", c."lastName",
       c."mergedInto", '', now(), '2025-01-01Z'
     from json_to_recordset($2::json) as c("customerId" bigint, email text, "firstName" text,
       "lastName" text, "mergedInto" bigint)`,
    [shop.shopId, JSON.stringify(customers)],
  );
}

export interface OrderRow {
  orderId: string;
  ownerId: string | null;
  at: string;
  netMinor: number;
  refundedMinor?: number;
  excludedReason?: string | null;
  isDiscounted?: boolean;
  paidAt?: string | null;
  cancelledAt?: string | null;
  discountCodes?: string[];
  deletedAt?: string | null;
  /** Of the net value, that of lines whose cost is known, and what they earned. */
  costedNetMinor?: number;
  grossProfitMinor?: number;
}

/** Inserts orders, or overwrites those that exist. */
export async function insertOrders(pool: Pool, shop: Shop, orders: OrderRow[]): Promise<void> {
  const rows = orders.map((order) => ({
    id: order.orderId,
    owner: order.ownerId,
    at: order.at,
    paid: order.paidAt === undefined ? order.at : order.paidAt,
    cancelled: order.cancelledAt ?? null,
    net: order.netMinor,
    refunded: order.refundedMinor ?? 0,
    reason: order.excludedReason ?? null,
    discounted: order.isDiscounted ?? false,
    codes: order.discountCodes ?? [],
    day: localDay(order.at, shop.timezone),
    deleted: order.deletedAt ?? null,
    costed: order.costedNetMinor ?? 0,
    profit: order.grossProfitMinor ?? 0,
  }));
  await pool.query(
    `insert into orders (shop_id, order_id, name, customer_id, owner_id, created_at, processed_at,
       version_key, paid_at, cancelled_at, test, financial_status, currency,
       presentment_currency, presentment_total_minor, taxes_included, subtotal_minor,
       discounts_minor, shipping_minor, tax_minor, tip_minor, total_minor, current_total_minor,
       discount_codes, tags, recorded_at, excluded_reason, net_minor, refunded_minor, local_day,
       is_discounted, deleted_at, costed_net_minor, gross_profit_minor)
     select $1, o.id, '#' || o.id, o.owner, o.owner, o.at, o.at, o.at::text, o.paid, o.cancelled,
       false, 'paid', $3, $3, o.net, false, o.net, 0, 0, 0, 0, o.net, o.net,
       array(select json_array_elements_text(o.codes)), '{}', now(), o.reason, o.net, o.refunded,
       o.day, o.discounted, o.deleted, o.costed, o.profit
     from json_to_recordset($2::json) as o(id bigint, owner bigint, at timestamptz,
       paid timestamptz, cancelled timestamptz, net bigint, refunded bigint, reason text,
       discounted boolean, codes json, day date, deleted timestamptz, costed bigint,
       profit bigint)
     on conflict (shop_id, order_id) do update set net_minor = excluded.net_minor,
       owner_id = excluded.owner_id, refunded_minor = excluded.refunded_minor,
       excluded_reason = excluded.excluded_reason, paid_at = excluded.paid_at,
       cancelled_at = excluded.cancelled_at`,
    [shop.shopId, JSON.stringify(rows), shop.currency],
  );
}

export async function insertRefund(
  pool: Pool,
  shop: Shop,
  refund: { refundId: string; orderId: string; at: string; minor: number },
): Promise<void> {
  await pool.query(
    `insert into refunds (shop_id, refund_id, order_id, processed_at, lines_minor,
       lines_tax_minor, shipping_minor, shipping_tax_minor, adjustment_minor, paid_back_minor,
       lines, recorded_at)
     values ($1, $2, $3, $4, $5, 0, 0, 0, 0, $5, '[]', now())`,
    [shop.shopId, refund.refundId, refund.orderId, refund.at, refund.minor],
  );
}

export async function insertCheckout(
  pool: Pool,
  shop: Shop,
  checkout: {
    checkoutId: string;
    token?: string;
    customerId?: string;
    email?: string;
    at: string;
    completedAt?: string;
  },
): Promise<void> {
  await pool.query(
    `insert into checkouts (shop_id, checkout_id, customer_id, email_key, created_at, completed_at,
       total_minor, lines, version_key, contact_version_key, is_listed, recorded_at, token)
     values ($1, $2, $3, $4, $5, $6, 1000, '[]', '', '', false, now(), $7)`,
    [
      shop.shopId,
      checkout.checkoutId,
      checkout.customerId ?? null,
      checkout.email ?? null,
      checkout.at,
      checkout.completedAt ?? null,
      checkout.token ?? null,
    ],
  );
}
