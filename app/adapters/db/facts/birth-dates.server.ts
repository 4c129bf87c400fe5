import sql from 'sql-template-tag';
import type { CustomerId } from '#app/domain/ids.ts';
import { versionInstant } from '#app/domain/versions.ts';
import type { DatedChange } from '#app/services/apply-changes.ts';
import type { Columns } from '../recordset.ts';
import { recordset } from '../recordset.ts';
import { type FactsContext, groupBy } from './context.ts';
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
 * campaign's rule needs that time. Not every version says it, so all that do are kept.
 */
export async function saveBirthDates(
  context: FactsContext,
  changes: readonly DatedChange[],
  graves: Graves,
): Promise<void> {
  const statements = changes.flatMap(({ change, occurredAt }) => {
    if (change.type !== 'customer' || change.fact.birthDate === undefined) return [];
    const { customerId, versionKey, birthDate } = change.fact;
    if (graves.redactedAt('customer', customerId) !== null) return [];
    // A metafield need not move the customer's updated_at; an import says old things today.
    const at = context.source === 'webhook' ? occurredAt : versionInstant(versionKey);
    return [{ objectId: customerId, key: versionKey, occurredAt: at, body: { birthDate } }];
  });
  if (statements.length === 0) return;
  await keepStatements(context, 'birth-date', statements);
  const { db, shop } = context;
  const ids = statements.map(({ objectId }) => objectId);
  const { rows } = await db.query<Statement>(sql`
    select object_id as "customerId", body->>'birthDate' as "birthDate",
      to_char(occurred_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt"
    from fact_versions
    where shop_id = ${shop.shopId} and object_type = 'birth-date' and object_id = any(${ids})
    order by object_id, version_key collate "C"`);
  const current = [...groupBy(rows, (row) => row.customerId)].map(
    ([customerId, said]): BirthDate => ({ customerId, ...standing(said) }),
  );
  await db.query(sql`update customers c
    set birth_date = r.birth_date, birth_date_at = r.birth_date_at
    from ${recordset(COLUMNS, current)}
    where c.shop_id = ${shop.shopId} and c.customer_id = r.customer_id
      and (c.birth_date is distinct from r.birth_date
        or c.birth_date_at is distinct from r.birth_date_at)`);
}

/** The last word, and when it was first said without another in between. */
function standing(said: readonly Statement[]) {
  const birthDate = said.at(-1)?.birthDate ?? null;
  const other = said.findLastIndex((statement) => statement.birthDate !== birthDate);
  const since = said[other + 1]?.occurredAt ?? null;
  return { birthDate, birthDateAt: birthDate === null ? null : since };
}
