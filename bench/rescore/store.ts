import type { Pool } from 'pg';
import { type BenchShop, insertMarks, insertShop } from '../order-to-score/history.ts';

export interface RescoredStore {
  customers: number;
  ordersPerCustomer: number;
}

const DAYS = 730;
/** Of the time until a customer stays away for good, where today does not come first. */
const MEAN_ACTIVE_DAYS = 450;

/**
 * A shop of two years whose customers came evenly, each with his own pace and active time, as the
 * models see a shop: many bought once, some often and lately, some often and long ago.
 */
export async function fillStore(
  pool: Pool,
  shop: BenchShop,
  { customers, ordersPerCustomer }: RescoredStore,
): Promise<number> {
  await insertShop(pool, shop);
  await insertMarks(pool, shop);
  const indexes = await dropIndexes(pool);
  const { rowCount } = await pool.query(INSERT_ORDERS, [shop.shopId, customers, ordersPerCustomer]);
  for (const definition of indexes) await pool.query(definition);
  await pool.query('vacuum analyze orders');
  return rowCount ?? 0;
}

/** Filled first and indexed then, five million orders are there in a third of the time. */
async function dropIndexes(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where tablename = 'orders' and indexname <> 'orders_pkey'`,
  );
  for (const { name } of rows) await pool.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

/**
 * A customer's orders fall anywhere in an active time that ends early for many; how many they are is
 * exponential with the wanted mean. `hashint8extended` is chance that is the same every time.
 */
const INSERT_ORDERS = `
  insert into orders (shop_id, order_id, name, customer_id, owner_id, created_at, processed_at,
    version_key, paid_at, test, financial_status, fulfillment_status, currency,
    presentment_currency, presentment_total_minor, taxes_included, subtotal_minor, discounts_minor,
    shipping_minor, tax_minor, tip_minor, total_minor, current_total_minor, discount_codes, tags,
    recorded_at, net_minor, refunded_minor, local_day, is_discounted)
  select $1, n * 1000 + nth, '#' || n, n, n, at, at, '', at, false, 'paid', 'fulfilled', 'USD',
    'USD', net, false, net, 0, 0, 0, 0, net, net, '{}', '{}', now(), net, 0, at::date, false
  from generate_series(1, $2::bigint) n,
    lateral (select
      1 - abs(hashint8extended(n, 1) % 1000000) / 1000001.0::float8 as u,
      1 - abs(hashint8extended(n, 2) % 1000000) / 1000001.0::float8 as v,
      ${DAYS} * abs(hashint8extended(n, 3) % 1000000) / 1000000.0::float8 as age) chance,
    lateral (select least(999, floor(-ln(u) * ($3::float8 - 0.5)))::int as repeats,
      least(age, -ln(v) * ${MEAN_ACTIVE_DAYS}) as active,
      1500 + 500 * abs(hashint8extended(n, 4) % 20) as usual) pace,
    lateral generate_series(0, case when active < 1 then 0 else repeats end) nth,
    lateral (select date_trunc('second', now()) - interval '1 day' * (1 + age - active *
        case nth when 0 then 0
          else abs(hashint8extended(n * 1000 + nth, 6) % 1000000) / 1000000.0::float8 end) as at,
      (usual * (0.7 + 0.6 * abs(hashint8extended(n * 1000 + nth, 5) % 1000) / 1000.0))::bigint
        as net) facts`;
