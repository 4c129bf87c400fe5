import sql from 'sql-template-tag';
import type { Db } from './recordset.ts';

/**
 * Takes a named lock until the transaction ends; false where someone else has it.
 * @param shop its id or domain, the same one for one purpose
 */
export async function tryLock(db: Db, purpose: string, shop: string): Promise<boolean> {
  const { rows } = await db.query<{ held: boolean }>(sql`
    select pg_try_advisory_xact_lock(hashtextextended(${`${purpose}/${shop}`}, 0)) as held`);
  return rows[0]?.held ?? false;
}
