import type { FitTrigger } from '#app/domain/clv/fit-schedule.ts';
import type { FittedStore, Predictor, StoreFit, UnfittedStore } from '#app/domain/clv/store-fit.ts';

/** Days are ISO dates, money minor units. */
export interface PredictionsView {
  /** The fit whose predictions hold; null before the first. */
  current: FitView | null;
  distribution: DistributionView | null;
  /** Newest first. */
  history: FitRowView[];
}

export interface FitView {
  fit: StoreFit;
  /** The days that the fit gives as numbers. */
  observationEnd: string;
  calibrationEnd: string | null;
  /** When there will be enough data. */
  expectedOn: string | null;
  alert: { kind: 'error' | 'total'; now: number; usual: number } | null;
}

/** A fit of a store that predicts. */
export type FittedView = FitView & { fit: FittedStore };

/** A fit of a store with too little data. */
export type UnfittedView = FitView & { fit: UnfittedStore };

export function isFitted(view: FitView): view is FittedView {
  return view.fit.outcome !== 'too-little-data';
}

export function isUnfitted(view: FitView): view is UnfittedView {
  return view.fit.outcome === 'too-little-data';
}

export interface DistributionView {
  customers: number;
  meanMinor: number;
  medianMinor: number;
  /** The last has no upper end. */
  bins: { fromMinor: number; toMinor: number | null; customers: number; clvMinor: number }[];
}

export interface FitRowView {
  fitId: string;
  observationEnd: string;
  trigger: FitTrigger;
  state: 'running' | 'done' | 'failed';
  isCurrent: boolean;
  customers: number | null;
  /** null where there was too little data, or it is not done. */
  predictor: Predictor | null;
  /** Its error over that of the best simple rule, and orders foretold over those that came. */
  relativeError: number | null;
  totalRatio: number | null;
  hasDecayed: boolean;
}
