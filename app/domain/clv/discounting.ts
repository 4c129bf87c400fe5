import type { HorizonPlan } from './purchase-model.ts';

/** A month of a plan in days, so that twelve are 365. */
export const DAYS_PER_MONTH = 365 / 12;

/** A horizon this little beyond whole periods, in periods, ends with them: it is rounding. */
const ROUNDING = 1e-9;

/** The undiscounted purchases within one horizon, in the time unit of the model. */
export function plainPlan(horizon: number): HorizonPlan {
  return { horizons: [horizon], weights: [1] };
}

/**
 * The discounted purchases within a horizon, month by month: those of month i count (1 + rate)^−i, as
 * if all came at its end (the convention of lifetimes and of most spreadsheets). The last month may
 * be cut short by the horizon; it is discounted as a whole one.
 * @param daysPerTimeUnit days in the time unit of the model: 7 where it was fitted to weeks
 * @throws RangeError if the horizon or the rate is negative or not finite
 */
export function monthlyPlan({
  horizonDays,
  monthlyDiscountRate,
  daysPerTimeUnit = 1,
}: {
  horizonDays: number;
  monthlyDiscountRate: number;
  daysPerTimeUnit?: number;
}): HorizonPlan {
  return discountedPlan({
    horizon: horizonDays / daysPerTimeUnit,
    period: DAYS_PER_MONTH / daysPerTimeUnit,
    discountRate: monthlyDiscountRate,
  });
}

/**
 * `monthlyPlan` with periods of any length. With cumulative purchases E(t) to the ends t_i of n
 * periods, Σ d^i (E(t_i) − E(t_(i−1))) = Σ (d^i − d^(i+1)) E(t_i) + d^n E(t_n), the first sum over i < n.
 * @param horizon and `period` in the time unit of the model
 * @param discountRate per period
 */
export function discountedPlan({
  horizon,
  period,
  discountRate,
}: {
  horizon: number;
  period: number;
  discountRate: number;
}): HorizonPlan {
  if (!(horizon >= 0 && Number.isFinite(horizon))) {
    throw new RangeError(`horizon ${horizon} is not a time from 0.`);
  }
  if (!(discountRate >= 0 && Number.isFinite(discountRate))) {
    throw new RangeError(`discount rate ${discountRate} is not a rate from 0.`);
  }
  if (discountRate === 0) return plainPlan(horizon);
  const periods = Math.max(1, Math.ceil(horizon / period - ROUNDING));
  const factorAfter = (count: number) => (1 + discountRate) ** -count;
  const horizons = Array.from({ length: periods }, (_, at) => (at + 1) * period);
  const weights = horizons.map((_, at) => factorAfter(at + 1) - factorAfter(at + 2));
  horizons[periods - 1] = horizon;
  weights[periods - 1] = factorAfter(periods);
  return { horizons, weights };
}
