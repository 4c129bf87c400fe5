import sql from 'sql-template-tag';
import type { ConsentStatement } from '#app/domain/consent.ts';
import { consentAfterMerges, newerConsent, noConsent } from '#app/domain/consent.ts';
import type { ConsentFact } from '#app/domain/facts.ts';
import type { CustomerId } from '#app/domain/ids.ts';
import type { DatedChange } from '#app/services/apply-changes.ts';
import type { Columns } from '../recordset.ts';
import { recordset, selectList, upsertRows } from '../recordset.ts';
import { distinct, type FactsContext, indexBy } from './context.ts';
import { readKin, readMergedOnes } from './merges.server.ts';

const COLUMNS: Columns<ConsentFact> = {
  customerId: 'id',
  channel: 'text',
  state: 'text',
  updatedAt: 'instant',
  source: 'text',
};

const CHANNELS = ['email', 'sms'] as const;

function keyOf(consent: Pick<ConsentFact, 'customerId' | 'channel'>): string {
  return `${consent.customerId} ${consent.channel}`;
}

async function readConsents(
  { db, shop }: Pick<FactsContext, 'db' | 'shop'>,
  ids: readonly CustomerId[],
): Promise<Map<string, ConsentFact>> {
  const { rows } = await db.query<ConsentFact>(sql`select ${selectList(COLUMNS)} from consents t
    where shop_id = ${shop.shopId} and customer_id = any(${ids}::bigint[])`);
  return indexBy(rows, keyOf);
}

/** Writes what each customer said himself, the later word; gives those whose word changed. */
export async function saveConsents(
  context: FactsContext,
  changes: readonly DatedChange[],
): Promise<CustomerId[]> {
  const said = changes.flatMap(({ change }) => {
    if (change.type === 'consent') return [change.fact];
    return change.type === 'customer' ? change.fact.consents : [];
  });
  if (said.length === 0) return [];
  const known = await readConsents(context, distinct(said.map((fact) => fact.customerId)));
  const changed = new Map<string, ConsentFact>();
  for (const fact of said) {
    const other = changed.get(keyOf(fact)) ?? known.get(keyOf(fact));
    const wins = !other || newerConsent(fact, other) === fact;
    const differs =
      fact.state !== other?.state ||
      fact.updatedAt !== other.updatedAt ||
      fact.source !== other.source;
    if (wins && differs) changed.set(keyOf(fact), fact);
  }
  const rows = [...changed.values()];
  const options = { table: 'consents', columns: COLUMNS, key: ['customerId', 'channel'] } as const;
  await upsertRows(context.db, context.shop.shopId, rows, options);
  return distinct(rows.map((row) => row.customerId));
}

interface EffectiveConsent {
  customerId: CustomerId;
  email: ConsentStatement['state'];
  emailAt: string | null;
  emailSource: string | null;
  sms: ConsentStatement['state'];
  smsAt: string | null;
  smsSource: string | null;
}

const EFFECTIVE: Columns<EffectiveConsent> = {
  customerId: 'id',
  email: 'text',
  emailAt: 'instant',
  emailSource: 'text',
  sms: 'text',
  smsAt: 'instant',
  smsSource: 'text',
};

/**
 * Puts in force, for these customers and all they are merged with, what follows from their own
 * words: the strictest of those merged, and for who is gone that nobody may write to him.
 */
export async function enforceConsents(
  context: FactsContext,
  ids: readonly CustomerId[],
): Promise<void> {
  if (ids.length === 0) return;
  const { db, shop } = context;
  const { all } = await readKin(context, ids);
  const merged = await readMergedOnes(context, all);
  const own = await readConsents(context, all);
  const inForce = all.map((customerId): EffectiveConsent => {
    const [email, sms] = CHANNELS.map((channel) =>
      consentAfterMerges(
        own.get(keyOf({ customerId, channel })) ?? noConsent,
        merged
          .filter((one) => one.rootId === customerId)
          .flatMap((one) => {
            const statement = own.get(keyOf({ customerId: one.customerId, channel }));
            return statement ? [{ statement, mergedAt: one.mergedAt }] : [];
          }),
      ),
    );
    return { customerId, ...named(email ?? noConsent, sms ?? noConsent) };
  });
  await db.query(sql`update customers c set
      email_consent = case when c.redacted_at is not null then 'redacted'
        when c.deleted_at is not null or c.merged_into is not null then 'invalid' else r.email end,
      email_consent_at = r.email_at, email_consent_source = r.email_source,
      sms_consent = case when c.redacted_at is not null then 'redacted'
        when c.deleted_at is not null or c.merged_into is not null then 'invalid' else r.sms end,
      sms_consent_at = r.sms_at, sms_consent_source = r.sms_source
    from ${recordset(EFFECTIVE, inForce)}
    where c.shop_id = ${shop.shopId} and c.customer_id = r.customer_id`);
}

function named(email: ConsentStatement, sms: ConsentStatement) {
  return {
    email: email.state,
    emailAt: email.updatedAt,
    emailSource: email.source,
    sms: sms.state,
    smsAt: sms.updatedAt,
    smsSource: sms.source,
  };
}
