import sql from 'sql-template-tag';
import { zoneOfAddress } from '#app/domain/address-zones.ts';
import type { CustomerFact } from '#app/domain/facts.ts';
import { canonicalText, foldVersions } from '#app/domain/fold-versions.ts';
import { emailKey, phoneKey } from '#app/domain/identity.ts';
import type { CustomerId } from '#app/domain/ids.ts';
import { UNKNOWN_VERSION } from '#app/domain/versions.ts';
import type { DatedChange } from '#app/services/apply-changes.ts';
import type { Columns } from '../recordset.ts';
import { selectList, upsertRows } from '../recordset.ts';
import { distinct, type FactsContext, groupBy, indexBy } from './context.ts';
import { type FoldedObject, keepOtherVersions, toVersion } from './fact-versions.server.ts';
import type { Graves } from './tombstones.server.ts';

/** What every version of a customer says. */
type CustomerContent = Pick<
  CustomerFact,
  'customerId' | 'email' | 'phone' | 'firstName' | 'lastName' | 'countryCode' | 'provinceCode'
> & { createdAt: string | null };

interface CustomerRow extends CustomerContent {
  emailKey: string | null;
  phoneKey: string | null;
  locale: string | null;
  timezone: string | null;
  tags: string[];
  tagsVersionKey: string;
  versionKey: string;
  deletedAt: string | null;
  redactedAt: string | null;
  recordedAt: string;
}

const COLUMNS: Columns<CustomerRow> = {
  customerId: 'id',
  email: 'text',
  phone: 'text',
  firstName: 'text',
  lastName: 'text',
  countryCode: 'text',
  provinceCode: 'text',
  createdAt: 'instant',
  emailKey: 'text',
  phoneKey: 'text',
  locale: 'text',
  timezone: 'text',
  tags: 'texts',
  tagsVersionKey: 'text',
  versionKey: 'text',
  deletedAt: 'instant',
  redactedAt: 'instant',
  recordedAt: 'instant',
};

export interface SavedCustomers {
  changedIds: CustomerId[];
  /** Keys that someone has now and had not, or had and has not: guests' orders may move. */
  changedKeys: string[];
}

/** Customers whom the changes name in any way: each gets a row. */
function namedCustomers(changes: readonly DatedChange[]): CustomerId[] {
  return distinct(
    changes.flatMap(({ change }) => {
      switch (change.type) {
        case 'customer':
        case 'consent':
        case 'order':
        case 'checkout':
          return [change.fact.customerId];
        case 'customer-deleted':
          return [change.customerId];
        case 'customer-merged':
          return [change.keptId, change.mergedId];
        default:
          return [];
      }
    }),
  );
}

/** Writes the newest version of each customer, and a bare row for those only named so far. */
export async function saveCustomers(
  context: FactsContext,
  changes: readonly DatedChange[],
  graves: Graves,
): Promise<SavedCustomers> {
  const ids = namedCustomers(changes);
  if (ids.length === 0) return { changedIds: [], changedKeys: [] };
  const { db, shop } = context;
  const { rows } = await db.query<CustomerRow>(sql`select ${selectList(COLUMNS)} from customers t
    where shop_id = ${shop.shopId} and customer_id = any(${ids}::bigint[])`);
  const before = indexBy(rows, (row) => row.customerId);
  const facts = changes.flatMap(({ change }) => (change.type === 'customer' ? change.fact : []));
  const said = groupBy(facts, (fact) => fact.customerId);
  const folded: FoldedObject<CustomerContent>[] = [];
  const steps = ids.map((id) => {
    const old = before.get(id) ?? null;
    const next = nextRow(context, { id, old, facts: said.get(id) ?? [], graves }, folded);
    return { old, next };
  });
  const isSame = (a: CustomerRow, b: CustomerRow) => canonicalText(a) === canonicalText(b);
  const written = steps.filter(({ old, next }) => !old || !isSame(old, next));
  await upsertRows(
    db,
    shop.shopId,
    written.map(({ next }) => next),
    { table: 'customers', columns: COLUMNS, key: ['customerId'] },
  );
  await keepOtherVersions(context, 'customer', folded);
  const changed = written.filter(
    ({ old, next }) =>
      !old ||
      !isSame(
        { ...old, versionKey: '', recordedAt: '' },
        { ...next, versionKey: '', recordedAt: '' },
      ),
  );
  return {
    changedIds: changed.map(({ next }) => next.customerId),
    changedKeys: distinct(changed.flatMap(({ old, next }) => movedKeys(old, next))),
  };
}

