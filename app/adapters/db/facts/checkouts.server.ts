import sql from 'sql-template-tag';
import type { CheckoutFact } from '#app/domain/facts.ts';
import { canonicalText, foldVersions } from '#app/domain/fold-versions.ts';
import type { OrderIdentity } from '#app/domain/identity.ts';
import type { CheckoutId, CustomerId } from '#app/domain/ids.ts';
import type { DatedChange } from '#app/services/apply-changes.ts';
import { selectList, upsertRows } from '../recordset.ts';
import {
  CHECKOUT_COLUMNS,
  type CheckoutContent,
  type CheckoutRow,
  contentOfFact,
  contentOfRow,
  identityOfFact,
  newestContact,
} from './checkout-rows.ts';
import { distinct, type FactsContext, groupBy, indexBy } from './context.ts';
import { type FoldedObject, keepOtherVersions, toVersion } from './fact-versions.server.ts';
import { ownerOf, readDirectory } from './ownership.server.ts';
import type { Graves } from './tombstones.server.ts';

export interface SavedCheckouts {
  changedIds: CheckoutId[];
  /** Whose they are, guests among them whether they have orders or not. */
  customerIds: CustomerId[];
}

/** Writes the newest version of each checkout. */
export async function saveCheckouts(
  context: FactsContext,
  changes: readonly DatedChange[],
  graves: Graves,
): Promise<SavedCheckouts> {
  const facts = changes.flatMap(({ change }) => (change.type === 'checkout' ? [change.fact] : []));
  const said = groupBy(facts, (fact) => fact.checkoutId);
  const deleted = changes.flatMap(({ change }) =>
    change.type === 'checkout-deleted' ? [change.checkoutId] : [],
  );
  const ids = distinct([...said.keys(), ...deleted]);
  if (ids.length === 0) return { changedIds: [], customerIds: [] };
  const known = await readCheckouts(context, ids);
  const folded: FoldedObject<CheckoutContent>[] = [];
  const steps = ids.flatMap((id) => {
    const old = known.get(id) ?? null;
    const next = nextCheckout(context, { old, facts: said.get(id) ?? [], graves }, folded);
    return next ? [{ old, next }] : [];
  });
  const written = steps.filter(({ old, next }) => canonicalText(old) !== canonicalText(next));
  await upsertRows(
    context.db,
    context.shop.shopId,
    written.map(({ next }) => next),
    { table: 'checkouts', columns: CHECKOUT_COLUMNS, key: ['checkoutId'] },
  );
  await keepOtherVersions(context, 'checkout', folded);
  const changed = written.filter(({ old, next }) => !old || unstamped(old) !== unstamped(next));
  const people = changed.flatMap(({ old, next }) => (old ? [old, next] : [next]));
  const directory = await readDirectory(context, people);
  return {
    changedIds: changed.map(({ next }) => next.checkoutId),
    customerIds: distinct(people.map((one) => ownerOf(context, one, directory))),
  };
}

/** What of a checkout is not only when and how we learnt it. */
function unstamped(row: CheckoutRow): string {
  const stamps = { versionKey: '', contactVersionKey: '', isListed: false, recordedAt: '' };
  return canonicalText({ ...row, ...stamps });
}

async function readCheckouts(
  { db, shop }: FactsContext,
  ids: readonly CheckoutId[],
): Promise<Map<CheckoutId, CheckoutRow>> {
  const { rows } = await db.query<CheckoutRow>(sql`
    select ${selectList(CHECKOUT_COLUMNS)} from checkouts t
    where shop_id = ${shop.shopId} and checkout_id = any(${ids}::bigint[])`);
  return indexBy(rows, (row) => row.checkoutId);
}

function redactionOf(
  { checkoutId, createdAt }: Pick<CheckoutContent, 'checkoutId' | 'createdAt'>,
  { customerId, emailKey, phoneKey }: OrderIdentity,
  graves: Graves,
): string | null {
  return (
    graves.redactedAt('checkout', checkoutId) ??
    graves.redactedAt('customer', customerId) ??
    graves.guestRedactedAt([emailKey, phoneKey], createdAt)
  );
}

function nextCheckout(
  context: FactsContext,
  { old, facts, graves }: { old: CheckoutRow | null; facts: CheckoutFact[]; graves: Graves },
  folded: FoldedObject<CheckoutContent>[],
): CheckoutRow | null {
  const redactions = facts.map((fact) => redactionOf(fact, identityOfFact(fact), graves));
  const redactedAt = distinct([old && redactionOf(old, old, graves), ...redactions])[0] ?? null;
  const safe = (content: CheckoutContent): CheckoutContent =>
    redactedAt === null ? content : { ...content, customerId: null, url: null };
  const current = old && toVersion(old.versionKey, safe(contentOfRow(old)), old.recordedAt);
  const said = facts.map((fact) =>
    toVersion(fact.versionKey, safe(contentOfFact(fact)), context.recordedAt),
  );
  const fold = foldVersions(current, said);
  if (!fold) return null;
  const { newest } = fold;
  const { checkoutId } = newest.fact;
  if (facts.length > 0) folded.push({ objectId: checkoutId, ...fold });
  const gone = [redactedAt, old?.deletedAt, graves.deletedAt('checkout', checkoutId)];
  return {
    ...newest.fact,
    ...newestContact(old, facts),
    ...(redactedAt === null ? {} : { token: null, emailKey: null, phoneKey: null }),
    versionKey: newest.key,
    isListed: (old?.isListed ?? false) || facts.some(({ contact }) => !contact),
    deletedAt: distinct(gone).toSorted()[0] ?? null,
    recordedAt: newest.content === current?.content ? current.recordedAt : newest.recordedAt,
  };
}
