import sql from 'sql-template-tag';
import type { OrderFact } from '#app/domain/facts.ts';
import { canonicalText, foldVersions } from '#app/domain/fold-versions.ts';
import type { OrderId } from '#app/domain/ids.ts';
import { orderMargin } from '#app/domain/orders/margin.ts';
import { orderValue } from '#app/domain/orders/value.ts';
import { localDay } from '#app/domain/time.ts';
import type { DatedChange } from '#app/services/apply-changes.ts';
import { selectList, upsertRows } from '../recordset.ts';
import { compareIds } from './canonical-change.ts';
import { distinct, type FactsContext, groupBy, indexBy } from './context.ts';
import { type FoldedObject, keepOtherVersions, toVersion } from './fact-versions.server.ts';
import {
  contentOfFact,
  contentOfRow,
  LINE_COLUMNS,
  type LineRow,
  ORDER_COLUMNS,
  type OrderContent,
  type OrderFigures,
  type OrderRow,
  type RefundRow,
  type StoredOrder,
  withoutPerson,
} from './order-rows.ts';
import { readRefunds } from './refunds.server.ts';
import type { Graves } from './tombstones.server.ts';
import { type Costs, readCosts } from './unit-costs.server.ts';

/** Orders as they stand, with their lines. */
export async function readOrders(
  { db, shop }: Pick<FactsContext, 'db' | 'shop'>,
  orderIds: readonly OrderId[],
): Promise<Map<OrderId, StoredOrder>> {
  const { rows } = await db.query<OrderRow>(sql`select ${selectList(ORDER_COLUMNS)} from orders t
    where shop_id = ${shop.shopId} and order_id = any(${orderIds}::bigint[])`);
  if (rows.length === 0) return new Map();
  const lines = await db.query<LineRow>(sql`select ${selectList(LINE_COLUMNS)} from order_lines t
    where shop_id = ${shop.shopId} and order_id = any(${rows.map((row) => row.orderId)}::bigint[])
    order by order_id, line_id`);
  const linesOf = groupBy(lines.rows, (line) => line.orderId);
  return indexBy(
    rows.map((row) => ({
      row,
      lines: (linesOf.get(row.orderId) ?? []).map(({ orderId, ...line }) => line),
    })),
    ({ row }) => row.orderId,
  );
}

interface Step {
  old: StoredOrder | null;
  facts: OrderFact[];
  refunds: RefundRow[];
  graves: Graves;
  costs: Costs;
}

/**
 * Writes the newest version of each order, what it is worth with its refunds, and its lines. Gives
 * the orders that are other than before.
 */
export async function saveOrders(
  context: FactsContext,
  changes: readonly DatedChange[],
  { refunded, graves }: { refunded: readonly OrderId[]; graves: Graves },
): Promise<OrderId[]> {
  const facts = changes.flatMap(({ change }) => (change.type === 'order' ? [change.fact] : []));
  const said = groupBy(facts, (fact) => fact.orderId);
  const deleted = changes.flatMap(({ change }) =>
    change.type === 'order-deleted' ? [change.orderId] : [],
  );
  const ids = distinct([...said.keys(), ...deleted, ...refunded]);
  if (ids.length === 0) return [];
  const known = await readOrders(context, ids);
  const refunds = await readRefunds(context, ids);
  const lines = [...known.values(), ...facts].flatMap((order) => order.lines);
  const costs = await readCosts(context, lines);
  const folded: FoldedObject<OrderContent>[] = [];
  const steps = ids.flatMap((id) => {
    const old = known.get(id) ?? null;
    const about = { facts: said.get(id) ?? [], refunds: refunds.get(id) ?? [] };
    const step = { old, ...about, graves, costs };
    const next = nextOrder(context, step, folded);
    return next ? [{ old, next }] : [];
  });
  const written = steps.filter(({ old, next }) => canonicalText(old) !== canonicalText(next));
  await writeOrders(context, written);
  await keepOtherVersions(context, 'order', folded);
  const changed = written.filter(({ old, next }) => !old || unstamped(old) !== unstamped(next));
  // A refund alone may leave the value as it was and still matters to the ledger.
  return distinct([
    ...changed.map(({ next }) => next.row.orderId),
    ...refunded.filter((id) => known.has(id)),
  ]);
}

