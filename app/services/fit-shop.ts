import { accuracyDecay, fitAccuracyOf } from '#app/domain/clv/accuracy-decay.ts';
import { dueFit, lastWholeDay } from '#app/domain/clv/fit-schedule.ts';
import { DEFAULT_FIT_OPTIONS, type StoreFit } from '#app/domain/clv/store-fit.ts';
import type { ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import { epochDay } from '#app/domain/time.ts';
import type { FitClaim, FitsStore } from './ports/fits-store.ts';
import type { ShopsStore } from './ports/shops-store.ts';
import type { StoreFitter } from './ports/store-fitter.ts';
import type { RecomputeStores } from './recompute-customers.ts';
import { refreshSegments } from './refresh-segments.ts';
import { rescoreFrom } from './rescore-customers.ts';
import type { Clock, Transact } from './transact.ts';

type FitShops = Pick<ShopsStore, 'find' | 'endFitAsk'>;

export interface FitShopDeps {
  transact: Transact<RecomputeStores & { fits: FitsStore; shops: FitShops }>;
  clock: Clock;
  fitter: StoreFitter;
  newId(): string;
}

/** `superseded`: another one was begun in its place, or the shop was erased. */
export type FitShopOutcome = 'done' | 'not_due' | 'busy' | 'superseded';

interface Begun extends FitClaim {
  shop: Shop;
  askedAt: Date | null;
}

/** Customers that changed meanwhile are brought up to date so many at a time. */
const CHANGES_AT_ONCE = 1_000;

/**
 * Fits the purchase models to a shop that is due, and predicts every customer. Until the last of
 * its transactions nobody sees any of it; from then on everybody sees all of it. Whoever orders
 * meanwhile waits for nothing, and is predicted from the orders he has by then.
 * @throws what the fitter or the database throw; the fit is then written down as failed
 */
export async function fitShop(
  deps: FitShopDeps,
  { shopId }: { shopId: ShopId },
): Promise<{ outcome: FitShopOutcome }> {
  const begun = await begin(deps, shopId);
  if (typeof begun === 'string') return { outcome: begun };
  try {
    const fit = await fitAndScore(deps, begun);
    const outcome = fit ? await takeEffect(deps, begun, fit) : 'superseded';
    if (outcome === 'done') await refreshSegments(deps, begun.shop);
    return { outcome };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await deps.transact(({ fits }) => fits.fail(shopId, begun.fitId, reason));
    throw error;
  } finally {
    await deps.transact(({ fits }) => fits.dropLeftovers(shopId));
  }
}

/** From here on every change of a customer is noted: the shop's lock lets no change slip between. */
async function begin(deps: FitShopDeps, shopId: ShopId): Promise<Begun | 'not_due' | 'busy'> {
  return deps.transact(async ({ fits, shops }) => {
    await fits.lockShop(shopId);
    // Before the settings: an ask that is seen here was made for them.
    const standing = await fits.findStanding(shopId);
    const shop = await shops.find(shopId);
    const now = deps.clock.now();
    const trigger = standing && dueFit(standing, now);
    if (!shop || !trigger) return 'not_due';
    const claim = { fitId: deps.newId(), trigger, observationEnd: lastWholeDay(shop, now) };
    if (!(await fits.claim(shopId, claim))) return 'busy';
    return { shop, askedAt: standing.askedAt, ...claim };
  });
}

/** Null where the fit was superseded meanwhile. */
async function fitAndScore(deps: FitShopDeps, begun: Begun): Promise<StoreFit | null> {
  const { shop, fitId, observationEnd } = begun;
  const { customerIds, orders } = await deps.transact(({ fits }) =>
    fits.readShopPurchases(shop.shopId, shop.settings.predictions),
  );
  const options = { ...DEFAULT_FIT_OPTIONS, observationEnd: epochDay(observationEnd) };
  const { fit, predictions } = await deps.fitter.fitAndScore({
    orders,
    customers: customerIds.length,
    options,
  });
  if (!predictions) return fit;
  const rows = { fitId, customerIds, predictions, computedAt: deps.clock.now() };
  const isWritten = await deps.transact(({ fits }) => fits.insertPredictions(shop.shopId, rows));
  return isWritten ? fit : null;
}

async function takeEffect(deps: FitShopDeps, begun: Begun, fit: StoreFit) {
  const { shop, fitId, askedAt } = begun;
  const { shopId } = shop;
  for (;;) {
    const outcome = await deps.transact(async ({ fits, shops }) => {
      await fits.lockShop(shopId);
      const now = deps.clock.now();
      const changed = await fits.takeChanges(shopId, fitId, CHANGES_AT_ONCE);
      await rescoreFrom({ fits }, shop, { fitId, fit }, changed, { now });
      if (changed.length === CHANGES_AT_ONCE) return 'more';
      const accuracy = fitAccuracyOf(fit);
      const alert = accuracy && accuracyDecay(accuracy, await fits.listPastAccuracy(shopId));
      const completed = { fit, alert, fittedAt: now };
      if (!(await fits.complete(shopId, fitId, completed))) return 'superseded';
      if (askedAt) await shops.endFitAsk(shopId, askedAt);
      return 'done';
    });
    if (outcome !== 'more') return outcome;
  }
}
