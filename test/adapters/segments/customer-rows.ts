import type { Pool } from 'pg';
import type { Shop } from '#app/domain/shop.ts';
import { insertOrders } from '#test/support/fact-rows.ts';
import { CATALOGUE, factsOf, type RandomCustomer } from './random-customers.ts';

const EPOCH = '2020-01-01T00:00:00Z';
const FIT_ID = '00000000-0000-4000-8000-000000000009';

/** Writes random customers, with ids from 1 on, as the app would have stored them. */
export async function insertRandomCustomers(
  pool: Pool,
  shop: Shop,
  customers: RandomCustomer[],
): Promise<void> {
  const insert = (table: string, rows: Record<string, unknown>[]) => insertInto(pool, table, rows);
  const shopId = { shop_id: shop.shopId };
  const each = customers.map((customer, index) => ({
    customer,
    id: String(index + 1),
    /** One merged into the customer; a guest's id. */
    mergedId: String(-index - 1),
    ...shopId,
  }));
  await insert(
    'products',
    CATALOGUE.map((product) => ({
      ...shopId,
      product_id: product.productId,
      vendor: product.vendor,
      product_type: product.productType,
      title: '',
      handle: '',
      status: 'active',
      tags: [],
      is_gift_card: false,
      version_key: '',
      recorded_at: EPOCH,
    })),
  );
  await insert(
    'customers',
    each.flatMap(({ customer, id, mergedId }) => [
      customerRow(shop, id, customer),
      { ...customerRow(shop, mergedId, customer), merged_into: id },
    ]),
  );
  await insert(
    'customer_metrics',
    each.map(({ customer, id }) => metricsRow(shop, id, customer)),
  );
  await insert('clv_fits', [currentFit(shop)]);
  await insert(
    'fit_predictions',
    each.flatMap(({ customer, id }) => predictionRows(shop, id, customer)),
  );
  await insert(
    'members',
    each.flatMap(({ customer, id }) =>
      customer.points
        ? [{ ...shopId, member_id: `m${id}`, customer_id: id, joined_at: EPOCH }]
        : [],
    ),
  );
  await insert(
    'ledger_balances',
    each.flatMap(({ customer, id }) =>
      customer.points?.balance === null || !customer.points
        ? []
        : [{ ...shopId, account: `member:m${id}:available`, balance: customer.points.balance }],
    ),
  );
  await insert(
    'segment_memberships',
    each.flatMap(({ customer, id }) =>
      customer.memberships.map(({ segmentKey, enteredAt, leftAt }) => ({
        ...shopId,
        segment_key: segmentKey,
        customer_id: id,
        entered_at: toIso(enteredAt),
        entered_cause: 'order:1',
        left_at: leftAt === null ? null : toIso(leftAt),
      })),
    ),
  );
  await insertOrdersOf(pool, shop, customers);
  await insertDecisionsOf(pool, shop, customers);
}

async function insertInto(pool: Pool, table: string, rows: Record<string, unknown>[]) {
  await pool.query(
    `insert into ${table} select r.* from jsonb_populate_recordset(null::${table}, $1) as r`,
    [JSON.stringify(rows)],
  );
}

function customerRow(shop: Shop, customerId: string, customer: RandomCustomer) {
  return {
    shop_id: shop.shopId,
    customer_id: customerId,
    tags: customer.tags,
    tags_version_key: '',
    email_consent: customer.emailConsent,
    sms_consent: customer.smsConsent,
    country_code: customer.countryCode,
    birth_date: customer.birthDate,
    created_at: customer.createdAt === null ? null : toIso(customer.createdAt),
    version_key: '',
    recorded_at: EPOCH,
  };
}

function metricsRow(shop: Shop, customerId: string, customer: RandomCustomer) {
  const facts = factsOf(customerId, customer, shop.timezone);
  return {
    shop_id: shop.shopId,
    customer_id: customerId,
    orders_count: facts.ordersCount,
    excluded_count: 0,
    purchase_days: 0,
    historic_clv_minor: facts.spentMinor,
    refunded_minor: 0,
    aov_minor: facts.aovMinor,
    largest_order_minor: facts.largestOrderMinor,
    first_day: facts.firstDay,
    last_day: facts.lastDay,
    discounted_orders: facts.discountedOrders,
    recency_score: facts.recencyScore,
    frequency_score: facts.frequencyScore,
    monetary_score: facts.monetaryScore,
    rfm_group: facts.rfmGroup,
    as_of_day: EPOCH,
    computed_at: EPOCH,
  };
}

