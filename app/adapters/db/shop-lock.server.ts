import type { ShopId } from '#app/domain/ids.ts';
import type { Db } from './recordset.ts';

/**
 * Makes writers of one shop's facts take turns until the transaction ends: ten workers leave the
 * same state as one and never wait for each other in a circle.
 */
export async function lockShopFacts(db: Db, shopId: ShopId): Promise<void> {
  await db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`facts/${shopId}`]);
}
