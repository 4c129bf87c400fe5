import type { Pool } from 'pg';
import { defaultSettings } from '#app/domain/settings.ts';

export const SHOP_ID = '1';
export const CAMPAIGN_ID = '00000000-0000-4000-8000-000000000001';
/** The last day of the history. */
export const TODAY = '2026-11-28';
const ORDERS_PER_CUSTOMER = 5;
/** One in ten customers registered and never ordered. */
const BUYERS = 0.9;

/**
 * A shop with three years of orders, most of them by few customers, and all that a rule can ask:
 * metrics, predictions, points, decisions of a campaign. Metrics are summed in SQL from the orders;
 * scores, groups and predictions are spread evenly, for only their number matters here.
 */
export async function fillShop(pool: Pool, customers: number): Promise<void> {
  await pool.query(
    `insert into shops (shop_id, domain, name, email, currency, timezone, country_code,
       installed_at, settings, metrics_day)
     values ($1, 'bench.myshopify.com', 'Bench', 'bench@example.com', 'USD', 'America/New_York',
       'US', now(), $2, $3)`,
    [SHOP_ID, JSON.stringify(defaultSettings), TODAY],
  );
  await pool.query('select setseed(0.42)');
  await insertCustomers(pool, customers);
  await insertOrders(pool, customers);
  await insertMetrics(pool);
  await insertPeripherals(pool, customers);
  await pool.query('vacuum analyze');
}

async function insertCustomers(pool: Pool, customers: number): Promise<void> {
  await pool.query(
    `insert into products (shop_id, product_id, title, handle, vendor, product_type, status, tags,
       version_key, recorded_at)
     select ${SHOP_ID}, n, 'Product ' || n, 'p' || n, 'Vendor ' || n % 12, 'Type ' || n % 8,
       'active', '{}', '', now() from generate_series(1, 200) n`,
  );
  await pool.query(
    `insert into customers (shop_id, customer_id, email, email_key, first_name, last_name,
       email_consent, sms_consent, country_code, tags, birth_date, version_key, created_at,
       recorded_at)
     select ${SHOP_ID}, n, format('shopper-%s@example.com', n), format('shopper-%s@example.com', n),
       'Ann', 'Shopper ' || n, case when random() < 0.6 then 'subscribed' else 'not_subscribed' end,
       case when random() < 0.1 then 'subscribed' else 'not_subscribed' end,
       (array['US', 'US', 'US', 'CA', 'GB', 'AU'])[1 + floor(random() * 6)::int],
       case when random() < 0.02 then array['vip'] when random() < 0.2 then array['newsletter']
         else '{}' end,
       case when random() < 0.3 then date '1960-01-01' + floor(random() * 16000)::int end,
       '', $2::date - floor(random() * 1095)::int + time '12:00', now()
     from generate_series(1, $1::int) n`,
    [customers, TODAY],
  );
}

async function insertOrders(pool: Pool, customers: number): Promise<void> {
  await pool.query(
    `insert into orders (shop_id, order_id, name, customer_id, owner_id, created_at,
       processed_at, version_key, paid_at, test, financial_status, currency,
       presentment_currency, presentment_total_minor, taxes_included, subtotal_minor,
       discounts_minor, shipping_minor, tax_minor, tip_minor, total_minor, current_total_minor,
       discount_codes, tags, recorded_at, net_minor, refunded_minor, local_day, is_discounted)
     select ${SHOP_ID}, n, '#' || n, customer, customer, at, at, '', at, false, 'paid', 'USD', 'USD',
       net, false, net, 0, 0, 0, 0, net, net, '{}', '{}', now(), net, 0, at::date, n % 4 = 0
     from generate_series(1, $2::int) n,
       lateral (select 1 + floor(power(random(), 2) * $1 * ${BUYERS} + n * 0)::int as customer,
         500 + floor(power(random(), 3) * 30000)::int as net,
         $3::date + time '12:00' - interval '1 day' * floor(random() * 1095 + n * 0) as at) facts`,
    [customers, customers * ORDERS_PER_CUSTOMER, TODAY],
  );
  await pool.query(
    `insert into order_lines (shop_id, order_id, line_id, product_id, variant_id, title, quantity,
       current_quantity, price_minor, discount_minor, tax_minor, is_gift_card)
     select ${SHOP_ID}, n, n, product, product, 'Product ' || product, 1, 1, 1000, 0, 0, false
     from generate_series(1, $1::int) n,
       lateral (select 1 + floor(power(random(), 2) * 200 + n * 0)::int as product) p`,
    [customers * ORDERS_PER_CUSTOMER],
  );
}

