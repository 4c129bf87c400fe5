import sql from 'sql-template-tag';
import type { FitStanding } from '#app/domain/clv/fit-schedule.ts';
import type { ShopId } from '#app/domain/ids.ts';
import type { FitClaim } from '#app/services/ports/fits-store.ts';
import type { Db } from '../recordset.ts';

/** A fit that has run for so long was killed: a million customers take less than a minute. */
const ABANDONED_AFTER = '15 minutes';
/** After a fit has failed, the shop is left alone for so long. */
const FAILED_WITHIN = '1 hour';

// Real time, not the business clock: how long a process has been at work is no business matter.
const abandoned = sql`f.started_at < now() - ${ABANDONED_AFTER}::interval`;

/** How the active shops stand with their fits, or one of them. */
export async function readStandings(
  db: Db,
  shopId: ShopId | null,
): Promise<(FitStanding & { shopId: ShopId })[]> {
  const { rows } = await db.query<FitStanding & { shopId: ShopId }>(sql`
    select s.shop_id::text as "shopId", s.timezone, s.fit_asked_by as "askedBy", s.fit_asked_at as "askedAt",
      s.recompute_asked_at is not null as "isRecomputing",
      exists (select from clv_fits f where f.shop_id = s.shop_id and f.state = 'failed'
        and f.started_at > now() - ${FAILED_WITHIN}::interval
        and f.error <> ${ABANDONED}) as "hasJustFailed",
      (select max(f.observation_end) from clv_fits f
        where f.shop_id = s.shop_id and f.state = 'done') as "observationEnd"
    from shops s
    where s.status = 'active' and (${shopId}::bigint is null or s.shop_id = ${shopId}::bigint)
    order by s.shop_id`);
  return rows;
}

const ABANDONED = 'abandoned: its process ended before it did';

/**
 * Begins a fit: a row that says so. One that was abandoned makes way.
 * @returns false where another one is under way
 */
export async function claimFit(db: Db, shopId: ShopId, claim: FitClaim): Promise<boolean> {
  await db.query(sql`update clv_fits f set state = 'failed', error = ${ABANDONED}
    where f.shop_id = ${shopId} and f.state = 'running' and ${abandoned}`);
  const { rowCount } = await db.query(sql`
    insert into clv_fits (shop_id, fit_id, trigger, state, observation_end, started_at)
    values (${shopId}, ${claim.fitId}, ${claim.trigger}, 'running', ${claim.observationEnd},
      now())
    on conflict do nothing`);
  return rowCount === 1;
}

export async function failFit(
  db: Db,
  shopId: ShopId,
  fitId: string,
  reason: string,
): Promise<void> {
  await db.query(sql`update clv_fits set state = 'failed', error = ${reason}
    where shop_id = ${shopId} and fit_id = ${fitId} and state = 'running'`);
}

/** Notes that customers changed under the fit that is being made, if one is. */
export async function noteChanges(
  db: Db,
  shopId: ShopId,
  customerIds: readonly string[],
): Promise<void> {
  await db.query(sql`
    insert into clv_fit_changes (shop_id, fit_id, customer_id)
    select f.shop_id, f.fit_id, w.customer_id
    from clv_fits f, unnest(${customerIds}::bigint[]) as w(customer_id)
    where f.shop_id = ${shopId} and f.state = 'running'
    on conflict do nothing`);
}

/** Takes some of the customers that changed since the fit began. */
export async function takeChanges(
  db: Db,
  shopId: ShopId,
  fitId: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(sql`
    delete from clv_fit_changes where shop_id = ${shopId} and fit_id = ${fitId}
      and customer_id in (select customer_id from clv_fit_changes
        where shop_id = ${shopId} and fit_id = ${fitId} order by customer_id limit ${limit})
    returning customer_id::text as id`);
  return rows.map(({ id }) => id);
}

/** Deletes what fits have left that neither hold nor are being made; nobody waits for it. */
export async function dropLeftovers(db: Db, shopId: ShopId): Promise<void> {
  const inUse = sql`select f.fit_id from clv_fits f
    where f.shop_id = ${shopId} and (f.is_current or f.state = 'running')`;
  await db.query(sql`delete from clv_fit_changes
    where shop_id = ${shopId} and fit_id not in (${inUse})`);
  await db.query(sql`delete from fit_predictions
    where shop_id = ${shopId} and fit_id not in (${inUse})`);
}