interface Step {
  id: CustomerId;
  old: CustomerRow | null;
  facts: CustomerFact[];
  graves: Graves;
}

function nextRow(
  context: FactsContext,
  { id, old, facts, graves }: Step,
  folded: FoldedObject<CustomerContent>[],
): CustomerRow {
  const redactedAt = graves.redactedAt('customer', id);
  const row = old ?? bareRow(id, context.recordedAt);
  const current = toVersion(row.versionKey, contentOf(row), row.recordedAt);
  const fold = foldVersions(
    current,
    facts.map((fact) =>
      toVersion(fact.versionKey, sanitized(contentOf(fact), redactedAt), context.recordedAt),
    ),
  );
  if (fold && facts.length > 0) folded.push({ objectId: id, ...fold });
  const newest = fold?.newest ?? current;
  return {
    ...row,
    ...derived(sanitized(newest.fact, redactedAt)),
    ...(redactedAt === null ? taggedBy(row, facts) : { locale: null, tags: [] }),
    versionKey: newest.key,
    deletedAt: graves.deletedAt('customer', id),
    redactedAt,
    recordedAt: newest.content === current.content ? row.recordedAt : newest.recordedAt,
  };
}

/** Tags and locale come together and not with every version: the newest that says them counts. */
function taggedBy(row: CustomerRow, facts: readonly CustomerFact[]) {
  let newest = { locale: row.locale, tags: row.tags, tagsVersionKey: row.tagsVersionKey };
  for (const { tags, locale, versionKey } of facts) {
    if (tags && versionKey >= newest.tagsVersionKey) {
      newest = { locale, tags: tags.toSorted(), tagsVersionKey: versionKey };
    }
  }
  return newest;
}

function contentOf(fact: CustomerContent): CustomerContent {
  const { customerId, email, phone, firstName, lastName, countryCode, provinceCode } = fact;
  const { createdAt } = fact;
  return {
    customerId,
    email,
    phone,
    firstName,
    lastName,
    countryCode,
    provinceCode,
    createdAt,
  };
}

function sanitized(content: CustomerContent, redactedAt: string | null): CustomerContent {
  if (redactedAt === null) return content;
  const nobody = { email: null, phone: null, firstName: null, lastName: null };
  return { ...content, ...nobody, countryCode: null, provinceCode: null };
}

function derived(content: CustomerContent) {
  return {
    ...content,
    emailKey: emailKey(content.email),
    phoneKey: phoneKey(content.phone),
    timezone: zoneOfAddress(content.countryCode, content.provinceCode),
  };
}

function bareRow(customerId: CustomerId, recordedAt: string): CustomerRow {
  const nobody = { email: null, phone: null, firstName: null, lastName: null };
  const nowhere = { countryCode: null, provinceCode: null };
  return {
    ...derived({ customerId, ...nobody, ...nowhere, createdAt: null }),
    locale: null,
    tags: [],
    tagsVersionKey: '',
    versionKey: UNKNOWN_VERSION,
    deletedAt: null,
    redactedAt: null,
    recordedAt,
  };
}

/** All keys where he came or went, else those that are his no longer or anew. */
function movedKeys(old: CustomerRow | null, next: CustomerRow): (string | null)[] {
  const had = old ? [old.emailKey, old.phoneKey] : [];
  const has = [next.emailKey, next.phoneKey];
  if (old?.deletedAt !== next.deletedAt || old.redactedAt !== next.redactedAt) {
    return [...had, ...has];
  }
  return [...had.filter((key) => !has.includes(key)), ...has.filter((key) => !had.includes(key))];
}
