import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import type { FoldedVersions, Version } from '#app/domain/fold-versions.ts';
import { canonicalText } from '#app/domain/fold-versions.ts';
import { versionInstant } from '#app/domain/versions.ts';
import type { Columns } from '../recordset.ts';
import { recordset, upsertRows } from '../recordset.ts';
import type { FactsContext } from './context.ts';

export type ObjectType = 'order' | 'customer' | 'product' | 'checkout';

interface VersionRow {
  objectType: string;
  objectId: string;
  versionKey: string;
  occurredAt: string;
  recordedAt: string;
  body: unknown;
}

const COLUMNS: Columns<VersionRow> = {
  objectType: 'text',
  objectId: 'text',
  versionKey: 'text',
  occurredAt: 'instant',
  recordedAt: 'instant',
  body: 'json',
};

/** A version of a fact, ready to be folded. */
export function toVersion<Fact>(key: string, fact: Fact, recordedAt: string): Version<Fact> {
  return { key, fact, content: canonicalText(fact), recordedAt };
}

export interface FoldedObject<Fact> extends FoldedVersions<Fact> {
  objectId: string;
}

function versionId(version: Version<unknown>): string {
  const digest = createHash('sha256').update(version.content).digest('hex');
  return `${versionInstant(version.key)}#${digest.slice(0, 16)}`;
}

/**
 * Keeps the versions that are not the newest, each once: what was said twice, or again with the
 * newest version, stands there no second time, so that the rows depend on what was said only.
 */
export async function keepOtherVersions(
  { db, shop, recordedAt }: FactsContext,
  objectType: ObjectType,
  folded: readonly FoldedObject<unknown>[],
): Promise<void> {
  const withOthers = folded.filter(({ others }) => others.length > 0);
  if (withOthers.length === 0) return;
  const rowOf = (objectId: string, version: Version<unknown>): VersionRow => ({
    objectType,
    objectId,
    versionKey: versionId(version),
    occurredAt: versionInstant(version.key),
    recordedAt: version.recordedAt || recordedAt,
    body: version.fact,
  });
  const others = withOthers.flatMap(({ objectId, others }) =>
    others.map((version) => rowOf(objectId, version)),
  );
  await upsertRows(db, shop.shopId, others, {
    table: 'fact_versions',
    columns: COLUMNS,
    key: ['objectType', 'objectId', 'versionKey'],
    update: [],
  });
  const newest = withOthers.map(({ objectId, newest }) => rowOf(objectId, newest));
  await db.query(sql`delete from fact_versions v using ${recordset(COLUMNS, newest)}
    where v.shop_id = ${shop.shopId} and v.object_type = r.object_type
      and v.object_id = r.object_id and v.version_key = r.version_key`);
}

/** Keeps what was said about one attribute that not every version of its object says. */
export async function keepStatements(
  { db, shop, recordedAt }: FactsContext,
  objectType: 'birth-date',
  statements: readonly { objectId: string; key: string; occurredAt: string; body: unknown }[],
): Promise<void> {
  const rows = statements.map(({ objectId, key, occurredAt, body }) => ({
    objectType,
    objectId,
    versionKey: key,
    occurredAt,
    recordedAt,
    body,
  }));
  await upsertRows(db, shop.shopId, rows, {
    table: 'fact_versions',
    columns: COLUMNS,
    key: ['objectType', 'objectId', 'versionKey'],
    update: [],
  });
}
