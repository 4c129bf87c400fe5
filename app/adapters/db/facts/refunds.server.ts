import sql from 'sql-template-tag';
import type { RefundFact } from '#app/domain/facts.ts';
import type { OrderId } from '#app/domain/ids.ts';
import type { DatedChange } from '#app/services/apply-changes.ts';
import { selectList, upsertRows } from '../recordset.ts';
import { distinct, type FactsContext, groupBy, indexBy } from './context.ts';
import { REFUND_COLUMNS, type RefundRow } from './order-rows.ts';

/**
 * Writes refunds that are new. A refund never changes but for what was paid back, which only grows
 * while its transactions succeed. Gives the orders concerned.
 */
export async function saveRefunds(
  { db, shop, recordedAt }: FactsContext,
  changes: readonly DatedChange[],
): Promise<OrderId[]> {
  const said = changes.flatMap(({ change }) => {
    if (change.type === 'refund') return [change.fact];
    return change.type === 'order' ? change.fact.refunds : [];
  });
  if (said.length === 0) return [];
  const ids = distinct(said.map((refund) => refund.refundId));
  const { rows } = await db.query<RefundRow>(sql`select ${selectList(REFUND_COLUMNS)}
    from refunds t where shop_id = ${shop.shopId} and refund_id = any(${ids}::bigint[])`);
  const known = indexBy(rows, (row) => row.refundId);
  const changed = new Map<string, RefundRow>();
  for (const fact of said) {
    const other = changed.get(fact.refundId) ?? known.get(fact.refundId);
    if (!other) changed.set(fact.refundId, toRow(fact, recordedAt));
    else if (fact.paidBackMinor > other.paidBackMinor) {
      changed.set(fact.refundId, { ...other, paidBackMinor: fact.paidBackMinor });
    }
  }
  const fresh = [...changed.values()];
  await upsertRows(db, shop.shopId, fresh, {
    table: 'refunds',
    columns: REFUND_COLUMNS,
    key: ['refundId'],
  });
  return distinct(fresh.map((refund) => refund.orderId));
}

function toRow(fact: RefundFact, recordedAt: string): RefundRow {
  const lines = fact.lines.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1));
  return {
    ...fact,
    lines,
    linesMinor: lines.reduce((total, line) => total + line.subtotalMinor, 0),
    linesTaxMinor: lines.reduce((total, line) => total + line.taxMinor, 0),
    recordedAt,
  };
}

/** All refunds of these orders. */
export async function readRefunds(
  { db, shop }: Pick<FactsContext, 'db' | 'shop'>,
  orderIds: readonly OrderId[],
): Promise<Map<OrderId, RefundRow[]>> {
  const { rows } = await db.query<RefundRow>(sql`select ${selectList(REFUND_COLUMNS)}
    from refunds t where shop_id = ${shop.shopId} and order_id = any(${orderIds}::bigint[])
    order by refund_id`);
  return groupBy(rows, (row) => row.orderId);
}
