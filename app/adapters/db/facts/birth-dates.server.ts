import sql from 'sql-template-tag';
import type { CustomerId } from '#app/domain/ids.ts';
import { isNewer, versionInstant } from '#app/domain/versions.ts';
import type { DatedChange } from '#app/services/apply-changes.ts';
import type { Columns } from '../recordset.ts';
import { recordset } from '../recordset.ts';
import { type FactsContext, groupBy, indexBy } from './context.ts';
import { keepStatements } from './fact-versions.server.ts';
import type { Graves } from './tombstones.server.ts';

interface BirthDate {
  customerId: CustomerId;
  birthDate: string | null;
  birthDateAt: string | null;
}

const COLUMNS: Columns<BirthDate> = { customerId: 'id', birthDate: 'date', birthDateAt: 'instant' };

interface Statement {
  customerId: CustomerId;
  occurredAt: string;
  birthDate: string | null;
}

/**
 * The birth date as the newest version that says one has it, and since when it has stood so: a
 * campaign's rule needs that time. Not every version says it, so all that do are kept. Gives those
 * whose date or its time changed, which an older version can do too.
 */
export async function saveBirthDates(
  context: FactsContext,
  changes: readonly DatedChange[],
  graves: Graves,
): Promise<CustomerId[]> {
  const statements = changes.flatMap(({ change, occurredAt }) => {
    if (change.type !== 'customer' || change.fact.birthDate === undefined) return [];
    const { customerId, versionKey, birthDate } = change.fact;
    if (graves.redactedAt('customer', customerId) !== null) return [];
    // A metafield need not move the customer's updated_at; an import says old things today.
    const at = context.source === 'webhook' ? occurredAt : versionInstant(versionKey);
    return [{ objectId: customerId, key: versionKey, occurredAt: at, body: { birthDate } }];
  });
  const telling = await withoutRepeats(context, statements);
  if (telling.length === 0) return [];
  await keepStatements(context, 'birth-date', telling);
  const { db, shop } = context;
  const ids = telling.map(({ objectId }) => objectId);
  const { rows } = await db.query<Statement>(sql`
    select object_id as "customerId", body->>'birthDate' as "birthDate",
      to_char(occurred_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt"
    from fact_versions
    where shop_id = ${shop.shopId} and object_type = 'birth-date' and object_id = any(${ids})
    order by object_id, version_key collate "C"`);
  const current = [...groupBy(rows, (row) => row.customerId)].map(
    ([customerId, said]): BirthDate => ({ customerId, ...standing(said) }),
  );
  const updated = await db.query<{ id: CustomerId }>(sql`update customers c
    set birth_date = r.birth_date, birth_date_at = r.birth_date_at
    from ${recordset(COLUMNS, current)}
    where c.shop_id = ${shop.shopId} and c.customer_id = r.customer_id
      and (c.birth_date is distinct from r.birth_date
        or c.birth_date_at is distinct from r.birth_date_at)
    returning c.customer_id as id`);
  return updated.rows.map(({ id }) => id);
}

interface Said {
  objectId: string;
  key: string;
  occurredAt: string;
  body: { birthDate: string | null };
}

/** A reading that finds what stands says nothing new; without this each one would leave a row. */
async function withoutRepeats(
  { db, shop, source }: FactsContext,
  statements: readonly Said[],
): Promise<readonly Said[]> {
  if (source === 'webhook' || statements.length === 0) return statements;
  const ids = statements.map(({ objectId }) => objectId);
  const { rows } = await db.query<{ id: string; key: string; birthDate: string | null }>(sql`
    select distinct on (object_id) object_id as id, version_key as key,
      body->>'birthDate' as "birthDate"
    from fact_versions
    where shop_id = ${shop.shopId} and object_type = 'birth-date' and object_id = any(${ids})
    order by object_id, version_key collate "C" desc`);
  const last = indexBy(rows, (row) => row.id);
  return statements.filter(({ objectId, key, body }) => {
    const stands = last.get(objectId);
    return !stands || stands.birthDate !== body.birthDate || !isNewer(key, stands.key);
  });
}

/** The last word, and when it was first said without another in between. */
function standing(said: readonly Statement[]) {
  const birthDate = said.at(-1)?.birthDate ?? null;
  const other = said.findLastIndex((statement) => statement.birthDate !== birthDate);
  const since = said[other + 1]?.occurredAt ?? null;
  return { birthDate, birthDateAt: birthDate === null ? null : since };
}
