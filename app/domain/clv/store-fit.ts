import type { AccuracyCard } from './accuracy/accuracy-card.ts';
import type { TooLittleData } from './fit/model-fit.ts';
import type { PurchaseModelName } from './purchase-model.ts';
import type { Tilt } from './tilt.ts';

/** What a model has to beat to be used. */
export const NAIVE_PREDICTORS = ['last-period', 'cohort-mean', 'classic'] as const;

export type NaivePredictor = (typeof NAIVE_PREDICTORS)[number];
export type Predictor = PurchaseModelName | NaivePredictor;

/** A purchase model as it was fitted, in numbers that JSON keeps; times in `timeUnitDays`. */
export interface FittedPurchases {
  model: PurchaseModelName;
  outcome: 'converged' | 'nbd-limit';
  /** r, alpha, a, b; of Pareto/NBD r, alpha, s, beta; of a regular form k besides. */
  parameters: Record<string, number>;
  /** null where the data do not bound a parameter. */
  standardErrors: Record<string, number | null>;
  /** Row-major, of the logarithms of the first four parameters. */
  logCovariance: number[];
  logLikelihood: number;
}

/** The Gamma-Gamma model of order values, in the unit of the amounts. */
export interface FittedSpend {
  /** As they are used: those of the fit, unless its tail has no finite mean. */
  parameters: { p: number; q: number; v: number };
  standardErrors: { p: number; q: number; v: number };
  logCovariance: number[];
  logLikelihood: number;
  /** Whether the tail was bounded, because the fitted one is too heavy for a mean. */
  isTailBounded: boolean;
}

/** A total over all customers with its 80 % interval. */
export interface TotalBand {
  expected: number;
  lower: number;
  upper: number;
}

export interface FittedStore {
  outcome: 'converged' | 'nbd-limit';
  /** Who predicts: the model, or the naive baseline that did better on the shop's own past. */
  predictor: Predictor;
  purchases: FittedPurchases;
  /** What the model's expected purchases are corrected by; absent where the model does best as it is. */
  tilt?: Tilt;
  /** What the season multiplies purchases within the horizon with; absent where none is known. */
  season?: number;
  /** null where too few repeat purchases have a value: then nothing is said in money. */
  spend: FittedSpend | null;
  /** null where the history is too short to be split. */
  accuracy: AccuracyCard | null;
  /** Of all customers within the horizon; value without discount, null without spend. */
  total: { purchases: TotalBand; value: TotalBand | null };
  customers: number;
  options: FitOptions;
}

export interface UnfittedStore {
  outcome: 'too-little-data';
  reason: StoreLack;
  customers: number;
  options: FitOptions;
}

/** All that a fit of a store comes to; numbers, texts, lists and null only. */
export type StoreFit = FittedStore | UnfittedStore;

/** What is missing, and when it will be there if customers keep coming as they did; a day number. */
export interface StoreLack extends TooLittleData {
  expectedOn: number | null;
}

export interface FitOptions {
  /** The last day whose purchases are known, in days since 1970-01-01. */
  observationEnd: number;
  horizonDays: number;
  /** Probability of no order within so many days is what churn means. */
  churnHorizonDays: number;
  monthlyDiscountRate: number;
  /** One model, or whichever forecasts the shop's own past best. */
  model: PurchaseModelName | 'best';
  /** Days in the time unit of the parameters. */
  timeUnitDays: 1 | 7;
}

export const DEFAULT_FIT_OPTIONS = {
  horizonDays: 365,
  churnHorizonDays: 90,
  monthlyDiscountRate: 0.01,
  model: 'best',
  timeUnitDays: 1,
} as const satisfies Omit<FitOptions, 'observationEnd'>;

/** One row for each customer who ever bought, by his number in the log. */
export interface CustomerPredictions {
  customers: Uint32Array;
  /** Until when each is observed, in days since 1970-01-01: what follows is counted from here. */
  asOf: Int32Array;
  probabilityAlive: Float64Array;
  churnProbability: Float64Array;
  expectedPurchases: Float64Array;
  /** The 80 % interval of the purchases within the horizon. */
  lowerPurchases: Float64Array;
  upperPurchases: Float64Array;
  /** Expected value of an order; NaN without a spend model, as what follows. */
  expectedOrderValue: Float64Array;
  /** Discounted value within the horizon, with its 80 % interval. */
  clv: Float64Array;
  lowerClv: Float64Array;
  upperClv: Float64Array;
  /** Days from `asOf` to the next order: median and middle half; NaN where he is rather gone. */
  nextOrder: Float64Array;
  nextOrderFrom: Float64Array;
  nextOrderTo: Float64Array;
}
