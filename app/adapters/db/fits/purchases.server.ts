import type { PoolClient } from 'pg';
import sql, { raw } from 'sql-template-tag';
import { createPurchaseLogBuilder, type PurchaseLog } from '#app/domain/clv/purchase-log.ts';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';
import { RENEWAL_SOURCE } from '#app/domain/orders/subscriptions.ts';
import type { PurchaseChoice, ShopPurchases } from '#app/services/ports/fits-store.ts';
import { copyOut } from '../copy.server.ts';
import type { Db } from '../recordset.ts';
import { IdIndex } from './id-index.ts';

// Lengths are those of PostgreSQL's binary copy: a count of fields, and before each its length.
const OWNER = 2 + 4;
const DAY = OWNER + 8 + 4;
const NET = DAY + 4 + 4;
const ROW_BYTES = NET + 8;
const HEADER_BYTES = 19;
const LOW_HALF = 2 ** 32;

/**
 * Every purchase of a shop, straight into columns: about 16 bytes an order, which is how a million
 * customers fit into memory.
 */
export async function readShopPurchases(
  client: PoolClient,
  shopId: ShopId,
  choice: PurchaseChoice,
): Promise<ShopPurchases> {
  const index = new IdIndex();
  const builder = createPurchaseLogBuilder();
  const statement = `copy (select o.owner_id, o.local_day - date '1970-01-01', o.net_minor
    from orders o where o.shop_id = ${BigInt(shopId)} and ${countedOrders(choice)})
    to stdout (format binary)`;
  await copyOut(client, statement, (message) => {
    // The first row carries the file's header, and a trailer comes last.
    const at = message.length - ROW_BYTES;
    if (at !== 0 && at !== HEADER_BYTES) return;
    const customer = index.numberOf(
      message.readInt32BE(at + OWNER),
      message.readInt32BE(at + OWNER + 4),
    );
    const net = message.readInt32BE(at + NET) * LOW_HALF + message.readUInt32BE(at + NET + 4);
    builder.add(customer, message.readInt32BE(at + DAY), net);
  });
  return { customerIds: index.ids(), orders: builder.orders() };
}

/** The purchases of some customers; one without any has an empty part of the log. */
export async function readPurchasesOf(
  db: Db,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  choice: PurchaseChoice,
): Promise<PurchaseLog> {
  const { rows } = await db.query<{ customer: number; day: number; net: string }>(sql`
    select w.position::int - 1 as customer, o.local_day - date '1970-01-01' as day,
      o.net_minor as net
    from unnest(${customerIds}::bigint[]) with ordinality as w(customer_id, position)
      join orders o on o.shop_id = ${shopId} and o.owner_id = w.customer_id
    where ${raw(countedOrders(choice))}`);
  const builder = createPurchaseLogBuilder();
  for (const { customer, day, net } of rows) builder.add(customer, day, Number(net));
  return builder.build(customerIds.length);
}

/**
 * As the metrics count, but for renewals and for people who are to be forgotten: of them nothing is
 * predicted. `copy` takes no parameters, so there are none.
 */
function countedOrders({ includeSubscriptions }: PurchaseChoice): string {
  const counted =
    'o.owner_id is not null and o.deleted_at is null and o.excluded_reason is null and o.redacted_at is null';
  return includeSubscriptions
    ? counted
    : `${counted} and o.source_name is distinct from '${RENEWAL_SOURCE}'`;
}