/** What of an order is not only when and how we learnt it. */
function unstamped({ row, lines }: StoredOrder): string {
  return canonicalText({ lines, row: { ...row, versionKey: '', recordedAt: '' } });
}

function nextOrder(
  context: FactsContext,
  { old, facts, refunds, graves, costs }: Step,
  folded: FoldedObject<OrderContent>[],
): StoredOrder | null {
  const redactedAt = earliest([
    old?.row.redactedAt,
    ...facts.map((fact) => redactionOf(contentOfFact(fact), graves)),
  ]);
  const said = facts.map((fact) => {
    const content = contentOfFact(fact);
    const safe = redactedAt === null ? content : withoutPerson(content);
    return toVersion(fact.versionKey, safe, context.recordedAt);
  });
  const current = old && toVersion(old.row.versionKey, contentOfRow(old), old.row.recordedAt);
  const fold = foldVersions(current, said);
  if (!fold) return null;
  const { newest } = fold;
  if (facts.length > 0) folded.push({ objectId: newest.fact.orderId, ...fold });
  const { lines, ...content } = newest.fact;
  const deletedAt = graves.deletedAt('order', content.orderId);
  const stamped = {
    ...content,
    versionKey: newest.key,
    paidAt: earliest([old?.row.paidAt, ...facts.map((fact) => fact.paidAt)]),
    deletedAt,
    redactedAt,
    recordedAt: newest.content === current?.content ? current.recordedAt : newest.recordedAt,
  };
  const figures = valued(context, { row: stamped, lines }, refunds, costs);
  return { row: { ...stamped, ...figures }, lines };
}

function redactionOf(content: OrderContent, graves: Graves): string | null {
  const { orderId, customerId, createdAt } = content;
  const named = graves.redactedAt('order', orderId) ?? graves.redactedAt('customer', customerId);
  if (named !== null || customerId !== null) return named;
  return graves.guestRedactedAt([content.emailKey, content.phoneKey], createdAt);
}

/** The payload of an order does not say when it was paid: the first version that is paid does. */
function earliest(instants: readonly (string | null | undefined)[]): string | null {
  return distinct(instants).toSorted()[0] ?? null;
}

/** What the domain makes of an order, as columns. */
export function valued(
  { shop }: Pick<FactsContext, 'shop'>,
  { row, lines }: Pick<StoredOrder, 'lines'> & { row: Omit<OrderRow, keyof OrderFigures> },
  refunds: readonly RefundRow[],
  costs: Costs,
): OrderFigures {
  const { money } = shop.settings;
  const order = { ...row, lines };
  const value = orderValue(order, refunds, money);
  const { excludedReason, netMinor, refundedMinor, isDiscounted } = value;
  const costOf = (variantId: string) => costs.at(variantId, row.processedAt);
  return {
    excludedReason,
    netMinor,
    refundedMinor,
    isDiscounted,
    localDay: localDay(row.processedAt, shop.timezone),
    ...orderMargin(order, refunds, money, costOf),
  };
}

async function writeOrders(
  { db, shop }: FactsContext,
  steps: readonly { old: StoredOrder | null; next: StoredOrder }[],
): Promise<void> {
  const rows = steps.map(({ next }) => next.row);
  await upsertRows(db, shop.shopId, rows, {
    table: 'orders',
    columns: ORDER_COLUMNS,
    key: ['orderId'],
  });
  const relined = steps.filter(
    ({ old, next }) => !old || canonicalText(old.lines) !== canonicalText(next.lines),
  );
  const replaced = relined.flatMap(({ old }) => (old ? [old.row.orderId] : []));
  if (replaced.length > 0) {
    await db.query(sql`delete from order_lines
      where shop_id = ${shop.shopId} and order_id = any(${replaced}::bigint[])`);
  }
  const lines = relined.flatMap(({ next }) =>
    next.lines.map((line) => ({ ...line, orderId: next.row.orderId })),
  );
  await upsertRows(
    db,
    shop.shopId,
    lines.toSorted((a, b) => compareIds(a.orderId, b.orderId)),
    { table: 'order_lines', columns: LINE_COLUMNS, key: ['orderId', 'lineId'] },
  );
}
