import type { Pool, PoolClient } from 'pg';
import sql from 'sql-template-tag';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';
import type { AbandonableCheckout } from '#app/domain/segments/abandonment.ts';
import type { CustomerHistory } from '#app/services/ports/metrics-store.ts';

interface OrderRow {
  owner_id: CustomerId;
  order_id: string;
  processed_at: Date;
  local_day: string;
  excluded_reason: string | null;
  net_minor: string;
  refunded_minor: string;
  is_discounted: boolean;
  refunds: { refundId: string; processedAt: string; weightMinor: number }[] | null;
}

interface CheckoutRow {
  customer_id: CustomerId;
  checkout_id: string;
  created_at: Date;
  ended_at: Date | null;
}

/** Orders with refunds and checkouts of some customers, one history per id. */
export async function readHistories(
  db: Pool | PoolClient,
  shopId: ShopId,
  customerIds: CustomerId[],
): Promise<CustomerHistory[]> {
  const orders = groupByCustomer(
    await readOrders(db, shopId, customerIds),
    ({ owner_id }) => owner_id,
  );
  const checkouts = groupByCustomer(
    await readCheckouts(db, shopId, customerIds),
    ({ customer_id }) => customer_id,
  );
  const standing = await readStanding(db, shopId, customerIds);
  return customerIds.map((customerId) => {
    const own = orders.get(customerId) ?? [];
    const state = standing.get(customerId);
    return {
      customerId,
      isPresent: state === 'present' || (state === 'deleted' && own.length > 0),
      orders: own.map(toOrder),
      checkouts: (checkouts.get(customerId) ?? []).map(toCheckout),
    };
  });
}

function groupByCustomer<Row>(rows: Row[], idOf: (row: Row) => CustomerId) {
  const groups = new Map<CustomerId, Row[]>();
  for (const row of rows) {
    const group = groups.get(idOf(row));
    if (group) group.push(row);
    else groups.set(idOf(row), [row]);
  }
  return groups;
}

async function readStanding(db: Pool | PoolClient, shopId: ShopId, customerIds: CustomerId[]) {
  const { rows } = await db.query<{ customer_id: CustomerId; state: string }>(sql`
    select customer_id, case when merged_into is not null then 'merged'
      when deleted_at is not null then 'deleted' else 'present' end as state
    from customers
    where shop_id = ${shopId} and customer_id = any(${customerIds}::bigint[])`);
  return new Map(rows.map(({ customer_id, state }) => [customer_id, state]));
}

async function readOrders(db: Pool | PoolClient, shopId: ShopId, customerIds: CustomerId[]) {
  const { rows } = await db.query<OrderRow>(sql`
    select o.owner_id, o.order_id, o.processed_at, o.local_day, o.excluded_reason, o.net_minor,
      o.refunded_minor, o.is_discounted,
      case when o.refunded_minor <> 0 then (
        select json_agg(json_build_object(
          'refundId', r.refund_id::text, 'processedAt', r.processed_at,
          'weightMinor', r.lines_minor + r.shipping_minor + r.adjustment_minor))
        from refunds r where r.shop_id = o.shop_id and r.order_id = o.order_id) end as refunds
    from orders o
    where o.shop_id = ${shopId} and o.owner_id = any(${customerIds}::bigint[])
      and o.deleted_at is null
    order by o.processed_at, o.order_id`);
  return rows;
}

/** By customer id, also of customers merged into him, else by e-mail or phone. */
async function readCheckouts(db: Pool | PoolClient, shopId: ShopId, customerIds: CustomerId[]) {
  const { rows } = await db.query<CheckoutRow>(sql`
    with wanted as (
      select c.customer_id, c.email_key, c.phone_key from customers c
      where c.shop_id = ${shopId} and c.customer_id = any(${customerIds}::bigint[])),
    found as (
      select w.customer_id, k.checkout_id from wanted w
      join checkouts k on k.shop_id = ${shopId} and k.customer_id = w.customer_id
      union
      select m.merged_into, k.checkout_id from wanted w
      join customers m on m.shop_id = ${shopId} and m.merged_into = w.customer_id
      join checkouts k on k.shop_id = ${shopId} and k.customer_id = m.customer_id
      union
      select w.customer_id, k.checkout_id from wanted w
      join checkouts k on k.shop_id = ${shopId} and k.email_key = w.email_key
      where k.customer_id is null
      union
      select w.customer_id, k.checkout_id from wanted w
      join checkouts k on k.shop_id = ${shopId} and k.phone_key = w.phone_key
      where k.customer_id is null)
    select f.customer_id, k.checkout_id, k.created_at, least(k.completed_at, k.deleted_at) as ended_at
    from found f join checkouts k on k.shop_id = ${shopId} and k.checkout_id = f.checkout_id`);
  return rows;
}

function toOrder(row: OrderRow): CustomerHistory['orders'][number] {
  return {
    orderId: row.order_id,
    processedAt: row.processed_at.getTime(),
    localDay: row.local_day,
    excludedReason: row.excluded_reason,
    netMinor: Number(row.net_minor),
    refundedMinor: Number(row.refunded_minor),
    isDiscounted: row.is_discounted,
    refunds: (row.refunds ?? []).map(({ refundId, processedAt, weightMinor }) => ({
      refundId,
      processedAt: Date.parse(processedAt),
      weightMinor,
    })),
  };
}

function toCheckout(row: CheckoutRow): AbandonableCheckout {
  return {
    checkoutId: row.checkout_id,
    createdAt: row.created_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
  };
}
