import type { Predictor } from '../store-fit.ts';
import type { Accuracy, CalibrationGroup } from './measures.ts';

/** How one predictor did on the part of the shop's history that it had not seen. */
export interface CandidateAccuracy {
  predictor: Predictor;
  purchases: Accuracy;
  /** null where the log has no values, or a model has no spend model beside it. */
  value: Accuracy | null;
}

/** A forecast of the shop's own past beside what came of it. Days are numbers since 1970-01-01. */
export interface AccuracyCard {
  /** The last day that the predictors had seen. */
  calibrationEnd: number;
  holdoutDays: number;
  /** Who had bought by then. */
  customers: number;
  /** Best first. */
  candidates: CandidateAccuracy[];
  /** Purchases of the one that is used, by tenths of what it predicted. */
  calibration: CalibrationGroup[];
  /** No order within the holdout, foretold and come true, by tenths. */
  churn: CalibrationGroup[];
  /** Share of customers whose purchases lay within their 80 % interval, randomised at its ends. */
  coverage: number;
  /** By which share the tilt lowered the loss of the best model; absent where it is not used. */
  tiltGain?: number;
  /** By which share the season of earlier years brought its total nearer; absent where it is not used. */
  seasonGain?: number;
}
