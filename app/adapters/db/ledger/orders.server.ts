import sql from 'sql-template-tag';
import { z } from 'zod';
import type { OrderId, ShopId } from '#app/domain/ids.ts';
import type { BookedOrder } from '#app/domain/loyalty/order-plan.ts';
import { currencyExponent } from '#app/domain/money.ts';
import { orderValue } from '#app/domain/orders/value.ts';
import type { ShopSettings } from '#app/domain/settings.ts';
import type { Shop } from '#app/domain/shop.ts';
import { versionInstant } from '#app/domain/versions.ts';
import type { EarningValue, OrderToSettle } from '#app/services/ports/ledger-store.ts';
import { readOrders as readStoredOrders } from '../facts/orders.server.ts';
import { readRefunds } from '../facts/refunds.server.ts';
import type { Db } from '../recordset.ts';

/**
 * Lists orders that the ledger may have to do with: paid since the programme began, or with a
 * discount code. An order that is listed again waits anew: the update also holds back while a
 * worker takes the row, so that nothing is lost between its reading and its commit.
 */
export async function queueOrders(
  db: Db,
  shopId: ShopId,
  orderIds: OrderId[],
  dueAt: Date,
): Promise<void> {
  await db.query(sql`
    insert into ledger_due (shop_id, order_id, due_at)
    select o.shop_id, o.order_id, ${dueAt} from orders o
    where o.shop_id = ${shopId} and o.order_id = any(${orderIds}::bigint[])
      and exists (select from campaigns c
        where c.shop_id = o.shop_id and c.play = 'loyalty-points'
          and (o.paid_at >= c.activated_at
            or (c.activated_at is not null and cardinality(o.discount_codes) > 0)))
    order by o.order_id
    on conflict (shop_id, order_id) do update set due_at = excluded.due_at`);
}

export async function claimOrders(db: Db, shopId: ShopId, now: Date, limit: number) {
  const { rows } = await db.query<{ order_id: OrderId }>(sql`
    with due as (
      select shop_id, order_id from ledger_due
      where shop_id = ${shopId} and due_at <= ${now}
      order by order_id limit ${limit} for update skip locked)
    delete from ledger_due d using due
    where d.shop_id = due.shop_id and d.order_id = due.order_id
    returning d.order_id`);
  return rows.map(({ order_id }) => order_id);
}

interface OrderRow {
  order_id: string;
  owner_id: string | null;
  is_redacted: boolean;
  processed_at: Date;
  paid_at: Date | null;
  cancelled_at: Date | null;
  deleted_at: Date | null;
  excluded_reason: string | null;
  version_key: string;
  net_minor: string;
  refunded_minor: string;
  currency: string;
  discount_codes: string[];
  refunds: { refundId: string; processedAt: string; weightMinor: number }[] | null;
}

export async function readOrders(
  db: Db,
  shopId: ShopId,
  orderIds: OrderId[],
): Promise<OrderToSettle[]> {
  const { rows } = await db.query<OrderRow>(sql`
    select o.order_id, o.owner_id, c.redacted_at is not null as is_redacted, o.processed_at,
      o.paid_at, o.cancelled_at, o.deleted_at, o.excluded_reason, o.version_key, o.net_minor,
      o.refunded_minor, o.currency, o.discount_codes,
      (select json_agg(json_build_object('refundId', r.refund_id::text,
          'processedAt', r.processed_at,
          'weightMinor', r.lines_minor + r.shipping_minor + r.adjustment_minor))
        from refunds r where r.shop_id = o.shop_id and r.order_id = o.order_id) as refunds
    from orders o left join customers c
      on c.shop_id = o.shop_id and c.customer_id = o.owner_id
    where o.shop_id = ${shopId} and o.order_id = any(${orderIds}::bigint[])`);
  return rows.map(toOrder);
}

function toOrder(row: OrderRow): OrderToSettle {
  const versionAt = versionInstant(row.version_key) || row.processed_at.toISOString();
  const voidedAt = row.deleted_at ?? row.cancelled_at;
  return {
    ownerId: row.is_redacted ? null : row.owner_id,
    processedAt: row.processed_at.toISOString(),
    discountCodes: row.discount_codes.map((code) => code.toUpperCase()),
    order: {
      orderId: row.order_id,
      counts: row.excluded_reason === null && row.deleted_at === null,
      paidAt: row.paid_at?.toISOString() ?? null,
      voidedAt: voidedAt?.toISOString() ?? versionAt,
      versionAt,
      valueMinor: Number(row.net_minor) + Number(row.refunded_minor),
      refundedMinor: Number(row.refunded_minor),
      exponent: currencyExponent(row.currency),
      refunds: (row.refunds ?? []).map(({ refundId, processedAt, weightMinor }) => ({
        refundId,
        processedAt: new Date(processedAt).toISOString(),
        weightMinor,
      })),
    },
  };
}

export async function valueOrders(
  db: Db,
  shop: Shop,
  orders: { orderId: OrderId; money: ShopSettings['money'] }[],
): Promise<Map<OrderId, EarningValue>> {
  const orderIds = orders.map(({ orderId }) => orderId);
  const stored = await readStoredOrders({ db, shop }, orderIds);
  const refunds = await readRefunds({ db, shop }, orderIds);
  const values = orders.flatMap(({ orderId, money }): [OrderId, EarningValue][] => {
    const order = stored.get(orderId);
    if (!order) return [];
    const { row, lines } = order;
    const value = orderValue({ ...row, lines }, refunds.get(orderId) ?? [], money);
    const { netMinor, refundedMinor } = value;
    return [[orderId, { valueMinor: netMinor + refundedMinor, refundedMinor }]];
  });
  return new Map(values);
}

const earnedDetail = z.object({
  rule: z.object({
    pointsPerUnit: z.number(),
    maturingDays: z.number(),
    roundingRule: z.enum(['down', 'nearest', 'up']),
  }),
  ruleVersion: z.number(),
  money: z.object({ includeTax: z.boolean(), includeShipping: z.boolean() }),
  baseMinor: z.number(),
  points: z.number(),
});
const changeDetail = z.object({ points: z.number() });

/** What the ledger says of orders already: what they earned by which rule, and each change. */
export async function readBooked(db: Db, shopId: ShopId, orderIds: OrderId[]) {
  const { rows } = await db.query<{
    order_id: string;
    idempotency_key: string;
    reason: string;
    detail: unknown;
  }>(sql`
    select order_id, idempotency_key, reason, detail from ledger_transactions
    where shop_id = ${shopId} and order_id = any(${orderIds}::bigint[])
      and reason in ('earn_order', 'edit_order', 'void_order', 'refund_clawback')`);
  const booked = new Map<OrderId, BookedOrder>();
  for (const row of rows) {
    const order = booked.get(row.order_id) ?? { earned: null, changes: new Map() };
    booked.set(row.order_id, order);
    if (row.reason === 'earn_order') order.earned = earnedDetail.parse(row.detail);
    else order.changes.set(row.idempotency_key, changeDetail.parse(row.detail).points);
  }
  return booked;
}

export async function readLotOwners(db: Db, shopId: ShopId, orderIds: OrderId[]) {
  const { rows } = await db.query<{ order_id: OrderId; member_id: string }>(sql`
    select order_id, member_id from ledger_lots
    where shop_id = ${shopId} and order_id = any(${orderIds}::bigint[])`);
  return new Map(rows.map(({ order_id, member_id }) => [order_id, member_id]));
}
