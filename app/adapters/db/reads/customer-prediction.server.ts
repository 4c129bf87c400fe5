import type { Pool } from 'pg';
import sql from 'sql-template-tag';
import type { CustomerId, OrderId } from '#app/domain/ids.ts';
import { RENEWAL_SOURCE } from '#app/domain/orders/subscriptions.ts';
import type { ExclusionReason } from '#app/domain/orders/value.ts';
import type { Shop } from '#app/domain/shop.ts';

/** A customer's prediction, what it was made from, and what was left out. Money in minor units. */
export interface CustomerPrediction {
  probabilityAlive: number;
  churnProbability: number;
  /** Within the horizon of the fit, with the 80 % interval. */
  expectedPurchases: number;
  expectedPurchasesLower: number;
  expectedPurchasesUpper: number;
  expectedSpendMinor: number | null;
  predictedClvMinor: number | null;
  predictedClvLowerMinor: number | null;
  predictedClvUpperMinor: number | null;
  nextOrderOn: string | null;
  nextOrderFrom: string | null;
  nextOrderTo: string | null;
  fitId: string;
  asOfDay: string;
  computedAt: Date;
  /** The days on which he bought, net of refunds: all that the models know of him. */
  purchaseDays: { day: string; netMinor: number; orders: number }[];
  leftOut: LeftOutOrder[];
}

export interface LeftOutOrder {
  orderId: OrderId;
  name: string;
  processedAt: Date;
  /** `subscription_renewal`: paid because a contract runs; `nothing_left`: wholly refunded. */
  reason: ExclusionReason | 'subscription_renewal' | 'nothing_left';
}

type PredictionRow = Omit<CustomerPrediction, 'purchaseDays' | 'leftOut'>;

interface OrderRow extends Omit<LeftOutOrder, 'reason'> {
  day: string;
  netMinor: number;
  reason: LeftOutOrder['reason'] | null;
}

export async function readCustomerPrediction(
  db: Pool,
  shop: Shop,
  customerId: CustomerId,
): Promise<CustomerPrediction | null> {
  const { rows } = await db.query<PredictionRow>(sql`
    select probability_alive as "probabilityAlive", churn_probability as "churnProbability",
      expected_purchases as "expectedPurchases",
      expected_purchases_lower as "expectedPurchasesLower",
      expected_purchases_upper as "expectedPurchasesUpper",
      expected_spend_minor as "expectedSpendMinor",
      predicted_clv_minor as "predictedClvMinor",
      predicted_clv_lower_minor as "predictedClvLowerMinor",
      predicted_clv_upper_minor as "predictedClvUpperMinor",
      next_order_on as "nextOrderOn", next_order_from as "nextOrderFrom",
      next_order_to as "nextOrderTo", fit_id as "fitId", as_of_day as "asOfDay",
      computed_at as "computedAt"
    from customer_predictions where shop_id = ${shop.shopId} and customer_id = ${customerId}`);
  const [row] = rows;
  return row ? { ...row, ...(await readInputs(db, shop, customerId)) } : null;
}

async function readInputs(db: Pool, shop: Shop, customerId: CustomerId) {
  const { includeSubscriptions } = shop.settings.predictions;
  const { rows } = await db.query<OrderRow>(sql`
    select order_id::text as "orderId", name, processed_at as "processedAt", local_day as day,
      net_minor::float8 as "netMinor",
      case when deleted_at is not null then 'deleted'
        when excluded_reason is not null then excluded_reason
        when not ${includeSubscriptions} and source_name = ${RENEWAL_SOURCE}
          then 'subscription_renewal' end as reason
    from orders where shop_id = ${shop.shopId} and owner_id = ${customerId}
      and redacted_at is null
    order by processed_at, order_id`);
  const days = new Map<string, OrderRow[]>();
  for (const order of rows) {
    if (order.reason === null) days.set(order.day, [...(days.get(order.day) ?? []), order]);
  }
  const summed = [...days].map(([day, orders]) => ({
    day,
    netMinor: orders.reduce((sum, { netMinor }) => sum + netMinor, 0),
    orders: orders.length,
  }));
  const worthless = new Set(summed.filter(({ netMinor }) => netMinor <= 0).map(({ day }) => day));
  const leftOut = rows.flatMap(({ orderId, name, processedAt, reason, day }) => {
    const why = reason ?? (worthless.has(day) ? 'nothing_left' : null);
    return why === null ? [] : [{ orderId, name, processedAt, reason: why }];
  });
  return { purchaseDays: summed.filter(({ netMinor }) => netMinor > 0), leftOut };
}
