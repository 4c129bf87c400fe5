import { addDays, atLocalHour, localDay } from '../time.ts';

/** What set a fit off: the night, the end of an import, a setting that purchases depend on. */
export type FitTrigger = 'night' | 'import' | 'asked';

/** How a shop stands with its fits. */
export interface FitStanding {
  timezone: string;
  /** Who asked for a fit that has not been made since, and when. */
  askedBy: Exclude<FitTrigger, 'night'> | null;
  askedAt: Date | null;
  /** Whether orders or figures are still to be computed again, which comes first. */
  isRecomputing: boolean;
  /** Whether the last attempt failed so lately that the next would likely fail too. */
  hasJustFailed: boolean;
  /** The last day that the newest fit knows of; null before the first. */
  observationEnd: string | null;
}

/** From when at night: late enough that the day before is settled and its figures are computed. */
const QUIET_HOUR = 3;

/** Why a shop is due for a fit now; null where it is not. */
export function dueFit(standing: FitStanding, now: Date): FitTrigger | null {
  if (standing.isRecomputing || standing.hasJustFailed) return null;
  if (standing.askedBy) return standing.askedBy;
  const quietFrom = atLocalHour(localDay(now, standing.timezone), QUIET_HOUR, standing.timezone);
  if (now < new Date(quietFrom)) return null;
  const { observationEnd } = standing;
  const isNewDay = observationEnd === null || observationEnd < lastWholeDay(standing, now);
  return isNewDay ? 'night' : null;
}

/** The shop's local day that ended last: what a fit made now is fitted to. */
export function lastWholeDay({ timezone }: { timezone: string }, now: Date): string {
  return addDays(localDay(now, timezone), -1);
}