function currentFit(shop: Shop) {
  return {
    shop_id: shop.shopId,
    fit_id: FIT_ID,
    trigger: 'night',
    state: 'done',
    is_current: true,
    observation_end: EPOCH,
    started_at: EPOCH,
  };
}

function predictionRows(shop: Shop, customerId: string, { prediction }: RandomCustomer) {
  if (!prediction) return [];
  return [
    {
      shop_id: shop.shopId,
      customer_id: customerId,
      probability_alive: prediction.probabilityAlive,
      churn_probability: prediction.churnProbability,
      expected_purchases: prediction.expectedPurchases,
      expected_purchases_lower: 0,
      expected_purchases_upper: 9,
      predicted_clv_minor: prediction.clvMinor,
      fit_id: FIT_ID,
      as_of_day: EPOCH,
      computed_at: EPOCH,
    },
  ];
}

async function insertOrdersOf(pool: Pool, shop: Shop, customers: RandomCustomer[]) {
  const orders = customers
    .flatMap((customer, index) =>
      customer.orders.map((order) => ({ ...order, ownerId: String(index + 1) })),
    )
    .map((order, index) => ({ ...order, orderId: String(index + 1) }));
  await insertOrders(
    pool,
    shop,
    orders.map(({ orderId, ownerId, at, netMinor, standing }) => ({
      orderId,
      ownerId,
      at: toIso(at),
      netMinor,
      excludedReason: standing === 'cancelled' ? 'cancelled' : null,
      deletedAt: standing === 'deleted' ? EPOCH : null,
    })),
  );
  const lines = orders.flatMap(({ orderId, lines }) =>
    lines.map((line, index) => ({
      shop_id: shop.shopId,
      order_id: orderId,
      line_id: index,
      product_id: line.productId,
      variant_id: line.variantId,
      title: '',
      quantity: 1,
      current_quantity: line.kept ? 1 : 0,
      price_minor: 0,
      discount_minor: 0,
      tax_minor: 0,
      is_gift_card: false,
    })),
  );
  await insertInto(pool, 'order_lines', lines);
}

async function insertDecisionsOf(pool: Pool, shop: Shop, customers: RandomCustomer[]) {
  const decisions = customers
    .flatMap((customer, index) =>
      customer.decisions.map((decision) => ({
        ...decision,
        customerId: String(decision.ofMerged ? -index - 1 : index + 1),
      })),
    )
    .map((decision, index) => ({ ...decision, id: `d${index}` }));
  const rows = decisions.map(({ id, campaignId, customerId, outcome, decidedAt }) => ({
    shop_id: shop.shopId,
    decision_id: id,
    campaign_id: campaignId,
    customer_id: customerId,
    occasion_key: id,
    occasion_at: EPOCH,
    due_at: EPOCH,
    state: decidedAt === null ? 'waiting' : 'decided',
    outcome,
    decided_at: decidedAt === null ? null : toIso(decidedAt),
  }));
  await insertInto(pool, 'decisions', rows);
  const effects = decisions.map(({ id, customerId }) => ({
    shop_id: shop.shopId,
    effect_id: `e${id}`,
    decision_id: id,
    customer_id: customerId,
    kind: 'discount-code',
    state: 'done',
    spec: {},
    attempts: 1,
    due_at: EPOCH,
    planned_at: EPOCH,
  }));
  await insertInto(pool, 'effects', effects);
  const codes = decisions.map(({ id, usedAt }) => ({
    shop_id: shop.shopId,
    code: `C${id}`,
    effect_id: `e${id}`,
    starts_at: EPOCH,
    state: usedAt === null ? 'active' : 'used',
    used_at: usedAt === null ? null : toIso(usedAt),
    created_at: EPOCH,
  }));
  await insertInto(pool, 'discount_codes', codes);
}

function toIso(at: number): string {
  return new Date(at).toISOString();
}