async function insertMetrics(pool: Pool): Promise<void> {
  await pool.query(
    `insert into customer_metrics (shop_id, customer_id, orders_count, excluded_count,
       purchase_days, historic_clv_minor, refunded_minor, aov_minor, largest_order_minor,
       first_order_at, last_order_at, first_day, last_day, discounted_orders, recency_score,
       frequency_score, monetary_score, rfm_group, as_of_day, computed_at)
     select ${SHOP_ID}, c.customer_id, coalesce(o.orders, 0), 0, coalesce(o.orders, 0),
       coalesce(o.spent, 0), 0, o.spent::float8 / o.orders, o.largest, o.first_at, o.last_at,
       o.first_day, o.last_day, coalesce(o.discounted, 0),
       case when o.orders > 0 then 1 + c.customer_id % 5 end,
       case when o.orders > 0 then 1 + c.customer_id / 5 % 5 end,
       case when o.orders > 0 then 1 + c.customer_id / 25 % 5 end,
       case when o.orders > 0 then (array['champions', 'loyal', 'active', 'new', 'promising',
         'needs_attention', 'at_risk', 'almost_lost', 'previously_loyal', 'dormant'])
         [1 + c.customer_id % 10] else 'prospects' end, $1, now()
     from customers c left join (select owner_id, count(*) as orders, sum(net_minor) as spent,
         max(net_minor) as largest, min(processed_at) as first_at, max(processed_at) as last_at,
         min(local_day) as first_day, max(local_day) as last_day,
         count(*) filter (where is_discounted) as discounted
       from orders where shop_id = ${SHOP_ID} group by owner_id) o on o.owner_id = c.customer_id
     where c.shop_id = ${SHOP_ID}`,
    [TODAY],
  );
}

async function insertPeripherals(pool: Pool, customers: number): Promise<void> {
  await pool.query(
    `insert into clv_fits (shop_id, fit_id, trigger, state, is_current, observation_end,
       started_at)
     values (${SHOP_ID}, '${CAMPAIGN_ID}', 'night', 'done', true, $1, now())`,
    [TODAY],
  );
  await pool.query(
    `insert into fit_predictions (shop_id, customer_id, probability_alive, churn_probability,
       expected_purchases, expected_purchases_lower, expected_purchases_upper,
       expected_spend_minor, predicted_clv_minor, predicted_clv_lower_minor,
       predicted_clv_upper_minor, fit_id, as_of_day, computed_at)
     select ${SHOP_ID}, customer_id, random(), random(), random() * 5, 0, 9, 4000,
       power(random(), 3) * 100000, 0, 100000, '${CAMPAIGN_ID}', $1, now()
     from customer_metrics where orders_count > 0`,
    [TODAY],
  );
  await pool.query(
    `insert into members (shop_id, member_id, customer_id, joined_at)
     select ${SHOP_ID}, 'm' || n, n, now() from generate_series(1, $1::int, 3) n`,
    [customers],
  );
  await pool.query(
    `insert into ledger_balances (shop_id, account, balance)
     select ${SHOP_ID}, format('member:m%s:%s', n, part), floor(random() * 2000)
     from generate_series(1, $1::int, 3) n, unnest(array['available', 'maturing']) part`,
    [customers],
  );
  await pool.query(
    `insert into decisions (shop_id, decision_id, campaign_id, customer_id, occasion_key,
       occasion_at, due_at, state, campaign_version, assigned_group, outcome, decided_at)
     select ${SHOP_ID}, 'd' || n, '${CAMPAIGN_ID}', n, 'once', at, at, 'decided', 1,
       case when n % 10 = 0 then 'holdout' else 'treatment' end,
       case when n % 10 = 0 then 'hold-back' else 'act' end, at
     from generate_series(1, $1::int, 4) n,
       lateral (select $2::date - interval '1 day' * floor(random() * 200 + n * 0) as at) t`,
    [customers, TODAY],
  );
  await pool.query(
    `insert into segment_memberships (shop_id, segment_key, customer_id, entered_at, entered_cause)
     select ${SHOP_ID}, case when orders_count = 1 then 'first-time' else 'repeat' end, customer_id,
       last_order_at, 'order:1' from customer_metrics where orders_count > 0`,
  );
}
