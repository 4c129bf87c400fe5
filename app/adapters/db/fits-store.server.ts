import type { PoolClient } from 'pg';
import sql from 'sql-template-tag';
import { type FitAccuracy, fitAccuracyOf } from '#app/domain/clv/accuracy-decay.ts';
import type { StoreFit } from '#app/domain/clv/store-fit.ts';
import type { ShopId } from '#app/domain/ids.ts';
import type { CompletedFit, FitsStore } from '#app/services/ports/fits-store.ts';
import {
  claimFit,
  dropLeftovers,
  failFit,
  noteChanges,
  readStandings,
  takeChanges,
} from './fits/fit-rows.server.ts';
import { insertPredictions, replacePredictions } from './fits/prediction-rows.server.ts';
import { readPurchasesOf, readShopPurchases } from './fits/purchases.server.ts';
import { lockShopFacts } from './shop-lock.server.ts';

/** Earlier fits that accuracy is compared with: four months of nights. */
const REMEMBERED = 130;

/** The purchase models' fits, what they predict, and the purchases they learn from. */
export function createFitsStore(client: PoolClient): FitsStore {
  return {
    lockShop: (shopId) => lockShopFacts(client, shopId),
    listStandings: () => readStandings(client, null),
    findStanding: async (shopId) => (await readStandings(client, shopId))[0] ?? null,
    claim: (shopId, claim) => claimFit(client, shopId, claim),
    readShopPurchases: (shopId, choice) => readShopPurchases(client, shopId, choice),
    readPurchasesOf: (shopId, customerIds, choice) =>
      readPurchasesOf(client, shopId, customerIds, choice),
    async insertPredictions(shopId, rows) {
      if (!(await isUnderWay(client, shopId, rows.fitId))) return false;
      await insertPredictions(client, shopId, rows);
      return true;
    },
    replacePredictions: (shopId, rows) => replacePredictions(client, shopId, rows),
    noteChanges: (shopId, customerIds) => noteChanges(client, shopId, customerIds),
    takeChanges: (shopId, fitId, limit) => takeChanges(client, shopId, fitId, limit),
    findCurrent: (shopId) => findCurrent(client, shopId),
    listPastAccuracy: (shopId) => listPastAccuracy(client, shopId),
    complete: (shopId, fitId, completed) => completeFit(client, shopId, fitId, completed),
    fail: (shopId, fitId, reason) => failFit(client, shopId, fitId, reason),
    dropLeftovers: (shopId) => dropLeftovers(client, shopId),
  };
}

async function findCurrent(client: PoolClient, shopId: ShopId) {
  const { rows } = await client.query<{ fitId: string; fit: StoreFit }>(sql`
    select fit_id as "fitId", fit from clv_fits where shop_id = ${shopId} and is_current`);
  return rows[0] ?? null;
}

async function listPastAccuracy(client: PoolClient, shopId: ShopId): Promise<FitAccuracy[]> {
  const { rows } = await client.query<{ fit: StoreFit }>(sql`
    select fit from clv_fits where shop_id = ${shopId} and state = 'done'
    order by fitted_at desc limit ${REMEMBERED}`);
  return rows.flatMap(({ fit }) => fitAccuracyOf(fit) ?? []);
}

/** Whether a fit is being made; until the transaction ends, nobody ends it or erases the shop. */
async function isUnderWay(client: PoolClient, shopId: ShopId, fitId: string): Promise<boolean> {
  const { rowCount } = await client.query(sql`select from clv_fits
    where shop_id = ${shopId} and fit_id = ${fitId} and state = 'running' for update`);
  return rowCount === 1;
}

async function completeFit(
  client: PoolClient,
  shopId: ShopId,
  fitId: string,
  { fit, alert, fittedAt }: CompletedFit,
): Promise<boolean> {
  if (!(await isUnderWay(client, shopId, fitId))) return false;
  await client.query(sql`update clv_fits set is_current = false
    where shop_id = ${shopId} and is_current`);
  await client.query(sql`
    update clv_fits set state = 'done', is_current = true, outcome = ${fit.outcome},
      model = ${fit.outcome === 'too-little-data' ? null : fit.predictor}, fit = ${JSON.stringify(fit)}::jsonb, fitted_at = ${fittedAt},
      alert = ${alert && JSON.stringify(alert)}::jsonb, customers = ${fit.customers},
      duration_ms = extract(epoch from clock_timestamp() - started_at) * 1000
    where shop_id = ${shopId} and fit_id = ${fitId}`);
  return true;
}
