import sql, { type Sql } from 'sql-template-tag';
import type { CustomerId, OrderId } from '#app/domain/ids.ts';
import type { Tombstone } from '../facts/tombstones.server.ts';
import { writeTombstones } from '../facts/tombstones.server.ts';
import type { Db } from '../recordset.ts';
import type { KnownPerson } from './find-person.server.ts';

interface Redaction {
  person: KnownPerson;
  at: Date;
  /** The request's own row in the inbox, which is not done with yet. */
  keepWebhookId: string;
}

/**
 * Takes out what names the person, for good. Rows stay with their sums; a customer's id, which
 * names nobody once Shopify has forgotten it, stays in them. Tombstones keep later facts from
 * bringing anything back.
 */
export async function redactPerson(
  db: Db,
  shop: { shopId: string; domain: string },
  { person, at, keepWebhookId }: Redaction,
): Promise<{ counts: Record<string, number>; customerIds: CustomerId[]; orderIds: OrderId[] }> {
  const { shopId } = shop;
  await writeTombstones({ db, shop }, tombstonesOf(person, at));
  const owners = await db.query<{ id: string }>(sql`
    select distinct owner_id::text as id from orders where shop_id = ${shopId}
      and order_id = any(${person.orderIds}::bigint[]) and owner_id is not null`);
  const counts: Record<string, number> = {};
  for (const [table, statement] of statementsOf(shopId, person, at)) {
    const { rowCount } = await db.query(statement);
    counts[table] = (counts[table] ?? 0) + (rowCount ?? 0);
  }
  counts.inbox = await redactInbox(db, shop, person, keepWebhookId);
  const customerIds = [...person.customerIds, ...owners.rows.map(({ id }) => id)];
  return { counts, customerIds: [...new Set(customerIds)], orderIds: person.orderIds };
}

function tombstonesOf(person: KnownPerson, at: Date): Tombstone[] {
  const grave = (objectType: Tombstone['objectType']) => (objectId: string) => ({
    objectType,
    objectId,
    kind: 'redacted' as const,
    at: at.toISOString(),
  });
  return [
    ...[...person.customerIds, ...person.guestIds].map(grave('customer')),
    ...person.orderIds.map(grave('order')),
    ...person.checkoutIds.map(grave('checkout')),
  ];
}

