import type { AccuracyCard } from './accuracy/accuracy-card.ts';
import { learnTilt } from './accuracy/learn-tilt.ts';
import { historyDaysOf } from './accuracy/time-split.ts';
import { plainPlan } from './discounting.ts';
import type { CustomerSummary, PurchaseLog } from './purchase-log.ts';
import { createForecast } from './purchase-models.ts';
import { seasonOf } from './season.ts';
import type { FitOptions, FittedPurchases, FittedStore } from './store-fit.ts';
import { levelTilt, meanTilt, type Tilt, tiltFactors, traitsOf } from './tilt.ts';
import { inTimeUnit } from './time-unit.ts';

/** What a model's expected purchases are corrected by. */
export type Corrections = Pick<FittedStore, 'tilt' | 'season'>;

interface ForCorrections {
  log: PurchaseLog;
  /** So many customers of the log as are enough to learn from. */
  sample: PurchaseLog;
  /** All customers of the log, in days. */
  customers: CustomerSummary;
  purchases: FittedPurchases;
  options: FitOptions;
}

/** The corrections that the shop's own past has proved, learnt anew from all of it. */
export function learnCorrections(
  { tiltGain, seasonGain, holdoutDays }: AccuracyCard,
  given: ForCorrections,
): Corrections {
  const tilt = tiltGain === undefined ? null : learnTiltOf(given, holdoutDays);
  const season = seasonGain === undefined ? null : learnSeasonOf(given);
  return { ...(tilt && { tilt }), ...(season !== null && { season }) };
}

/** The tilt that the last two holdouts teach, level over all customers as they are now. */
function learnTiltOf(
  { log, sample, customers, purchases, options }: ForCorrections,
  holdoutDays: number,
): Tilt | null {
  const { observationEnd, timeUnitDays, horizonDays } = options;
  const exponents = meanTilt(
    [0, holdoutDays].map((back) =>
      learnTilt(sample, purchases.model, { end: observationEnd - back, holdoutDays }),
    ),
  );
  if (!exponents) return null;
  const forecast = createForecast(purchases.model, purchases.parameters);
  const [expected = new Float64Array()] = forecast.expectedPurchases(
    inTimeUnit(customers, timeUnitDays),
    [plainPlan(horizonDays / timeUnitDays)],
  );
  return levelTilt(exponents, traitsOf(log, customers), expected);
}

function learnSeasonOf({ sample, purchases, options }: ForCorrections): number | null {
  const { observationEnd: end, horizonDays, timeUnitDays } = options;
  const firstDay = end + 1 - historyDaysOf(sample, end);
  const forecast = createForecast(purchases.model, purchases.parameters);
  return seasonOf(sample, forecast, { end, firstDay, horizonDays, timeUnitDays });
}

/**
 * What each row's expected purchases are multiplied with; undefined where nothing is corrected.
 * @param customers rows of the log, in days
 */
export function correctionFactors(
  { tilt, season }: Corrections,
  log: PurchaseLog,
  customers: CustomerSummary,
): Float64Array | undefined {
  if (!tilt && season === undefined) return undefined;
  const level = season ?? 1;
  if (!tilt) return new Float64Array(customers.customers.length).fill(level);
  return tiltFactors(tilt, traitsOf(log, customers)).map((factor) => factor * level);
}
