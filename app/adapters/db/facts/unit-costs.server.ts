import sql from 'sql-template-tag';
import type { UnitCostFact, VariantFact } from '#app/domain/facts.ts';
import type { OrderId } from '#app/domain/ids.ts';
import { type CostStatement, costAt } from '#app/domain/orders/unit-cost.ts';
import { isNewer } from '#app/domain/versions.ts';
import type { DatedChange } from '#app/services/apply-changes.ts';
import type { Columns } from '../recordset.ts';
import { recordset, selectList, upsertRows } from '../recordset.ts';
import { distinct, type FactsContext, groupBy, indexBy } from './context.ts';

type UnitCostRow = UnitCostFact & { recordedAt: string };

const COST_COLUMNS: Columns<UnitCostRow> = {
  inventoryItemId: 'id',
  costMinor: 'money',
  effectiveFrom: 'instant',
  versionKey: 'text',
  recordedAt: 'instant',
};

const VARIANT_COLUMNS: Columns<VariantFact> = {
  variantId: 'id',
  productId: 'id',
  inventoryItemId: 'id',
};

/** A cost that is other than before, for sales from an instant on; null: for all of them. */
export interface Recosted {
  inventoryItemId: string;
  since: string | null;
}

/** Writes which item a variant's cost stands on, and what costs were said; gives what changed. */
export async function saveCosts(
  context: FactsContext,
  changes: readonly DatedChange[],
): Promise<Recosted[]> {
  const facts = changes.map(({ change }) => change);
  const variants = facts.flatMap((change) => (change.type === 'variant' ? [change.fact] : []));
  const costs = facts.flatMap((change) => (change.type === 'unit-cost' ? [change.fact] : []));
  return [...(await saveVariants(context, variants)), ...(await saveUnitCosts(context, costs))];
}

/** A variant keeps its item for ever; one that is deleted stays, for its old orders. */
async function saveVariants(
  { db, shop }: FactsContext,
  variants: readonly VariantFact[],
): Promise<Recosted[]> {
  if (variants.length === 0) return [];
  const byId = indexBy(variants, ({ variantId }) => variantId);
  const { rows } = await db.query<{ variantId: string }>(sql`
    select variant_id::text as "variantId" from product_variants where shop_id = ${shop.shopId}
      and variant_id = any(${[...byId.keys()]}::bigint[])`);
  for (const { variantId } of rows) byId.delete(variantId);
  const fresh = [...byId.values()];
  await upsertRows(db, shop.shopId, fresh, {
    table: 'product_variants',
    columns: VARIANT_COLUMNS,
    key: ['variantId'],
  });
  return fresh.map(({ inventoryItemId }) => ({ inventoryItemId, since: null }));
}

async function saveUnitCosts(
  { db, shop, recordedAt }: FactsContext,
  costs: readonly UnitCostFact[],
): Promise<Recosted[]> {
  if (costs.length === 0) return [];
  const itemIds = distinct(costs.map(({ inventoryItemId }) => inventoryItemId));
  const { rows } = await db.query<UnitCostRow>(sql`select ${selectList(COST_COLUMNS)}
    from unit_costs t where shop_id = ${shop.shopId}
      and inventory_item_id = any(${itemIds}::bigint[])`);
  const keyOf = (cost: UnitCostFact) => `${cost.inventoryItemId} ${cost.effectiveFrom}`;
  const known = indexBy(rows, keyOf);
  const newest = new Map<string, UnitCostRow>();
  for (const cost of costs) {
    const other = newest.get(keyOf(cost)) ?? known.get(keyOf(cost));
    if (!other || outdates(cost, other)) newest.set(keyOf(cost), { ...cost, recordedAt });
  }
  const written = [...newest.values()];
  await upsertRows(db, shop.shopId, written, {
    table: 'unit_costs',
    columns: COST_COLUMNS,
    key: ['inventoryItemId', 'effectiveFrom'],
  });
  const firstOf = groupBy(rows, ({ inventoryItemId }) => inventoryItemId);
  return written
    .filter((cost) => known.get(keyOf(cost))?.costMinor !== cost.costMinor)
    .map(({ inventoryItemId, effectiveFrom }) => {
      const before = firstOf.get(inventoryItemId) ?? [];
      const isFirst = before.every((row) => row.effectiveFrom >= effectiveFrom);
      return { inventoryItemId, since: isFirst ? null : effectiveFrom };
    });
}

/** Two costs of one second: what was said later holds, of equal ones the higher. */
function outdates(cost: UnitCostFact, other: UnitCostFact): boolean {
  if (cost.versionKey !== other.versionKey) return isNewer(cost.versionKey, other.versionKey);
  return (cost.costMinor ?? -1) > (other.costMinor ?? -1);
}

/** The orders whose margin a changed cost may alter. */
export async function findCostedOrders(
  { db, shop }: Pick<FactsContext, 'db' | 'shop'>,
  recosted: readonly Recosted[],
): Promise<OrderId[]> {
  if (recosted.length === 0) return [];
  const changed = recordset<Recosted>({ inventoryItemId: 'id', since: 'instant' }, recosted);
  const { rows } = await db.query<{ id: OrderId }>(sql`
    select distinct o.order_id::text as id from ${changed}
    join product_variants v on v.shop_id = ${shop.shopId}
      and v.inventory_item_id = r.inventory_item_id
    join order_lines l on l.shop_id = v.shop_id and l.product_id = v.product_id
      and l.variant_id = v.variant_id
    join orders o on o.shop_id = l.shop_id and o.order_id = l.order_id
      and o.processed_at >= coalesce(r.since, '-infinity')`);
  return rows.map(({ id }) => id);
}

/** The unit costs of some variants, through time. */
export interface Costs {
  /** Minor units; null where none is known. @param at ISO instant */
  at(variantId: string, at: string): number | null;
}

/** The costs of the variants that these lines sold. */
export async function readCosts(
  { db, shop }: Pick<FactsContext, 'db' | 'shop'>,
  lines: readonly { variantId: string | null }[],
): Promise<Costs> {
  const ids = distinct(lines.map(({ variantId }) => variantId));
  if (ids.length === 0) return { at: () => null };
  const { rows } = await db.query<CostStatement & { variantId: string }>(sql`
    select v.variant_id::text as "variantId", t.cost_minor::float8 as "costMinor",
      to_char(t.effective_from at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        as "effectiveFrom"
    from product_variants v join unit_costs t
      on t.shop_id = v.shop_id and t.inventory_item_id = v.inventory_item_id
    where v.shop_id = ${shop.shopId} and v.variant_id = any(${ids}::bigint[])
    order by t.effective_from`);
  const histories = groupBy(rows, ({ variantId }) => variantId);
  return { at: (variantId, at) => costAt(histories.get(variantId) ?? [], at) };
}