/** Guests lose their orders with the key that made them guests, and with those their rows. */
function statementsOf(shopId: string, person: KnownPerson, at: Date): [string, Sql][] {
  const { customerIds, guestIds, orderIds, checkoutIds } = person;
  const everyone = [...customerIds, ...guestIds];
  return [
    [
      'customers',
      sql`update customers set email = null, phone = null, email_key = null, phone_key = null,
          first_name = null, last_name = null, locale = null, country_code = null,
          province_code = null, timezone = null, tags = '{}', email_consent = 'redacted',
          email_consent_source = null, sms_consent = 'redacted', sms_consent_source = null,
          birth_date = null, birth_date_at = null, redacted_at = coalesce(redacted_at, ${at})
        where shop_id = ${shopId} and customer_id = any(${everyone}::bigint[])`,
    ],
    [
      'orders',
      sql`update orders set email_key = null, phone_key = null, checkout_token = null,
          cart_token = null, redacted_at = coalesce(redacted_at, ${at}),
          owner_id = case when customer_id is null then null else owner_id end
        where shop_id = ${shopId} and order_id = any(${orderIds}::bigint[])`,
    ],
    [
      'customers',
      sql`delete from customers c
        where shop_id = ${shopId} and customer_id = any(${guestIds}::bigint[])
          and not exists (select from orders o
            where o.shop_id = c.shop_id and o.owner_id = c.customer_id)`,
    ],
    [
      'checkouts',
      sql`update checkouts set customer_id = null, token = null, email_key = null,
          phone_key = null, url = null,
          deleted_at = coalesce(deleted_at, ${at})
        where shop_id = ${shopId} and checkout_id = any(${checkoutIds}::bigint[])`,
    ],
    [
      'fit_predictions',
      sql`delete from fit_predictions where shop_id = ${shopId}
        and fit_id in (select fit_id from clv_fits where shop_id = ${shopId})
        and customer_id = any(${everyone}::bigint[])`,
    ],
    [
      'clv_fit_changes',
      sql`delete from clv_fit_changes
        where shop_id = ${shopId} and customer_id = any(${everyone}::bigint[])`,
    ],
    [
      'fact_versions',
      sql`delete from fact_versions where shop_id = ${shopId} and (
          (object_type in ('customer', 'birth-date') and object_id = any(${everyone}))
          or (object_type = 'order' and object_id = any(${orderIds}))
          or (object_type = 'checkout' and object_id = any(${checkoutIds})))`,
    ],
    [
      'messages',
      sql`update messages set subject = ''
        where shop_id = ${shopId} and customer_id = any(${everyone}::bigint[])`,
    ],
    [
      'effects',
      sql`update effects set error = null,
          reason = case when state = 'planned' then 'customer_redacted' else reason end,
          state = case when state = 'planned' then 'cancelled' else state end
        where shop_id = ${shopId} and customer_id = any(${everyone}::bigint[])`,
    ],
    [
      'decisions',
      sql`delete from decisions where shop_id = ${shopId} and state = 'waiting'
        and customer_id = any(${everyone}::bigint[])`,
    ],
    [
      'members',
      sql`update members set customer_id = null
        where shop_id = ${shopId} and customer_id = any(${everyone}::bigint[])`,
    ],
    [
      'audit_log',
      sql`update audit_log set detail = '{}' where shop_id = ${shopId} and exists (
          select from unnest(${person.texts}::text[]) as needle
          where position(lower(needle) in lower(detail::text)) > 0)`,
    ],
  ];
}

/**
 * Deletes settled webhooks that name the person, rejected and failed ones too: what cannot be read
 * is searched as bytes. Those that still wait are facts not read yet: they go in without the person
 * and lose their text when they are settled. Open requests of the person need theirs until then.
 */
async function redactInbox(
  db: Db,
  shop: { shopId: string; domain: string },
  person: KnownPerson,
  keepWebhookId: string,
): Promise<number> {
  const named = sql`i.shop_domain = ${shop.domain} and i.webhook_id <> ${keepWebhookId}
    and ${namesPerson(person)}`;
  await db.query(sql`update inbox i set drop_text = true, error = null
    where i.state = 'waiting' and i.topic not in ('customers/data_request', 'customers/redact')
      and ${named}`);
  const { rowCount } = await db.query(sql`delete from inbox i
    where i.state <> 'waiting' and ${named}
      and not exists (select from privacy_requests p where p.shop_id = ${shop.shopId}
        and p.request_id = i.webhook_id and p.done_at is null)`);
  return rowCount ?? 0;
}

/** The text as it may stand in JSON: as it is, or with all but ASCII escaped. */
function spellings(text: string): string[] {
  const asUnicode = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const escaped = text.split('').map((unit) => (unit > '~' ? asUnicode(unit) : unit));
  return [text, escaped.join('')];
}

function namesPerson(person: KnownPerson): Sql {
  const needles = [...new Set(person.texts.flatMap((text) => spellings(text.toLowerCase())))];
  const ids = [...person.customerIds, ...person.orderIds].join('|');
  const keyed = '"(id|customer_id|order_id)"\\s*:\\s*"?';
  const named = `(${keyed}|(Customer|Order)\\\\*/)(${ids})(?![0-9])`;
  // Bytes as text that can be searched, whatever they are: `escape` leaves ASCII as it is.
  return sql`(exists (select from unnest(${needles}::text[]) as needle
      where position(encode(convert_to(needle, 'UTF8'), 'escape')
        in lower(encode(i.body, 'escape'))) > 0)
    or (${ids} <> '' and encode(i.body, 'escape') ~ ${named}))`;
}
