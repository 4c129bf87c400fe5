import sql from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import type { Db } from '../recordset.ts';

export interface ExportedMember {
  customerId: string;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  countryCode: string | null;
  emailConsent: string;
  smsConsent: string;
  ordersCount: number;
  historicClvMinor: number;
  predictedClvMinor: number | null;
  enteredAt: Date;
}

const PAGE_SIZE = 5_000;

export function createSegmentExportReads(db: Db) {
  return {
    /** Who is in a segment, ready or own, in pages by id. */
    async *members(shopId: ShopId, segmentKey: string): AsyncGenerator<ExportedMember[]> {
      let after: string | null = null;
      for (;;) {
        const page: ExportedMember[] = await readPage(db, shopId, segmentKey, after);
        if (page.length > 0) yield page;
        after = page.at(-1)?.customerId ?? null;
        if (page.length < PAGE_SIZE) return;
      }
    },
  };
}

async function readPage(
  db: Db,
  shopId: ShopId,
  segmentKey: string,
  after: string | null,
): Promise<ExportedMember[]> {
  const { rows } = await db.query<ExportedMember>(sql`
    select s.customer_id as "customerId", c.email, c.phone, c.first_name as "firstName",
      c.last_name as "lastName", c.country_code as "countryCode",
      c.email_consent as "emailConsent", c.sms_consent as "smsConsent",
      coalesce(m.orders_count, 0) as "ordersCount",
      coalesce(m.historic_clv_minor, 0)::float8 as "historicClvMinor",
      p.predicted_clv_minor as "predictedClvMinor", s.entered_at as "enteredAt"
    from (select * from segment_memberships
      where shop_id = ${shopId}::bigint and segment_key = ${segmentKey} and left_at is null
        and (${after}::bigint is null or customer_id > ${after}::bigint)
      order by customer_id limit ${PAGE_SIZE}) s
    join customers c on c.shop_id = s.shop_id and c.customer_id = s.customer_id
    left join customer_metrics m on m.shop_id = s.shop_id and m.customer_id = s.customer_id
    left join customer_predictions p on p.shop_id = s.shop_id and p.customer_id = s.customer_id
    order by s.customer_id`);
  return rows;
}
