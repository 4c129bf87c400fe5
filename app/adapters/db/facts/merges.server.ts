import sql from 'sql-template-tag';
import { followMerges } from '#app/domain/identity.ts';
import type { CustomerId } from '#app/domain/ids.ts';
import type { DatedChange } from '#app/services/apply-changes.ts';
import type { Columns } from '../recordset.ts';
import { recordset, selectList, upsertRows } from '../recordset.ts';
import { distinct, type FactsContext, indexBy } from './context.ts';

export interface Merge {
  mergedId: CustomerId;
  keptId: CustomerId;
  mergedAt: string;
  recordedAt: string;
}

const COLUMNS: Columns<Merge> = {
  mergedId: 'id',
  keptId: 'id',
  mergedAt: 'instant',
  recordedAt: 'instant',
};

/** Of two words on where one customer went the earlier holds. */
function isEarlier(a: Merge, b: Merge): boolean {
  if (a.mergedAt !== b.mergedAt) return a.mergedAt < b.mergedAt;
  return BigInt(a.keptId) < BigInt(b.keptId);
}

/** Writes the log of merges; gives those that are new or were put right. */
export async function saveMerges(
  { db, shop, recordedAt }: FactsContext,
  changes: readonly DatedChange[],
): Promise<Merge[]> {
  const all = changes.flatMap(({ change }) =>
    change.type === 'customer-merged' && change.keptId !== change.mergedId
      ? [
          {
            mergedId: change.mergedId,
            keptId: change.keptId,
            mergedAt: change.mergedAt,
            recordedAt,
          },
        ]
      : [],
  );
  const said = await withoutReversed({ db, shop }, all);
  if (said.length === 0) return [];
  const { rows } = await db.query<Merge>(sql`select ${selectList(COLUMNS)} from customer_merges t
    where shop_id = ${shop.shopId} and merged_id = any(${said.map((m) => m.mergedId)}::bigint[])`);
  const known = indexBy(rows, (merge) => merge.mergedId);
  const fresh = new Map<CustomerId, Merge>();
  for (const merge of said) {
    const other = fresh.get(merge.mergedId) ?? known.get(merge.mergedId);
    if (!other || isEarlier(merge, other)) fresh.set(merge.mergedId, merge);
  }
  const merges = [...fresh.values()];
  const options = { table: 'customer_merges', columns: COLUMNS, key: ['mergedId'] } as const;
  await upsertRows(db, shop.shopId, merges, options);
  return merges;
}

/** Where the customers went directly, by the log. */
export async function readMergedInto(
  { db, shop }: Pick<FactsContext, 'db' | 'shop'>,
  ids: readonly CustomerId[],
): Promise<Map<CustomerId, CustomerId>> {
  const { rows } = await db.query<Merge>(sql`
    with recursive chain as (
      select merged_id, kept_id, merged_at, recorded_at from customer_merges
        where shop_id = ${shop.shopId} and merged_id = any(${ids}::bigint[])
      union
      select m.merged_id, m.kept_id, m.merged_at, m.recorded_at from customer_merges m
        join chain on m.merged_id = chain.kept_id where m.shop_id = ${shop.shopId})
    select ${selectList(COLUMNS)} from chain t`);
  return new Map(rows.map((merge) => [merge.mergedId, merge.keptId]));
}

export interface MergedOne {
  /** Who has taken him in, over whatever others. */
  rootId: CustomerId;
  customerId: CustomerId;
  /** When he came to the root. */
  mergedAt: string;
}

const MERGED_COLUMNS: Columns<MergedOne> = { rootId: 'id', customerId: 'id', mergedAt: 'instant' };

/** All who were merged into these, over any number of steps. */
export async function readMergedOnes(
  { db, shop }: Pick<FactsContext, 'db' | 'shop'>,
  rootIds: readonly CustomerId[],
): Promise<MergedOne[]> {
  const { rows } = await db.query<MergedOne>(sql`
    with recursive tree as (
      select kept_id as root_id, merged_id as customer_id, merged_at from customer_merges
        where shop_id = ${shop.shopId} and kept_id = any(${rootIds}::bigint[])
      union
      select tree.root_id, m.merged_id, greatest(m.merged_at, tree.merged_at)
        from customer_merges m join tree on m.kept_id = tree.customer_id
        where m.shop_id = ${shop.shopId})
    select ${selectList(MERGED_COLUMNS)} from tree t`);
  return rows.filter((one) => one.rootId !== one.customerId);
}

