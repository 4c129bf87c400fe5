import sql from 'sql-template-tag';
import type { OrderId } from '#app/domain/ids.ts';
import type { Columns } from '../recordset.ts';
import { recordset } from '../recordset.ts';
import type { FactsContext } from './context.ts';
import type { OrderFigures } from './order-rows.ts';
import { readOrders, valued } from './orders.server.ts';
import { readRefunds } from './refunds.server.ts';
import { readCosts } from './unit-costs.server.ts';

const PAGE = 1_000;

const COLUMNS: Columns<OrderFigures & { orderId: OrderId }> = {
  orderId: 'id',
  excludedReason: 'text',
  netMinor: 'money',
  refundedMinor: 'money',
  localDay: 'date',
  isDiscounted: 'flag',
  costedNetMinor: 'money',
  grossProfitMinor: 'money',
};

type RevalueContext = Pick<FactsContext, 'db' | 'shop'>;

/** Says again what each order of the shop is worth, page by page. */
export async function revalueOrders(context: RevalueContext): Promise<void> {
  const { db, shop } = context;
  let after = '-1';
  for (;;) {
    const { rows } = await db.query<{ id: string }>(sql`select order_id::text as id from orders
      where shop_id = ${shop.shopId} and order_id > ${after} order by order_id limit ${PAGE}`);
    const ids = rows.map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) return;
    await revalue(context, ids);
    after = last;
  }
}

/** Says again what these orders are worth, page by page. */
export async function revalueThese(context: RevalueContext, ids: OrderId[]): Promise<void> {
  for (let at = 0; at < ids.length; at += PAGE) await revalue(context, ids.slice(at, at + PAGE));
}

async function revalue(context: RevalueContext, ids: readonly OrderId[]): Promise<void> {
  const { db, shop } = context;
  const orders = [...(await readOrders(context, ids)).values()];
  const refunds = await readRefunds(context, ids);
  const costs = await readCosts(
    context,
    orders.flatMap(({ lines }) => lines),
  );
  const values = orders.map((order) => ({
    orderId: order.row.orderId,
    ...valued(context, order, refunds.get(order.row.orderId) ?? [], costs),
  }));
  await db.query(sql`update orders o set excluded_reason = r.excluded_reason,
      net_minor = r.net_minor, refunded_minor = r.refunded_minor, local_day = r.local_day,
      is_discounted = r.is_discounted, costed_net_minor = r.costed_net_minor,
      gross_profit_minor = r.gross_profit_minor
    from ${recordset(COLUMNS, values)}
    where o.shop_id = ${shop.shopId} and o.order_id = r.order_id`);
}
