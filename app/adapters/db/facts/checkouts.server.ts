import sql from 'sql-template-tag';
import type { CheckoutFact } from '#app/domain/facts.ts';
import { canonicalText, foldVersions } from '#app/domain/fold-versions.ts';
import { emailKey, phoneKey } from '#app/domain/identity.ts';
import type { CustomerId } from '#app/domain/ids.ts';
import type { DatedChange } from '#app/services/apply-changes.ts';
import type { Columns } from '../recordset.ts';
import { selectList, upsertRows } from '../recordset.ts';
import { distinct, type FactsContext, groupBy, indexBy } from './context.ts';
import { type FoldedObject, keepOtherVersions, toVersion } from './fact-versions.server.ts';
import { ownerOf, readDirectory } from './ownership.server.ts';
import type { Graves } from './tombstones.server.ts';

type CheckoutContent = Omit<CheckoutFact, 'versionKey' | 'cartToken' | 'email' | 'phone'> & {
  cartToken: string | null;
  emailKey: string | null;
  phoneKey: string | null;
};

interface CheckoutRow extends CheckoutContent {
  versionKey: string;
  deletedAt: string | null;
  recordedAt: string;
}

const COLUMNS: Columns<CheckoutRow> = {
  token: 'text',
  cartToken: 'text',
  customerId: 'id',
  emailKey: 'text',
  phoneKey: 'text',
  createdAt: 'instant',
  completedAt: 'instant',
  url: 'text',
  totalMinor: 'money',
  lines: 'json',
  versionKey: 'text',
  deletedAt: 'instant',
  recordedAt: 'instant',
};

export interface SavedCheckouts {
  tokens: string[];
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
  const said = groupBy(facts, (fact) => fact.token);
  const known = await readConcerned(context, changes, [...said.keys()]);
  const tokens = distinct([...said.keys(), ...known.keys()]);
  if (tokens.length === 0) return { tokens: [], customerIds: [] };
  const folded: FoldedObject<CheckoutContent>[] = [];
  const steps = tokens.flatMap((token) => {
    const old = known.get(token) ?? null;
    const next = nextCheckout(context, { old, facts: said.get(token) ?? [], graves }, folded);
    return next ? [{ old, next }] : [];
  });
  const written = steps.filter(({ old, next }) => canonicalText(old) !== canonicalText(next));
  await upsertRows(
    context.db,
    context.shop.shopId,
    written.map(({ next }) => next),
    { table: 'checkouts', columns: COLUMNS, key: ['token'] },
  );
  await keepOtherVersions(context, 'checkout', folded);
  const unstamped = (row: CheckoutRow) => canonicalText({ ...row, versionKey: '', recordedAt: '' });
  const changed = written.filter(({ old, next }) => !old || unstamped(old) !== unstamped(next));
  const people = changed.flatMap(({ old, next }) => (old ? [old, next] : [next]));
  const directory = await readDirectory(context, people);
  return {
    tokens: changed.map(({ next }) => next.token),
    customerIds: distinct(people.map((one) => ownerOf(context, one, directory))),
  };
}

async function readConcerned(
  { db, shop }: FactsContext,
  changes: readonly DatedChange[],
  said: readonly string[],
): Promise<Map<string, CheckoutRow>> {
  const deletions = changes.flatMap(({ change }) =>
    change.type === 'checkout-deleted' ? [change] : [],
  );
  const tokens = distinct([...said, ...deletions.map((deletion) => deletion.token)]);
  const carts = distinct(
    deletions.map(({ token, cartToken }) => (token === null ? cartToken : null)),
  );
  if (tokens.length + carts.length === 0) return new Map();
  const { rows } = await db.query<CheckoutRow>(sql`select ${selectList(COLUMNS)} from checkouts t
    where shop_id = ${shop.shopId}
      and (token = any(${tokens}::text[]) or cart_token = any(${carts}::text[]))`);
  return indexBy(rows, (row) => row.token);
}

/** What a reading leaves out is as it was known. */
function contentOf(fact: CheckoutFact, known: CheckoutRow | null): CheckoutContent {
  const { versionKey, cartToken, email, phone, ...content } = fact;
  return {
    ...content,
    cartToken: cartToken === undefined ? (known?.cartToken ?? null) : cartToken,
    emailKey: email === undefined ? (known?.emailKey ?? null) : emailKey(email),
    phoneKey: phone === undefined ? (known?.phoneKey ?? null) : phoneKey(phone),
  };
}

function contentOfRow(row: CheckoutRow): CheckoutContent {
  const { versionKey, deletedAt, recordedAt, ...content } = row;
  return content;
}

/** What the checkout of a redacted person still says. */
function withoutPerson(content: CheckoutContent): CheckoutContent {
  return { ...content, customerId: null, emailKey: null, phoneKey: null, url: null };
}

function redactionOf(content: CheckoutContent, graves: Graves): string | null {
  return (
    graves.redactedAt('checkout', content.token) ??
    graves.redactedAt('customer', content.customerId) ??
    graves.guestRedactedAt([content.emailKey, content.phoneKey], content.createdAt)
  );
}

function deletionsOf(content: CheckoutContent, graves: Graves): (string | null)[] {
  return [graves.deletedAt('checkout', content.token), graves.deletedAt('cart', content.cartToken)];
}

function nextCheckout(
  context: FactsContext,
  { old, facts, graves }: { old: CheckoutRow | null; facts: CheckoutFact[]; graves: Graves },
  folded: FoldedObject<CheckoutContent>[],
): CheckoutRow | null {
  const contents = facts.map((fact) => contentOf(fact, old));
  const known = old ? [contentOfRow(old), ...contents] : contents;
  const redactedAt = known.map((one) => redactionOf(one, graves)).find((at) => at) ?? null;
  const gone = [redactedAt, old?.deletedAt, ...known.flatMap((one) => deletionsOf(one, graves))];
  const safe = (content: CheckoutContent) =>
    redactedAt === null ? content : withoutPerson(content);
  const current = old && toVersion(old.versionKey, safe(contentOfRow(old)), old.recordedAt);
  const said = facts.map((fact) =>
    toVersion(fact.versionKey, safe(contentOf(fact, old)), context.recordedAt),
  );
  const fold = foldVersions(current, said);
  if (!fold) return null;
  const { newest } = fold;
  if (facts.length > 0) folded.push({ objectId: newest.fact.token, ...fold });
  return {
    ...newest.fact,
    versionKey: newest.key,
    deletedAt: distinct(gone).toSorted()[0] ?? null,
    recordedAt: newest.content === current?.content ? current.recordedAt : newest.recordedAt,
  };
}
