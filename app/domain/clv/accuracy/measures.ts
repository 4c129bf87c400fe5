import { giniOf, spearmanOf } from './ranking.ts';

/** How predictions of single customers compare with what came. */
export interface Accuracy {
  predicted: number;
  actual: number;
  /** Σ predicted / Σ actual − 1; null where nothing came. */
  bias: number | null;
  meanAbsoluteError: number;
  rootMeanSquareError: number;
  /** Rank correlation, ties at their mean rank; null where either side is all alike. */
  spearman: number | null;
  /** Gini of what came in the order of the predictions, over that of the perfect order. */
  gini: number | null;
  /** Mean of |predicted − actual| / actual over tenths by prediction; null where one came to nothing. */
  decileError: number | null;
  /** Share of all that came which the best-predicted tenth brought. */
  topDecileCapture: number | null;
}

/** Customers of like predictions: what was expected of one on average and what one did. */
export interface CalibrationGroup {
  customers: number;
  predicted: number;
  actual: number;
}

const GROUPS = 10;

/**
 * Compares two columns of one row per customer.
 * @throws RangeError if they differ in length or are empty
 */
export function measureAccuracy(predicted: Float64Array, actual: Float64Array): Accuracy {
  if (predicted.length !== actual.length || predicted.length === 0) {
    throw new RangeError(`${predicted.length} predictions for ${actual.length} customers.`);
  }
  let [foretold, came, absolute, square] = [0, 0, 0, 0];
  for (let row = 0; row < predicted.length; row += 1) {
    const error = (predicted[row] ?? 0) - (actual[row] ?? 0);
    foretold += predicted[row] ?? 0;
    came += actual[row] ?? 0;
    absolute += Math.abs(error);
    square += error * error;
  }
  const groups = calibrate(predicted, actual);
  const top = groups.at(-1);
  return {
    predicted: foretold,
    actual: came,
    bias: came > 0 ? foretold / came - 1 : null,
    meanAbsoluteError: absolute / predicted.length,
    rootMeanSquareError: Math.sqrt(square / predicted.length),
    spearman: spearmanOf(predicted, actual),
    gini: giniOf(predicted, actual),
    decileError: decileErrorOf(groups),
    topDecileCapture: came > 0 && top ? (top.actual * top.customers) / came : null,
  };
}

function decileErrorOf(groups: readonly CalibrationGroup[]): number | null {
  if (groups.some(({ actual }) => actual <= 0)) return null;
  const errors = groups.map(({ predicted, actual }) => Math.abs(predicted - actual) / actual);
  return errors.reduce((sum, each) => sum + each, 0) / errors.length;
}

/**
 * Tenths of the customers by prediction, lowest first. A run of equal predictions that lies across an
 * edge is shared out evenly: each side gets the run's mean of what came, so that the order of the rows
 * changes nothing.
 */
export function calibrate(
  predicted: Float64Array,
  actual: Float64Array,
  groups = Math.min(GROUPS, predicted.length),
): CalibrationGroup[] {
  const order = Uint32Array.from(predicted, (_, row) => row);
  order.sort((one, other) => (predicted[one] ?? 0) - (predicted[other] ?? 0) || one - other);
  const expected = meanOfTies(order, predicted, actual);
  return Array.from({ length: groups }, (_, group) => {
    const from = Math.round((group * order.length) / groups);
    const to = Math.round(((group + 1) * order.length) / groups);
    let [foretold, came] = [0, 0];
    for (let place = from; place < to; place += 1) {
      foretold += predicted[order[place] ?? 0] ?? 0;
      came += expected[place] ?? 0;
    }
    return { customers: to - from, predicted: foretold / (to - from), actual: came / (to - from) };
  });
}

/** For each place in the order what came on average of the rows of that prediction. */
function meanOfTies(order: Uint32Array, predicted: Float64Array, actual: Float64Array) {
  const means = new Float64Array(order.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    let sum = 0;
    while (to < order.length && predicted[order[to] ?? 0] === predicted[order[from] ?? 0]) {
      sum += actual[order[to] ?? 0] ?? 0;
      to += 1;
    }
    means.fill(sum / (to - from), from, to);
    from = to;
  }
  return means;
}