/** These customers, all who were merged into them and those into whom they were merged. */
export async function readKin(
  context: Pick<FactsContext, 'db' | 'shop'>,
  ids: readonly CustomerId[],
): Promise<{ all: CustomerId[]; mergedInto: Map<CustomerId, CustomerId> }> {
  const mergedInto = await readMergedInto(context, ids);
  const roots = distinct([...ids, ...ids.map((id) => followMerges(id, mergedInto))]);
  const below = await readMergedOnes(context, roots);
  return { all: distinct([...roots, ...below.map((one) => one.customerId)]), mergedInto };
}

/** A merge that was taken back stays so, however often it is said; a later one is another. */
async function withoutReversed(
  { db, shop }: Pick<FactsContext, 'db' | 'shop'>,
  said: readonly Merge[],
): Promise<Merge[]> {
  if (said.length === 0) return [];
  const { rows } = await db.query<Omit<Merge, 'recordedAt'>>(sql`select
      merged_id::text as "mergedId", kept_id::text as "keptId", merged_at as "mergedAt"
    from reversed_merges
    where shop_id = ${shop.shopId} and merged_id = any(${said.map((m) => m.mergedId)}::bigint[])`);
  return said.filter(
    ({ mergedId, keptId, mergedAt }) =>
      !rows.some(
        (row) =>
          row.mergedId === mergedId &&
          row.keptId === keptId &&
          Date.parse(mergedAt) <= new Date(row.mergedAt).getTime(),
      ),
  );
}

/** Takes a merge back: the log's row goes where those taken back are, and what follows from it. */
export async function deleteMerge(
  context: Pick<FactsContext, 'db' | 'shop' | 'recordedAt'>,
  mergedId: CustomerId,
): Promise<CustomerId | null> {
  const { db, shop, recordedAt } = context;
  const { rows } = await db.query<{ keptId: string }>(sql`with gone as (
      delete from customer_merges where shop_id = ${shop.shopId} and merged_id = ${mergedId}
      returning shop_id, merged_id, kept_id, merged_at)
    insert into reversed_merges (shop_id, merged_id, kept_id, merged_at, reversed_at)
    select shop_id, merged_id, kept_id, merged_at, ${recordedAt}::timestamptz from gone
    on conflict (shop_id, merged_id, kept_id) do update
      set merged_at = excluded.merged_at, reversed_at = excluded.reversed_at
    returning kept_id::text as "keptId"`);
  const keptId = rows[0]?.keptId ?? null;
  if (keptId !== null) await markMerged(context, [mergedId, keptId]);
  return keptId;
}

interface Ending {
  customerId: CustomerId;
  finalId: CustomerId;
}

const ENDING_COLUMNS: Columns<Ending> = { customerId: 'id', finalId: 'id' };

/**
 * Marks these customers, and all they are merged with, with the one at the end of their merges: who
 * was merged into somebody who was merged in turn is found in one step.
 */
export async function markMerged(
  context: Pick<FactsContext, 'db' | 'shop'>,
  ids: readonly CustomerId[],
): Promise<void> {
  if (ids.length === 0) return;
  const { db, shop } = context;
  const { all } = await readKin(context, ids);
  const mergedInto = await readMergedInto(context, all);
  const endings = all.map((customerId): Ending => {
    return { customerId, finalId: followMerges(customerId, mergedInto) };
  });
  await db.query(sql`update customers c set merged_into = nullif(r.final_id, r.customer_id)
    from ${recordset(ENDING_COLUMNS, endings)}
    where c.shop_id = ${shop.shopId} and c.customer_id = r.customer_id
      and c.merged_into is distinct from nullif(r.final_id, r.customer_id)`);
}
