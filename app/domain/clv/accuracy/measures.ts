import { giniOf, type RankedColumn, rankColumn, spearmanOf, sumByValue } from './ranking.ts';

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
  const [ranked, rankedActual] = [rankColumn(predicted), rankColumn(actual)];
  const groups = groupByPrediction(ranked, rankedActual);
  const top = groups.at(-1);
  return {
    predicted: foretold,
    actual: came,
    bias: came > 0 ? foretold / came - 1 : null,
    meanAbsoluteError: absolute / predicted.length,
    rootMeanSquareError: Math.sqrt(square / predicted.length),
    spearman: spearmanOf(ranked, rankedActual),
    gini: giniOf(ranked, rankedActual),
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
export function calibrate(predicted: Float64Array, actual: Float64Array): CalibrationGroup[] {
  return groupByPrediction(rankColumn(predicted), rankColumn(actual));
}

function groupByPrediction(predicted: RankedColumn, actual: RankedColumn): CalibrationGroup[] {
  const customers = predicted.rank.length;
  const groups = Math.min(GROUPS, customers);
  const came = sumByValue(predicted, actual);
  let run = 0;
  let runStart = 0;
  return Array.from({ length: groups }, (_, group) => {
    const to = Math.round(((group + 1) * customers) / groups);
    let from = Math.round((group * customers) / groups);
    const size = to - from;
    const sums = { predicted: 0, actual: 0 };
    while (from < to) {
      const own = predicted.rows[run] ?? 0;
      const end = Math.min(to, runStart + own);
      sums.predicted += (end - from) * (predicted.values[run] ?? 0);
      sums.actual += (end - from) * ((came[run] ?? 0) / own);
      from = end;
      if (end === runStart + own) {
        runStart = end;
        run += 1;
      }
    }
    return { customers: size, predicted: sums.predicted / size, actual: sums.actual / size };
  });
}
