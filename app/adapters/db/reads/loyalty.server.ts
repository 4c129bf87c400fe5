import sql from 'sql-template-tag';
import type { CustomerId, OrderId, ShopId } from '#app/domain/ids.ts';
import type { LedgerReason } from '#app/domain/loyalty/ledger.ts';
import type { Shop } from '#app/domain/shop.ts';
import type { Db } from '../recordset.ts';
import { decodeCursor, type Page, pageClauses, toPage } from './keyset.ts';

/** A programme in points: what came, what went, what stands. */
export interface LoyaltyTotals {
  members: number;
  earned: number;
  clawedBack: number;
  redeemed: number;
  adjusted: number;
  expired: number;
  maturing: number;
  available: number;
  held: number;
  /** Spent before it was clawed back. */
  shortfall: number;
  /** earned − clawedBack − redeemed − expired + adjusted. */
  balance: number;
  /** What the balance would cost at the best reward, in minor units; null without rewards. */
  liabilityMinor: number | null;
}

export interface MemberBalance {
  memberId: string;
  /** null where the person was erased. */
  customerId: CustomerId | null;
  name: string | null;
  email: string | null;
  joinedAt: Date;
  maturing: number;
  available: number;
  held: number;
  shortfall: number;
}

export interface LedgerEntry {
  key: string;
  memberId: string;
  customerId: CustomerId | null;
  name: string | null;
  reason: LedgerReason;
  orderId: OrderId | null;
  orderName: string | null;
  refundId: string | null;
  detail: Record<string, unknown>;
  occurredAt: Date;
  /** Change of all that the member holds, and of what he can spend. */
  points: number;
  availablePoints: number;
}

export function createLoyaltyReads(db: Db) {
  return {
    totals: (shop: Shop): Promise<LoyaltyTotals> => readTotals(db, shop),

    /** Members, most spendable points first. */
    async balances(
      shopId: ShopId,
      query: { cursor?: string | null; limit: number; search?: string },
    ): Promise<Page<MemberBalance>> {
      const sorting = { expression: 'b.available', type: 'bigint' } as const;
      const key = { id: 'b.member_id', idType: 'text', descending: true } as const;
      const cursor = decodeCursor(query.cursor, { ...sorting, ...key });
      const page = pageClauses({ ...sorting, ...key }, cursor, query.limit);
      const pattern = `%${(query.search ?? '').trim().replace(/[\\%_]/g, '\\$&')}%`;
      const { rows } = await db.query<BalanceRow>(sql`
        select ${page.select}, b.*, c.email, concat_ws(' ', c.first_name, c.last_name) as name
        from (${balancesOf(shopId)}) b
        left join customers c on c.shop_id = ${shopId} and c.customer_id = b.customer_id
        where ${page.where} and (${pattern} = '%%' or c.email ilike ${pattern}
          or concat_ws(' ', c.first_name, c.last_name) ilike ${pattern})
        ${page.tail}`);
      return toPage(rows, cursor, query.limit, toBalance);
    },

    /** One customer's balance; null where he is no member. */
    async member(shopId: ShopId, customerId: CustomerId): Promise<MemberBalance | null> {
      const { rows } = await db.query<BalanceRow>(sql`
        select b.*, c.email, concat_ws(' ', c.first_name, c.last_name) as name
        from (${balancesOf(shopId)}) b
        left join customers c on c.shop_id = ${shopId} and c.customer_id = b.customer_id
        where b.customer_id = ${customerId}`);
      return rows[0] ? toBalance(rows[0]) : null;
    },

    /** The ledger, newest first; of one customer where he is named. */
    entries: (
      shopId: ShopId,
      query: { customerId?: CustomerId; cursor?: string | null; limit: number },
    ): Promise<Page<LedgerEntry>> => readEntries(db, shopId, query),
  };
}

interface BalanceRow {
  sort_value: string;
  sort_id: string;
  member_id: string;
  customer_id: CustomerId | null;
  name: string;
  email: string | null;
  joined_at: Date;
  maturing: string;
  available: string;
  held: string;
  shortfall: string;
}

function balancesOf(shopId: ShopId) {
  return sql`
    select m.member_id, m.customer_id, m.joined_at,
      coalesce(l.maturing, 0)::bigint as maturing,
      coalesce(l.available, 0)::bigint as available, coalesce(l.held, 0)::bigint as held,
      coalesce(-s.balance, 0)::bigint as shortfall
    from members m
    left join (select member_id, sum(maturing) as maturing, sum(available) as available,
        sum(held) as held
      from ledger_lots where shop_id = ${shopId} group by member_id) l using (member_id)
    left join ledger_balances s
      on s.shop_id = ${shopId} and s.account = 'shortfall:' || m.member_id
    where m.shop_id = ${shopId}
      and (m.customer_id is not null or coalesce(l.maturing + l.available + l.held, 0) > 0)`;
}

