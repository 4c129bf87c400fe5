import type { Pool } from 'pg';
import sql from 'sql-template-tag';
import type { AccuracyAlert } from '#app/domain/clv/accuracy-decay.ts';
import type { FitTrigger } from '#app/domain/clv/fit-schedule.ts';
import type { StoreFit } from '#app/domain/clv/store-fit.ts';
import type { CustomerId, ShopId } from '#app/domain/ids.ts';
import type { Shop } from '#app/domain/shop.ts';
import { type CustomerPrediction, readCustomerPrediction } from './customer-prediction.server.ts';

/** A fit as it was made; `fit` is null unless it was done. */
export interface FitRecord {
  fitId: string;
  trigger: FitTrigger;
  state: 'running' | 'done' | 'failed';
  /** Whether its predictions hold. */
  isCurrent: boolean;
  observationEnd: string;
  startedAt: Date;
  fittedAt: Date | null;
  customers: number | null;
  durationMs: number | null;
  /** Models, accuracy card, the shop's forecast with its band; or what is missing. */
  fit: StoreFit | null;
  alert: AccuracyAlert | null;
  error: string | null;
}

export interface ClvBin {
  /** Minor units; the last bin has no upper end. */
  fromMinor: number;
  toMinor: number | null;
  customers: number;
  /** Sum of their predicted CLV. */
  clvMinor: number;
}

export interface ClvDistribution {
  customers: number;
  meanMinor: number;
  medianMinor: number;
  bins: ClvBin[];
}

const FITS_SHOWN = 60;
/** Of a hundred minor units: a bin is 1, 2, 5, 10, 20 … wide at its lower end. */
const BIN_STEPS = [1, 2, 5];
const BIN_POWERS = [2, 3, 4, 5, 6, 7];

/** What the purchase models say, and how they were made. Money in minor units. */
export function createPredictionsReads(db: Pool) {
  return {
    /** The fit whose predictions hold; null before the first. */
    async current(shopId: ShopId): Promise<FitRecord | null> {
      return (await readFits(db, shopId, true))[0] ?? null;
    },
    /** All fits with their figures, newest first. */
    history: (shopId: ShopId): Promise<FitRecord[]> => readFits(db, shopId, false),
    /** How predicted CLV is spread over customers; null where nothing is predicted. */
    distribution: (shopId: ShopId) => readDistribution(db, shopId),
    /** One customer's prediction with what it was made from; null where there is none. */
    ofCustomer: (shop: Shop, customerId: CustomerId): Promise<CustomerPrediction | null> =>
      readCustomerPrediction(db, shop, customerId),
  };
}

async function readFits(db: Pool, shopId: ShopId, onlyCurrent: boolean): Promise<FitRecord[]> {
  const { rows } = await db.query<FitRecord>(sql`
    select fit_id as "fitId", trigger, state, is_current as "isCurrent",
      observation_end as "observationEnd", started_at as "startedAt", fitted_at as "fittedAt",
      customers, duration_ms as "durationMs", fit, alert, error
    from clv_fits
    where shop_id = ${shopId} and (is_current or not ${onlyCurrent})
    order by started_at desc, fit_id limit ${FITS_SHOWN}`);
  return rows;
}

async function readDistribution(db: Pool, shopId: ShopId): Promise<ClvDistribution | null> {
  const { rows: sums } = await db.query<{ customers: number; mean: number; median: number }>(sql`
    select count(*)::int as customers, avg(predicted_clv_minor) as mean,
      percentile_cont(0.5) within group (order by predicted_clv_minor) as median
    from customer_predictions
    where shop_id = ${shopId} and predicted_clv_minor is not null
    having count(*) > 0`);
  const [sum] = sums;
  if (!sum) return null;
  const limits = BIN_POWERS.flatMap((power) => BIN_STEPS.map((step) => step * 10 ** power));
  const { rows } = await db.query<{ bin: number; customers: number; clv: number }>(sql`
    select width_bucket(predicted_clv_minor, ${limits}::float8[]) as bin,
      count(*)::int as customers, sum(predicted_clv_minor) as clv
    from customer_predictions
    where shop_id = ${shopId} and predicted_clv_minor is not null
    group by bin order by bin`);
  const last = rows.at(-1)?.bin ?? 0;
  const bins = Array.from({ length: last + 1 }, (_, bin) => {
    const found = rows.find((row) => row.bin === bin);
    return {
      fromMinor: bin === 0 ? 0 : (limits[bin - 1] ?? 0),
      toMinor: limits[bin] ?? null,
      customers: found?.customers ?? 0,
      clvMinor: found?.clv ?? 0,
    };
  });
  return { customers: sum.customers, meanMinor: sum.mean, medianMinor: sum.median, bins };
}
