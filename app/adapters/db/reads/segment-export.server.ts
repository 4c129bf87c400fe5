import sql from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import { currencyExponent } from '#app/domain/money.ts';
import type { Shop } from '#app/domain/shop.ts';
import { toCsvLine } from '../../csv.ts';
import type { Db } from '../recordset.ts';

interface Member {
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

const HEADINGS = [
  'customer_id',
  'email',
  'phone',
  'first_name',
  'last_name',
  'country',
  'email_consent',
  'sms_consent',
  'orders',
  'historic_clv',
  'predicted_clv',
  'currency',
  'entered_at',
];

export function createSegmentExportReads(db: Db) {
  return {
    /** Who is in a segment, ready or own, as the text of a CSV file, a page of customers at once. */
    async *csv(shop: Shop, segmentKey: string): AsyncGenerator<string> {
      yield toCsvLine(HEADINGS);
      let after: string | null = null;
      do {
        const page: Member[] = await readPage(db, shop.shopId, segmentKey, after);
        yield page.map((member) => toCsvLine(cellsOf(member, shop.currency))).join('');
        after = page.length < PAGE_SIZE ? null : (page.at(-1)?.customerId ?? null);
      } while (after !== null);
    },
  };
}

function cellsOf(member: Member, currency: string): (string | null)[] {
  const exponent = currencyExponent(currency);
  const money = (minor: number | null) =>
    minor === null ? null : (minor / 10 ** exponent).toFixed(exponent);
  return [
    member.customerId,
    member.email,
    member.phone,
    member.firstName,
    member.lastName,
    member.countryCode,
    member.emailConsent,
    member.smsConsent,
    String(member.ordersCount),
    money(member.historicClvMinor),
    money(member.predictedClvMinor),
    currency,
    member.enteredAt.toISOString(),
  ];
}

async function readPage(
  db: Db,
  shopId: ShopId,
  segmentKey: string,
  after: string | null,
): Promise<Member[]> {
  const { rows } = await db.query<Member>(sql`
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
