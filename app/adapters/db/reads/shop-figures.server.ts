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

function within({ from, to }: Period): Sql {
  return sql`o.local_day between ${from}::date and ${to}::date`;
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

async function readPeople(db: Db, shop: Shop, period: Period): Promise<PeopleSums> {
  const { rows } = await db.query<PeopleSums>(sql`
    with each as (
      select count(*) filter (where ${within(period)}) as orders, count(*) as orders_ever,
        min(o.local_day) as first_day,
        count(*) filter (where ${within(periodBefore(period))}) as orders_before
      from orders o
      where ${counted(shop)} and o.owner_id is not null and o.local_day <= ${period.to}::date
      group by o.owner_id)
    select count(*) filter (where orders > 0)::float8 as customers,
      coalesce(sum(orders), 0)::float8 as "customersOrders",
      count(*) filter (where first_day >= ${period.from}::date)::float8 as "newCustomers",
      count(*) filter (where orders > 0 and orders_ever > 1)::float8 as "repeatCustomers",
      count(*) filter (where orders_before > 0)::float8 as "customersBefore",
      count(*) filter (where orders_before > 0 and orders > 0)::float8 as "retainedCustomers"
    from each`);
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
    select percentile_cont(0.5) within group (order by local_day - day_before) as median
    from (select o.local_day, lag(o.local_day) over (
        partition by o.owner_id order by o.processed_at, o.order_id) as day_before
      from orders o
      where ${counted(shop)} and o.owner_id is not null and o.local_day <= ${period.to}::date) o
    where day_before is not null and ${within(period)}`);
  return rows[0]?.median ?? null;
}
