import sql, { type Sql } from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import type { Db } from '../recordset.ts';
import type { KnownPerson } from './find-person.server.ts';

/** All that is kept about a person, by table; tables without a row of his are left out. */
export async function collectPerson(
  db: Db,
  shopId: ShopId,
  person: KnownPerson,
): Promise<Record<string, unknown[]>> {
  const collected: Record<string, unknown[]> = {};
  for (const [table, query] of queriesOf(shopId, person)) {
    const { rows } = await db.query<{ row: unknown }>(query);
    if (rows.length > 0) collected[table] = rows.map(({ row }) => row);
  }
  return collected;
}

function queriesOf(shopId: ShopId, person: KnownPerson): [string, Sql][] {
  const ids = [...person.customerIds, ...person.guestIds];
  const { orderIds, checkoutIds } = person;
  const ofCustomer = sql`where t.shop_id = ${shopId} and t.customer_id = any(${ids}::bigint[])`;
  const ofOrder = sql`where t.shop_id = ${shopId} and t.order_id = any(${orderIds}::bigint[])`;
  const row = sql`select to_jsonb(t) - 'shop_id' as row`;
  return [
    ['customers', sql`${row} from customers t ${ofCustomer}`],
    ['consents', sql`${row} from consents t ${ofCustomer}`],
    ['orders', sql`${row} from orders t ${ofOrder} order by t.processed_at`],
    ['order_lines', sql`${row} from order_lines t ${ofOrder} order by t.order_id, t.line_id`],
    ['refunds', sql`${row} from refunds t ${ofOrder} order by t.processed_at`],
    [
      'checkouts',
      sql`${row} from checkouts t
        where t.shop_id = ${shopId} and t.checkout_id = any(${checkoutIds}::bigint[])`,
    ],
    [
      'earlier_versions',
      sql`${row} from fact_versions t where t.shop_id = ${shopId} and (
          (t.object_type in ('customer', 'birth-date') and t.object_id = any(${ids}))
          or (t.object_type = 'order' and t.object_id = any(${orderIds}))
          or (t.object_type = 'checkout' and t.object_id = any(${checkoutIds})))`,
    ],
    ['metrics', sql`${row} from customer_metrics t ${ofCustomer}`],
    ['predictions', sql`${row} from customer_predictions t ${ofCustomer}`],
    ['segments', sql`${row} from segment_memberships t ${ofCustomer}`],
    ['decisions', sql`${row} from decisions t ${ofCustomer}`],
    ['messages', sql`${row} from messages t ${ofCustomer}`],
    ['discount_codes', sql`${row} from discount_codes t ${ofCustomer}`],
    [
      'points',
      sql`${row} from ledger_transactions t join members m using (shop_id, member_id)
        where m.shop_id = ${shopId} and m.customer_id = any(${ids}::bigint[])
        order by t.occurred_at`,
    ],
  ];
}
