import type { HistoryColumns, PurchaseForecast } from './purchase-model.ts';

/** How likely a customer was still one on a day, by what was known of him then. */
export interface AlivePoint {
  /** Days since 1970-01-01. */
  day: number;
  probability: number;
}

export interface AliveCurveOptions {
  /** The last day of the curve, in days since 1970-01-01. */
  until: number;
  /** Days in the time unit of the model. */
  timeUnitDays: number;
  /** At most about so many days are shown. */
  points?: number;
}

/**
 * P(alive) of one customer over time, at even steps from his first purchase to the last day: where
 * points stand side by side, uneven ones would bend time.
 *
 * @param purchaseDays each day once, ascending, in days since 1970-01-01
 */
export function aliveCurve(
  forecast: Pick<PurchaseForecast, 'probabilityAlive'>,
  purchaseDays: readonly number[],
  { until, timeUnitDays, points = 180 }: AliveCurveOptions,
): AlivePoint[] {
  const [first] = purchaseDays;
  if (first === undefined || until < first) return [];
  const step = Math.max(1, Math.ceil((until - first) / points));
  const steps = Math.floor((until - first) / step);
  const shown = Array.from({ length: steps + 1 }, (_, at) => until - (steps - at) * step);
  const probabilities = forecast.probabilityAlive(historiesAt(shown, purchaseDays, timeUnitDays));
  return shown.map((day, at) => ({ day, probability: probabilities[at] ?? 0 }));
}

/** The customer's history as it stood at the end of each of these days. */
function historiesAt(
  days: readonly number[],
  purchaseDays: readonly number[],
  timeUnitDays: number,
): HistoryColumns {
  const [first = 0] = purchaseDays;
  const known = days.map((day) => purchaseDays.filter((purchase) => purchase <= day));
  const since = (day: number) => (day - first) / timeUnitDays;
  return {
    frequency: Float64Array.from(known, ({ length }) => length - 1),
    recency: Float64Array.from(known, (purchases) => since(purchases.at(-1) ?? first)),
    customerAge: Float64Array.from(days, since),
  };
}
