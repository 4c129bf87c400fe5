import sql from 'sql-template-tag';
import type { ShopId } from '#app/domain/ids.ts';
import type { LedgerDifference } from '#app/services/ports/ledger-store.ts';
import type { Db } from '../recordset.ts';

interface DifferenceRow {
  kind: LedgerDifference['kind'];
  subject: string;
  stored: string;
  rebuilt: string;
}

/** Balances, lots and the sum of everything, from the postings alone, where they differ. */
export async function findDifferences(db: Db, shopId: ShopId): Promise<LedgerDifference[]> {
  const { rows } = await db.query<DifferenceRow>(sql`
    with moves as (
      select source as account, -amount as amount, lot_id from ledger_postings
      where shop_id = ${shopId}
      union all
      select destination, amount, lot_id from ledger_postings where shop_id = ${shopId}),
    balances as (
      select account, sum(amount) as rebuilt from moves group by account),
    lots as (
      select lot_id, split_part(account, ':', 3) as bucket, sum(amount) as rebuilt
      from moves where lot_id is not null and account like 'member:%' group by 1, 2),
    stored_lots as (
      select lot_id, b.bucket, b.points from ledger_lots l cross join lateral (values
        ('maturing', l.maturing), ('available', l.available), ('held', l.held))
        b(bucket, points)
      where l.shop_id = ${shopId})
    select 'balance' as kind, coalesce(b.account, s.account) as subject,
      coalesce(s.balance, 0) as stored, coalesce(b.rebuilt, 0) as rebuilt
    from balances b full join (select * from ledger_balances where shop_id = ${shopId}) s
      on s.account = b.account
    where coalesce(s.balance, 0) <> coalesce(b.rebuilt, 0)
    union all
    select 'lot', coalesce(s.lot_id, l.lot_id) || '/' || coalesce(s.bucket, l.bucket),
      coalesce(s.points, 0), coalesce(l.rebuilt, 0)
    from stored_lots s full join lots l on l.lot_id = s.lot_id and l.bucket = s.bucket
    where coalesce(s.points, 0) <> coalesce(l.rebuilt, 0)
    union all
    select 'sum', 'all accounts', sum(balance), 0 from ledger_balances
    where shop_id = ${shopId} having sum(balance) <> 0
    order by 1, 2`);
  return rows.map(({ kind, subject, stored, rebuilt }) => ({
    kind,
    subject,
    stored: Number(stored),
    rebuilt: Number(rebuilt),
  }));
}
