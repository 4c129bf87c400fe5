import sql from 'sql-template-tag';
import type { Columns } from '../recordset.ts';
import { recordset } from '../recordset.ts';
import type { FactsContext } from './context.ts';
import type { OrderRow } from './order-rows.ts';
import { readOrders, valued } from './orders.server.ts';
import { readRefunds } from './refunds.server.ts';

const PAGE = 1_000;

type Valued = Pick<
  OrderRow,
  'orderId' | 'excludedReason' | 'netMinor' | 'refundedMinor' | 'localDay' | 'isDiscounted'
>;

const COLUMNS: Columns<Valued> = {
  orderId: 'id',
  excludedReason: 'text',
  netMinor: 'money',
  refundedMinor: 'money',
  localDay: 'date',
  isDiscounted: 'flag',
};

/** Says again what each order of the shop is worth, page by page. */
export async function revalueOrders(context: Pick<FactsContext, 'db' | 'shop'>): Promise<void> {
  const { db, shop } = context;
  let after = '-1';
  for (;;) {
    const { rows } = await db.query<{ id: string }>(sql`select order_id::text as id from orders
      where shop_id = ${shop.shopId} and order_id > ${after} order by order_id limit ${PAGE}`);
    const ids = rows.map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) return;
    const orders = await readOrders(context, ids);
    const refunds = await readRefunds(context, ids);
    const values = [...orders.values()].map(({ row, lines }) => ({
      orderId: row.orderId,
      ...valued(context, row, lines, refunds.get(row.orderId) ?? []),
    }));
    await db.query(sql`update orders o set excluded_reason = r.excluded_reason,
        net_minor = r.net_minor, refunded_minor = r.refunded_minor, local_day = r.local_day,
        is_discounted = r.is_discounted
      from ${recordset(COLUMNS, values)}
      where o.shop_id = ${shop.shopId} and o.order_id = r.order_id`);
    after = last;
  }
}
