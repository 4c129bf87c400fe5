import type { RfmSummary } from './rfm-summary.ts';

/** A summary in days, with its times in units of so many days. */
export function inTimeUnit<Summary extends RfmSummary>(
  summary: Summary,
  timeUnitDays: number,
): Summary {
  if (timeUnitDays === 1) return summary;
  return {
    ...summary,
    recency: summary.recency.map((days) => days / timeUnitDays),
    customerAge: summary.customerAge.map((days) => days / timeUnitDays),
    ...(summary.logTimes && {
      logTimes: summary.logTimes.map(
        (sum, row) => sum - (summary.frequency[row] ?? 0) * Math.log(timeUnitDays),
      ),
    }),
  };
}
