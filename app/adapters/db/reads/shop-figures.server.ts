import sql, { type Sql } from 'sql-template-tag';
import { type Period, periodBefore } from '#app/domain/analytics/period.ts';
import type { ExclusionReason } from '#app/domain/orders/value.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { Db } from '../recordset.ts';

/** Sums of the counted orders of a period. Money in minor units of the shop's currency. */
export interface OrderSums {
  orders: number;
  revenueMinor: number;
  refundedMinor: number;
  grossProfitMinor: number;
  /** Of the revenue, that whose unit costs are known. */
  costedMinor: number;
}

/** The people behind the counted orders of a period; orders without a customer are not theirs. */
export interface PeopleSums {
  /** Who ordered in the period, and their orders in it. */
  customers: number;
  customersOrders: number;
  /** Of them: whose first order is in it, and who had two or more orders by its end. */
  newCustomers: number;
  repeatCustomers: number;
  /** Who ordered in the period of equal length before, and of them those who did again in this. */
  customersBefore: number;
  retainedCustomers: number;
}

export interface ShopFigures extends OrderSums, PeopleSums {
  /** Orders of the period that do not count, by why. */
  excluded: { reason: ExclusionReason; orders: number }[];
  medianDaysBetweenOrders: number | null;
  before: OrderSums & { customers: number };
}

/** Orders of a shop that count. */
export function counted(shop: Shop): Sql {
  return sql`o.shop_id = ${shop.shopId} and o.deleted_at is null and o.excluded_reason is null`;
}

/** Orders of a period; the index is on instants, which are never a whole day off the local one. */
export function within({ from, to }: Period): Sql {
  return sql`o.local_day between ${from}::date and ${to}::date
    and o.processed_at >= (${from}::date - 1) at time zone 'utc'
    and o.processed_at < (${to}::date + 2) at time zone 'utc'`;
}

/** Whether an order's customer, by the owner's column, had one before the period. */
export function isKnownBefore(shop: Shop, { from }: Period, owner: Sql): Sql {
  return sql`exists (
    select from orders o where ${counted(shop)} and o.owner_id = ${owner}
      and o.local_day < ${from}::date and o.processed_at < (${from}::date + 1) at time zone 'utc')`;
}

/** A shop's figures of a period (C13), each as its definition on the page says. */
export async function readShopFigures(db: Db, shop: Shop, period: Period): Promise<ShopFigures> {
  const before = periodBefore(period);
  const [sums, sumsBefore, people, excluded, medianDaysBetweenOrders] = await Promise.all([
    readOrderSums(db, shop, period),
    readOrderSums(db, shop, before),
    readPeople(db, shop, period),
    readExcluded(db, shop, period),
    readMedianGap(db, shop, period),
  ]);
  return {
    ...sums,
    ...people,
    excluded,
    medianDaysBetweenOrders,
    before: { ...sumsBefore, customers: people.customersBefore },
  };
}

/** Sums of the counted orders of a period. */
export async function readOrderSums(db: Db, shop: Shop, period: Period): Promise<OrderSums> {
  const { rows } = await db.query<OrderSums>(sql`
    select count(*)::float8 as orders,
      coalesce(sum(o.net_minor), 0)::float8 as "revenueMinor",
      coalesce(sum(o.refunded_minor), 0)::float8 as "refundedMinor",
      coalesce(sum(o.gross_profit_minor), 0)::float8 as "grossProfitMinor",
      coalesce(sum(o.costed_net_minor), 0)::float8 as "costedMinor"
    from orders o where ${counted(shop)} and ${within(period)}`);
  const [row] = rows;
  if (!row) throw new Error('An aggregate without a row');
  return row;
}

/** Bound by the orders of both periods: of those before only that there are any. */
async function readPeople(db: Db, shop: Shop, period: Period): Promise<PeopleSums> {
  const { rows } = await db.query<PeopleSums>(sql`
    with now as (
        select o.owner_id, count(*) as orders from orders o
        where ${counted(shop)} and ${within(period)} and o.owner_id is not null group by 1),
      before as (
        select distinct o.owner_id from orders o
        where ${counted(shop)} and ${within(periodBefore(period))} and o.owner_id is not null),
      known as materialized (
        select n.*, ${isKnownBefore(shop, period, sql`n.owner_id`)} as is_known from now n)
    select count(*)::float8 as customers,
      coalesce(sum(orders), 0)::float8 as "customersOrders",
      count(*) filter (where not is_known)::float8 as "newCustomers",
      count(*) filter (where is_known or orders > 1)::float8 as "repeatCustomers",
      (select count(*) from before)::float8 as "customersBefore",
      (select count(*) from before join now using (owner_id))::float8 as "retainedCustomers"
    from known`);
  const [row] = rows;
  if (!row) throw new Error('An aggregate without a row');
  return row;
}

async function readExcluded(db: Db, shop: Shop, period: Period): Promise<ShopFigures['excluded']> {
  const { rows } = await db.query<{ reason: ExclusionReason; orders: number }>(sql`
    select o.excluded_reason as reason, count(*)::float8 as orders from orders o
    where o.shop_id = ${shop.shopId} and o.excluded_reason is not null and ${within(period)}
    group by 1 order by 2 desc, 1`);
  return rows;
}

/** Days from the order before, of each order in the period that is not a customer's first. */
async function readMedianGap(db: Db, shop: Shop, period: Period): Promise<number | null> {
  const { rows } = await db.query<{ median: number | null }>(sql`
    with buyers as (
      select distinct o.owner_id from orders o where ${counted(shop)} and ${within(period)})
    select percentile_cont(0.5) within group (order by local_day - day_before) as median
    from (select o.local_day, o.processed_at, lag(o.local_day) over (
        partition by o.owner_id order by o.processed_at, o.order_id) as day_before
      from orders o join buyers using (owner_id)
      where ${counted(shop)} and o.local_day <= ${period.to}::date) o
    where day_before is not null and ${within(period)}`);
  return rows[0]?.median ?? null;
}
