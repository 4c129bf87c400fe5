import { NAIVE_PREDICTORS, type Predictor, type StoreFit } from './store-fit.ts';

/** How well a fit foretold the part of the shop's past that was kept from it. */
export interface FitAccuracy {
  /** The last day that the fit knows of, in days since 1970-01-01. */
  observationEnd: number;
  /** Its mean absolute error over that of the best naive baseline: 1 is no better than naive. */
  relativeError: number;
  /** Purchases it foretold for all customers together over those that came. */
  totalRatio: number;
}

/** That a fit is worse than its predecessors were. */
export interface AccuracyAlert {
  /** `error`: customers are told apart less well; `total`: the sum is further off. */
  kind: 'error' | 'total';
  now: number;
  usual: number;
}

/** How a fit did on the shop's own past; null where it was too short to tell. */
export function fitAccuracyOf(fit: StoreFit): FitAccuracy | null {
  if (fit.outcome === 'too-little-data' || !fit.accuracy) return null;
  const { candidates } = fit.accuracy;
  const used = candidates.find(({ predictor }) => predictor === fit.predictor)?.purchases;
  const naive = candidates.filter(({ predictor }) => isNaive(predictor));
  const best = Math.min(...naive.map(({ purchases }) => purchases.meanAbsoluteError));
  if (!used || used.actual === 0 || !(best > 0 && Number.isFinite(best))) return null;
  return {
    observationEnd: fit.options.observationEnd,
    relativeError: used.meanAbsoluteError / best,
    totalRatio: used.predicted / used.actual,
  };
}

function isNaive(predictor: Predictor): boolean {
  return NAIVE_PREDICTORS.some((naive) => naive === predictor);
}

/** Fits this near are hardly another shop: they would drag the measure along as it decays. */
const DAYS_BEFORE = 7;
const DAYS_BACK = 120;
const FEWEST = 3;
const WORSE_ERROR = 1.15;
/** A total as far off as this, up or down, is worth a word; as long as it was not usual. */
const FAR_OFF = Math.log(1.25);

/**
 * Whether accuracy has decayed: the relative error is 15 % above the median of the fits made a week
 * to four months before, or the total is off by a quarter and by twice as much as theirs (medians
 * again). With fewer than three of them nothing is said.
 */
export function accuracyDecay(
  now: FitAccuracy,
  past: readonly FitAccuracy[],
): AccuracyAlert | null {
  const before = past.filter(({ observationEnd }) => {
    const days = now.observationEnd - observationEnd;
    return days >= DAYS_BEFORE && days <= DAYS_BACK;
  });
  if (before.length < FEWEST) return null;
  const usualError = median(before.map(({ relativeError }) => relativeError));
  if (now.relativeError > usualError * WORSE_ERROR) {
    return { kind: 'error', now: now.relativeError, usual: usualError };
  }
  const usualRatio = median(before.map(({ totalRatio }) => totalRatio));
  const isFarOff = distance(now.totalRatio) > FAR_OFF;
  const isWorse =
    distance(now.totalRatio) > 2 * median(before.map((fit) => distance(fit.totalRatio)));
  return isFarOff && isWorse ? { kind: 'total', now: now.totalRatio, usual: usualRatio } : null;
}

/** How far a ratio is off 1, the same for half as much and twice as much. */
function distance(ratio: number): number {
  return Math.abs(Math.log(ratio));
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? upper)) / 2 : upper;
}
