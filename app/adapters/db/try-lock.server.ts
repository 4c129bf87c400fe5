import sql from 'sql-template-tag';
import type { Db } from './recordset.ts';

/** Takes a named lock of a shop until the transaction ends; false where someone else has it. */
export async function tryLock(db: Db, purpose: string, shopId: string): Promise<boolean> {
  const { rows } = await db.query<{ held: boolean }>(sql`
    select pg_try_advisory_xact_lock(hashtextextended(${`${purpose}/${shopId}`}, 0)) as held`);
  return rows[0]?.held ?? false;
}
