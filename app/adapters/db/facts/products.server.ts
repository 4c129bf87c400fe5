import sql from 'sql-template-tag';
import type { ProductFact } from '#app/domain/facts.ts';
import { canonicalText, foldVersions } from '#app/domain/fold-versions.ts';
import type { ProductId } from '#app/domain/ids.ts';
import type { DatedChange } from '#app/services/apply-changes.ts';
import type { Columns } from '../recordset.ts';
import { selectList, upsertRows } from '../recordset.ts';
import { distinct, type FactsContext, groupBy, indexBy } from './context.ts';
import { type FoldedObject, keepOtherVersions, toVersion } from './fact-versions.server.ts';
import type { Graves } from './tombstones.server.ts';

type ProductContent = Omit<ProductFact, 'versionKey' | 'isGiftCard'>;

interface ProductRow extends ProductFact {
  deletedAt: string | null;
  recordedAt: string;
}

const COLUMNS: Columns<ProductRow> = {
  productId: 'id',
  title: 'text',
  handle: 'text',
  vendor: 'text',
  productType: 'text',
  status: 'text',
  tags: 'texts',
  publishedAt: 'instant',
  imageUrl: 'text',
  priceMinor: 'money',
  isGiftCard: 'flag',
  inventory: 'int',
  versionKey: 'text',
  deletedAt: 'instant',
  recordedAt: 'instant',
};

/** Writes the newest version of each product; gives those that are other than before. */
export async function saveProducts(
  context: FactsContext,
  changes: readonly DatedChange[],
  graves: Graves,
): Promise<ProductId[]> {
  const { db, shop } = context;
  const facts = changes.flatMap(({ change }) => (change.type === 'product' ? [change.fact] : []));
  const said = groupBy(facts, (fact) => fact.productId);
  const deleted = changes.flatMap(({ change }) =>
    change.type === 'product-deleted' ? [change.productId] : [],
  );
  const ids = distinct([...said.keys(), ...deleted]);
  if (ids.length === 0) return [];
  const { rows } = await db.query<ProductRow>(sql`select ${selectList(COLUMNS)} from products t
    where shop_id = ${shop.shopId} and product_id = any(${ids}::bigint[])`);
  const known = indexBy(rows, (row) => row.productId);
  const folded: FoldedObject<ProductContent>[] = [];
  const steps = ids.flatMap((id) => {
    const old = known.get(id) ?? null;
    const next = nextProduct(context, { old, facts: said.get(id) ?? [], graves }, folded);
    return next ? [{ old, next }] : [];
  });
  const written = steps.filter(({ old, next }) => canonicalText(old) !== canonicalText(next));
  await upsertRows(
    db,
    shop.shopId,
    written.map(({ next }) => next),
    { table: 'products', columns: COLUMNS, key: ['productId'] },
  );
  await keepOtherVersions(context, 'product', folded);
  const unstamped = (row: ProductRow) => canonicalText({ ...row, versionKey: '', recordedAt: '' });
  return written
    .filter(({ old, next }) => !old || unstamped(old) !== unstamped(next))
    .map(({ next }) => next.productId);
}

function contentOf(fact: ProductFact & Partial<ProductRow>): ProductContent {
  const { versionKey, isGiftCard, deletedAt, recordedAt, ...content } = fact;
  return content;
}

function nextProduct(
  context: FactsContext,
  { old, facts, graves }: { old: ProductRow | null; facts: ProductFact[]; graves: Graves },
  folded: FoldedObject<ProductContent>[],
): ProductRow | null {
  const current = old && toVersion(old.versionKey, contentOf(old), old.recordedAt);
  const fold = foldVersions(
    current,
    facts.map((fact) => toVersion(fact.versionKey, contentOf(fact), context.recordedAt)),
  );
  if (!fold) return null;
  const { newest } = fold;
  if (facts.length > 0) folded.push({ objectId: newest.fact.productId, ...fold });
  return {
    ...newest.fact,
    // A product is a gift card for ever, and webhooks do not say it: once said is said.
    isGiftCard: (old?.isGiftCard ?? false) || facts.some((fact) => fact.isGiftCard),
    versionKey: newest.key,
    deletedAt: graves.deletedAt('product', newest.fact.productId),
    recordedAt: newest.content === current?.content ? current.recordedAt : newest.recordedAt,
  };
}
