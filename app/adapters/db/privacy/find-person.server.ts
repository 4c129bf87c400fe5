import sql from 'sql-template-tag';
import { emailKey, phoneKey } from '#app/domain/identity.ts';
import type { CheckoutId, CustomerId, OrderId, ShopId } from '#app/domain/ids.ts';
import type { NamedPerson } from '#app/services/ports/webhook-parser.ts';
import { distinct } from '../facts/context.ts';
import { guestId } from '../facts/guest-id.server.ts';
import type { Db } from '../recordset.ts';

/** All by which a person is known here. */
export interface KnownPerson {
  /** Shopify's ids, those merged into them, and the guests of his keys. */
  customerIds: CustomerId[];
  guestIds: CustomerId[];
  orderIds: OrderId[];
  checkoutIds: CheckoutId[];
  /** Normalised e-mail addresses and phone numbers. */
  keys: string[];
  /** Texts that must not be found afterwards: addresses and numbers as they were written. */
  texts: string[];
}

interface Row {
  customerId: string;
  email: string | null;
  phone: string | null;
}

/**
 * The person with all he is known by: who was merged into him is he, and so is the guest with his
 * address. Another customer of Shopify with the same address is not.
 */
export async function findPerson(
  db: Db,
  shopId: ShopId,
  person: NamedPerson,
  orderIds: readonly OrderId[],
): Promise<KnownPerson> {
  const named = distinct([person.customerId]);
  const { rows } = await db.query<Row>(sql`
    with recursive kin as (
      select unnest(${named}::bigint[]) as customer_id
      union
      select m.merged_id from customer_merges m join kin on m.kept_id = kin.customer_id
        where m.shop_id = ${shopId})
    select kin.customer_id::text as "customerId", c.email, c.phone
    from kin left join customers c on c.shop_id = ${shopId} and c.customer_id = kin.customer_id`);
  const texts = distinct([person, ...rows].flatMap(({ email, phone }) => [email, phone]));
  const keys = distinct([...texts.map(emailKey), ...texts.map(keyOfPhone)]);
  const ids = rows.map((row) => row.customerId);
  const orders = await db.query<{ id: string }>(sql`
    select order_id::text as id from orders where shop_id = ${shopId} and (
      order_id = any(${orderIds}::bigint[]) or customer_id = any(${ids}::bigint[])
      or (customer_id is null
        and (email_key = any(${keys}::text[]) or phone_key = any(${keys}::text[]))))`);
  const checkouts = await db.query<{ id: string }>(sql`
    select checkout_id::text as id from checkouts where shop_id = ${shopId} and (
      customer_id = any(${ids}::bigint[]) or (customer_id is null
        and (email_key = any(${keys}::text[]) or phone_key = any(${keys}::text[]))))`);
  return {
    customerIds: ids,
    guestIds: keys.map((key) => guestId(shopId, key)),
    orderIds: distinct([...orderIds, ...orders.rows.map(({ id }) => id)]),
    checkoutIds: checkouts.rows.map(({ id }) => id),
    keys,
    texts: distinct([...texts, ...keys]),
  };
}

function keyOfPhone(text: string): string | null {
  return text.includes('@') ? null : phoneKey(text);
}
