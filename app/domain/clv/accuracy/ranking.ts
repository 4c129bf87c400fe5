/**
 * Spearman's rank correlation, equal values at their mean rank; null where a side is all alike.
 */
export function spearmanOf(one: Float64Array, other: Float64Array): number | null {
  const [first, second] = [meanRanks(one), meanRanks(other)];
  const mean = (one.length + 1) / 2;
  let [together, ofFirst, ofSecond] = [0, 0, 0];
  for (let row = 0; row < one.length; row += 1) {
    const a = (first[row] ?? 0) - mean;
    const b = (second[row] ?? 0) - mean;
    together += a * b;
    ofFirst += a * a;
    ofSecond += b * b;
  }
  return ofFirst > 0 && ofSecond > 0 ? together / Math.sqrt(ofFirst * ofSecond) : null;
}

function meanRanks(column: Float64Array): Float64Array {
  const order = Uint32Array.from(column, (_, row) => row);
  order.sort((one, other) => (column[one] ?? 0) - (column[other] ?? 0));
  const ranks = new Float64Array(column.length);
  forEachTie(order, column, (from, to) => {
    for (let at = from; at < to; at += 1) ranks[order[at] ?? 0] = (from + 1 + to) / 2;
  });
  return ranks;
}

/**
 * The normalised Gini: area between the diagonal and the share of what came, customers taken from
 * the best predicted down, over that of the perfect order. Equal predictions are taken together. Null
 * where nothing came, or of all alike.
 */
export function giniOf(predicted: Float64Array, actual: Float64Array): number | null {
  const perfect = lorenzArea(actual, actual);
  const area = lorenzArea(predicted, actual);
  return perfect === null || area === null || perfect === 0 ? null : area / perfect;
}

function lorenzArea(score: Float64Array, actual: Float64Array): number | null {
  const total = actual.reduce((sum, each) => sum + each, 0);
  if (!(total > 0)) return null;
  const order = Uint32Array.from(score, (_, row) => row);
  order.sort((one, other) => (score[other] ?? 0) - (score[one] ?? 0));
  let [area, share] = [0, 0];
  forEachTie(order, score, (from, to) => {
    let came = 0;
    for (let at = from; at < to; at += 1) came += actual[order[at] ?? 0] ?? 0;
    const next = share + came / total;
    area += ((share + next) / 2) * ((to - from) / order.length);
    share = next;
  });
  return area - 0.5;
}

/** Calls for each run of equal values, by its places from `from` up to, not including, `to`. */
function forEachTie(
  order: Uint32Array,
  column: Float64Array,
  visit: (from: number, to: number) => void,
): void {
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && column[order[to] ?? 0] === column[order[from] ?? 0]) to += 1;
    visit(from, to);
    from = to;
  }
}
