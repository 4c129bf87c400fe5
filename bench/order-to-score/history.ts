import type { Pool } from 'pg';
import { createSessionStorage } from '#app/adapters/db/session-storage.server.ts';
import { createTransact } from '#app/composition-stores.server.ts';
import { defaultDefinitions } from '#app/domain/campaigns/defaults.ts';
import { PLAYS } from '#app/domain/campaigns/definition.ts';
import { defaultSettings } from '#app/domain/settings.ts';
import { recomputeShop } from '#app/services/recompute-shop.ts';

export interface BenchShop {
  shopId: string;
  domain: string;
}

export interface History {
  customers: number;
  orders: number;
}

const DAYS = 730;

/**
 * A shop with two years of orders, two lines each, evenly over its customers, its figures computed
 * by the app, and one campaign of each play active, so that orders cost what they cost in real life.
 */
export async function growShop(pool: Pool, shop: BenchShop, history: History): Promise<void> {
  await insertShop(pool, shop);
  await insertMarks(pool, shop);
  await insertCustomers(pool, shop, history);
  await insertOrders(pool, shop, history);
  await pool.query('vacuum analyze');
  await activatePlays(pool, shop);
  const sessions = createSessionStorage(pool, { current: Buffer.alloc(32).toString('base64') });
  const transact = createTransact(pool, sessions);
  const stored = await transact(({ shops }) => shops.find(shop.shopId));
  if (!stored) throw new Error('The shop was not stored.');
  await recomputeShop({ transact, clock: { now: () => new Date() } }, stored);
  await pool.query('vacuum analyze');
}

export async function insertShop(pool: Pool, { shopId, domain }: BenchShop): Promise<void> {
  await pool.query(
    `insert into shops (shop_id, domain, name, email, currency, timezone, country_code,
       installed_at, settings)
     values ($1, $2, 'Bench', 'bench@example.com', 'USD', 'UTC', 'US', now(), $3)`,
    [shopId, domain, JSON.stringify(defaultSettings)],
  );
}

/** As one that has just been read again, so that no reconciliation is due. */
export async function insertMarks(pool: Pool, { shopId }: BenchShop): Promise<void> {
  await pool.query(
    `insert into reconcile_marks (shop_id, object_type, mark_at, last_run_at)
     select $1, type, now(), now() from unnest(array['order', 'customer', 'product']) type`,
    [shopId],
  );
}

async function insertCustomers(pool: Pool, { shopId }: BenchShop, { customers }: History) {
  await pool.query(
    `insert into customers (shop_id, customer_id, email, email_key, first_name, email_consent,
       version_key, created_at, recorded_at)
     select $1, n, format('shopper-%s@example.com', n), format('shopper-%s@example.com', n), 'Ann',
       'subscribed', '2020-01-01T00:00:00.000Z', now() - interval '1 day' * $3::int, now()
     from generate_series(1, $2::int) n`,
    [shopId, customers, DAYS],
  );
}

async function insertOrders(pool: Pool, { shopId }: BenchShop, { customers, orders }: History) {
  await pool.query(
    `insert into orders (shop_id, order_id, name, customer_id, owner_id, email_key, created_at,
       processed_at, version_key, paid_at, test, financial_status, fulfillment_status, currency,
       presentment_currency, presentment_total_minor, taxes_included, subtotal_minor,
       discounts_minor, shipping_minor, tax_minor, tip_minor, total_minor, current_total_minor,
       discount_codes, tags, recorded_at, net_minor, refunded_minor, local_day, is_discounted)
     select $1, n, '#' || n, customer, customer, format('shopper-%s@example.com', customer), at, at,
       to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), at, false, 'paid', 'unfulfilled', 'USD', 'USD',
       net, false, net, 0, 0, 0, 0, net, net, '{}', '{}', now(), net, 0, at::date, n % 4 = 0
     from generate_series(1, $3::int) n,
       lateral (select 1 + (n * 7919::bigint) % $2::int as customer,
         1000 + n % 9000 as net,
         date_trunc('second', now()) - interval '1 day' * (1 + n % $4::int)
           - interval '1 second' * (n % 3600) as at) facts`,
    [shopId, customers, orders, DAYS],
  );
  await pool.query(
    `insert into order_lines (shop_id, order_id, line_id, product_id, variant_id, title, quantity,
       current_quantity, price_minor, discount_minor, tax_minor, is_gift_card)
     select $1, n, n * 2 + line, 1 + (n + line * 7) % 120, 1 + (n + line * 7) % 120,
       'Product ' || (1 + (n + line * 7) % 120), 1, 1, (1000 + n % 9000) / 2, 0, 0, false
     from generate_series(1, $2::int) n, generate_series(0, 1) line`,
    [shopId, orders],
  );
}

/** As they stand once all their occasions of the past are planned. */
async function activatePlays(pool: Pool, { shopId }: BenchShop): Promise<void> {
  for (const [at, play] of PLAYS.entries()) {
    const campaignId = `00000000-0000-4000-8000-00000000000${at}`;
    await pool.query(
      `insert into campaigns (shop_id, campaign_id, play, name, status, version, activated_at,
         created_at, updated_at)
       values ($1, $2, $3, $3, 'active', 1, now(), now(), now())`,
      [shopId, campaignId, play],
    );
    await pool.query(
      `insert into campaign_versions (shop_id, campaign_id, version, definition, valid_from)
       values ($1, $2, 1, $3, now())`,
      [shopId, campaignId, JSON.stringify(defaultDefinitions[play])],
    );
  }
}
