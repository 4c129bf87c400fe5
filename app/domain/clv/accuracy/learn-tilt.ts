import { plainPlan } from '../discounting.ts';
import { collectHistories } from '../fit/purchase-histories.ts';
import type { PurchaseLog } from '../purchase-log.ts';
import type { PurchaseModelName } from '../purchase-model.ts';
import { createForecast, fitPurchaseModel } from '../purchase-models.ts';
import { fitTilt, type TiltExponents, traitsOf } from '../tilt.ts';
import { historyDaysOf, splitLog } from './time-split.ts';

/**
 * By which tilt a model would have foretold the holdout that ends on `end` better, all in days. null
 * where there is less to learn from than to foretell, or no model can be fitted to it.
 */
export function learnTilt(
  log: PurchaseLog,
  model: PurchaseModelName,
  { end, holdoutDays }: { end: number; holdoutDays: number },
): TiltExponents | null {
  if (historyDaysOf(log, end - holdoutDays) < holdoutDays) return null;
  const { known, purchases } = splitLog(log, { end, holdoutDays });
  const fit = fitPurchaseModel(model, collectHistories(known), known);
  if (fit.outcome === 'too-little-data') return null;
  const forecast = createForecast(model, fit.parameters);
  const [expected] = forecast.expectedPurchases(known, [plainPlan(holdoutDays)]);
  return expected ? fitTilt(traitsOf(log, known), expected, purchases) : null;
}