function toBalance(row: BalanceRow): MemberBalance {
  return {
    memberId: row.member_id,
    customerId: row.customer_id,
    name: row.name || null,
    email: row.email,
    joinedAt: row.joined_at,
    maturing: Number(row.maturing),
    available: Number(row.available),
    held: Number(row.held),
    shortfall: Number(row.shortfall),
  };
}

async function readTotals(db: Db, shop: Shop): Promise<LoyaltyTotals> {
  const { rows } = await db.query<Omit<LoyaltyTotals, 'balance' | 'liabilityMinor'>>(sql`
    select
      (select count(*) from members
        where shop_id = ${shop.shopId} and customer_id is not null)::float8 as members,
      coalesce(sum(p.amount) filter (where p.source = 'issuance'), 0)::float8 as earned,
      coalesce(sum(p.amount) filter (where p.destination = 'issuance'), 0)::float8
        as "clawedBack",
      coalesce(sum(case when p.destination = 'redemption' then p.amount
        when p.source = 'redemption' then -p.amount end), 0)::float8 as redeemed,
      coalesce(sum(case when p.source = 'adjustment' then p.amount
        when p.destination = 'adjustment' then -p.amount end), 0)::float8 as adjusted,
      coalesce(sum(p.amount) filter (where p.destination = 'breakage'), 0)::float8 as expired,
      coalesce((select sum(maturing) from ledger_lots
        where shop_id = ${shop.shopId}), 0)::float8 as maturing,
      coalesce((select sum(available) from ledger_lots
        where shop_id = ${shop.shopId}), 0)::float8 as available,
      coalesce((select sum(held) from ledger_lots
        where shop_id = ${shop.shopId}), 0)::float8 as held,
      coalesce((select -sum(balance) from ledger_balances
        where shop_id = ${shop.shopId} and account like 'shortfall:%'), 0)::float8 as shortfall
    from ledger_postings p where p.shop_id = ${shop.shopId}`);
  const [sums] = rows;
  if (!sums) throw new Error('An aggregate without a row');
  const balance = sums.earned - sums.clawedBack - sums.redeemed - sums.expired + sums.adjusted;
  return { ...sums, balance, liabilityMinor: liabilityOf(shop, balance) };
}

function liabilityOf(shop: Shop, points: number): number | null {
  const { rewards } = shop.settings.loyalty;
  if (rewards.length === 0) return null;
  const best = rewards.reduce((a, b) =>
    b.valueMinor * a.points > a.valueMinor * b.points ? b : a,
  );
  return Math.round((points * best.valueMinor) / best.points);
}

interface EntryRow extends LedgerEntry {
  sort_value: string;
  sort_id: string;
}

async function readEntries(
  db: Db,
  shopId: ShopId,
  query: { customerId?: CustomerId; cursor?: string | null; limit: number },
): Promise<Page<LedgerEntry>> {
  const sorting = { expression: 't.occurred_at', type: 'timestamptz' } as const;
  const key = { id: 't.idempotency_key', idType: 'text', descending: true } as const;
  const cursor = decodeCursor(query.cursor, { ...sorting, ...key });
  const page = pageClauses({ ...sorting, ...key }, cursor, query.limit);
  const ofCustomer = query.customerId
    ? sql`t.member_id in (select member_id from members
        where shop_id = ${shopId} and customer_id = ${query.customerId})`
    : sql`true`;
  const { rows } = await db.query<EntryRow>(sql`
    select ${page.select}, t.idempotency_key as key, t.member_id as "memberId",
      m.customer_id as "customerId", concat_ws(' ', c.first_name, c.last_name) as name,
      t.reason, t.order_id as "orderId", o.name as "orderName", t.refund_id as "refundId",
      t.detail, t.occurred_at as "occurredAt", p.points, p.available as "availablePoints"
    from ledger_transactions t
    left join members m on m.shop_id = t.shop_id and m.member_id = t.member_id
    left join customers c on c.shop_id = t.shop_id and c.customer_id = m.customer_id
    left join orders o on o.shop_id = t.shop_id and o.order_id = t.order_id
    cross join lateral (
      select coalesce(sum(case when x.account like 'member:' || t.member_id || ':%'
            or x.account = 'shortfall:' || t.member_id then x.amount end), 0)::float8 as points,
        coalesce(sum(case when x.account = 'member:' || t.member_id || ':available'
            then x.amount end), 0)::float8 as available
      from ledger_postings q cross join lateral
        (values (q.source, -q.amount), (q.destination, q.amount)) x(account, amount)
      where q.shop_id = t.shop_id and q.idempotency_key = t.idempotency_key) p
    where t.shop_id = ${shopId} and ${ofCustomer} and ${page.where} ${page.tail}`);
  return toPage(rows, cursor, query.limit, ({ sort_value, sort_id, ...entry }) => ({
    ...entry,
    name: entry.name || null,
  }));
}
