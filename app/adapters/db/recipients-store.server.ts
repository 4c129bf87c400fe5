import type { Pool, PoolClient } from 'pg';
import sql from 'sql-template-tag';
import type { ConsentState } from '#app/domain/facts.ts';
import type { RecipientsStore } from '#app/services/ports/recipients-store.ts';

interface RecipientRow {
  customer_id: string;
  gone: boolean;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  locale: string | null;
  zone: string | null;
  email_consent: ConsentState;
  email_consent_at: Date | null;
}

/** Those who are written to, as they are at this moment. */
export function createRecipientsStore(db: Pool | PoolClient): RecipientsStore {
  return {
    async find(shopId, customerId) {
      const { rows } = await db.query<RecipientRow>(sql`select k.customer_id, k.email,
          k.first_name, k.last_name, k.locale, k.timezone as zone, k.email_consent,
          k.email_consent_at, (k.deleted_at is not null or k.redacted_at is not null
            or k.merged_into is not null) as gone
        from customers c join customers k on k.shop_id = c.shop_id
          and k.customer_id = coalesce(c.merged_into, c.customer_id)
        where c.shop_id = ${shopId} and c.customer_id = ${customerId}`);
      const row = rows[0];
      if (!row) return null;
      return {
        customerId: row.customer_id,
        gone: row.gone,
        email: row.email || null,
        firstName: row.first_name,
        lastName: row.last_name,
        locale: row.locale,
        zone: row.zone,
        emailConsent: row.email_consent,
        emailConsentAt: row.email_consent_at?.toISOString() ?? null,
      };
    },
    async findOrder(shopId, orderId) {
      const { rows } = await db.query<{ name: string; title: string | null }>(sql`select o.name,
          (select l.title from order_lines l
            where l.shop_id = o.shop_id and l.order_id = o.order_id and not l.is_gift_card
            order by l.price_minor * l.quantity desc, l.line_id limit 1) as title
        from orders o where o.shop_id = ${shopId} and o.order_id = ${orderId}`);
      const row = rows[0];
      return row ? { name: row.name, firstItem: row.title ?? '' } : null;
    },
  };
}
