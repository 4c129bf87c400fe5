import sql from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import type { LedgerTransaction, Lot, MemberState } from '#app/domain/loyalty/ledger.ts';
import type { Db } from '../recordset.ts';

interface LotRow {
  lot_id: string;
  member_id: string;
  order_id: string | null;
  maturing: string;
  available: string;
  held: string;
  earned_at: Date;
  matures_at: Date;
  expires_at: Date | null;
}

/**
 * Locks members, in one order for everyone, and reads their lots and shortfall. A member that does
 * not exist is not in the result.
 */
export async function lockMembers(
  db: Db,
  shopId: ShopId,
  memberIds: string[],
): Promise<Map<string, MemberState>> {
  if (memberIds.length === 0) return new Map();
  const locked = await db.query<{ member_id: string }>(sql`
    select member_id from members
    where shop_id = ${shopId} and member_id = any(${memberIds})
    order by member_id for update`);
  const states = new Map<string, MemberState>(
    locked.rows.map(({ member_id: memberId }) => [memberId, { memberId, lots: [], shortfall: 0 }]),
  );
  const lots = await db.query<LotRow>(sql`
    select lot_id, member_id, order_id, maturing, available, held, earned_at, matures_at,
      expires_at
    from ledger_lots where shop_id = ${shopId} and member_id = any(${memberIds})`);
  for (const row of lots.rows) states.get(row.member_id)?.lots.push(toLot(row));
  const shortfalls = await db.query<{ member_id: string; shortfall: string }>(sql`
    select m.member_id, -b.balance as shortfall
    from unnest(${memberIds}::text[]) m(member_id) join ledger_balances b
      on b.shop_id = ${shopId} and b.account = 'shortfall:' || m.member_id`);
  for (const { member_id: memberId, shortfall } of shortfalls.rows) {
    const state = states.get(memberId);
    if (state) state.shortfall = Number(shortfall);
  }
  return states;
}

function toLot(row: LotRow): Lot {
  return {
    lotId: row.lot_id,
    memberId: row.member_id,
    orderId: row.order_id,
    maturing: Number(row.maturing),
    available: Number(row.available),
    held: Number(row.held),
    earnedAt: row.earned_at.toISOString(),
    maturesAt: row.matures_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
  };
}

/** Writes transactions with their postings, and balances and lots as they are after them. */
export async function appendTransactions(
  db: Db,
  shopId: ShopId,
  transactions: LedgerTransaction[],
  lots: Lot[],
  recordedAt: Date,
): Promise<void> {
  if (transactions.length === 0) return;
  await db.query(sql`
    insert into ledger_transactions (shop_id, idempotency_key, member_id, reason, order_id,
      refund_id, reverses_key, detail, occurred_at, recorded_at)
    select ${shopId}, t."idempotencyKey", t."memberId", t.reason, t."orderId", t."refundId",
      t."reversesKey", t.detail, t."occurredAt", ${recordedAt}
    from json_to_recordset(${JSON.stringify(transactions)}::json) as t("idempotencyKey" text,
      "memberId" text, reason text, "orderId" bigint, "refundId" bigint, "reversesKey" text,
      detail jsonb, "occurredAt" timestamptz)`);
  const postings = transactions.flatMap(({ idempotencyKey, postings }) =>
    postings.map((posting, position) => ({ idempotencyKey, position, ...posting })),
  );
  await db.query(sql`
    insert into ledger_postings
      (shop_id, idempotency_key, position, source, destination, amount, lot_id)
    select ${shopId}, p."idempotencyKey", p.position, p.source, p.destination, p.amount, p."lotId"
    from json_to_recordset(${JSON.stringify(postings)}::json) as p("idempotencyKey" text,
      position int, source text, destination text, amount bigint, "lotId" text)`);
  await addToBalances(db, shopId, transactions);
  await saveLots(db, shopId, lots);
}

/** In the order of the accounts' names, so that two writers never wait for each other. */
async function addToBalances(db: Db, shopId: ShopId, transactions: LedgerTransaction[]) {
  const changes = new Map<string, number>();
  const add = (account: string, amount: number) =>
    changes.set(account, (changes.get(account) ?? 0) + amount);
  for (const { source, destination, amount } of transactions.flatMap((each) => each.postings)) {
    add(source, -amount);
    add(destination, amount);
  }
  const rows = [...changes].map(([account, change]) => ({ account, change }));
  // Updated where the row is there: an insert would be checked against the limits by itself.
  await db.query(sql`
    insert into ledger_balances (shop_id, account, balance)
    select ${shopId}, c.account, 0
    from json_to_recordset(${JSON.stringify(rows)}::json) as c(account text)
    order by c.account collate "C"
    on conflict (shop_id, account) do nothing`);
  await db.query(sql`
    with locked as (
      select account from ledger_balances
      where shop_id = ${shopId} and account = any(${rows.map(({ account }) => account)})
      order by account collate "C" for update)
    update ledger_balances b set balance = b.balance + c.change
    from json_to_recordset(${JSON.stringify(rows)}::json) as c(account text, change bigint)
    where b.shop_id = ${shopId} and b.account = c.account
      and b.account in (select account from locked)`);
}

async function saveLots(db: Db, shopId: ShopId, lots: Lot[]): Promise<void> {
  if (lots.length === 0) return;
  await db.query(sql`
    insert into ledger_lots (shop_id, lot_id, member_id, order_id, maturing, available, held,
      earned_at, matures_at, expires_at)
    select ${shopId}, l."lotId", l."memberId", l."orderId", l.maturing, l.available, l.held,
      l."earnedAt", l."maturesAt", l."expiresAt"
    from json_to_recordset(${JSON.stringify(lots)}::json) as l("lotId" text, "memberId" text,
      "orderId" bigint, maturing bigint, available bigint, held bigint, "earnedAt" timestamptz,
      "maturesAt" timestamptz, "expiresAt" timestamptz)
    on conflict (shop_id, lot_id) do update set maturing = excluded.maturing,
      available = excluded.available, held = excluded.held`);
}
