import { isSmallWhole, moveTo, placesByRank, rankOf } from '../rank.ts';

/** Customers by rank of x and of T. */
export interface RankedCustomers {
  x: Uint32Array;
  age: Uint32Array;
  recency: Float64Array;
  weight?: Float64Array | undefined;
}

/** In order of x, then T, then t_x. */
export function sortHistories(
  customers: RankedCustomers,
  ages: number,
  frequencies: number,
): RankedCustomers {
  const isWhole = isSmallWhole(customers.recency);
  const byRecency = isWhole ? sortByRecency(customers) : customers;
  const byAge = move(byRecency, placesByRank(byRecency.age, ages));
  const sorted = move(byAge, placesByRank(byAge.x, frequencies));
  if (isWhole) return sorted;
  const { x, age, recency, weight } = sorted;
  for (let start = 0; start < x.length; ) {
    let end = start + 1;
    while (end < x.length && x[end] === x[start] && age[end] === age[start]) end += 1;
    sortRun(recency, weight, start, end);
    start = end;
  }
  return sorted;
}

/** Whole days are few: one more counting sort is quicker than to sort what x and T leave together. */
function sortByRecency(customers: RankedCustomers): RankedCustomers {
  const { rank, values } = rankOf(customers.recency);
  return move(customers, placesByRank(rank, values.length));
}

function move({ x, age, recency, weight }: RankedCustomers, places: Uint32Array): RankedCustomers {
  return {
    x: moveTo(places, x),
    age: moveTo(places, age),
    recency: moveTo(places, recency),
    weight: weight && moveTo(places, weight),
  };
}

/** Up to here insertion is quicker than a call of the built-in sort. */
const FEW = 24;

function sortRun(
  recency: Float64Array,
  weight: Float64Array | undefined,
  start: number,
  end: number,
): void {
  if (end - start > FEW) {
    if (weight) sortPairs(recency, weight, start, end);
    else recency.subarray(start, end).sort();
    return;
  }
  for (let at = start + 1; at < end; at += 1) {
    const value = recency[at] ?? 0;
    const own = weight?.[at] ?? 0;
    let place = at;
    for (; place > start && (recency[place - 1] ?? 0) > value; place -= 1) {
      recency[place] = recency[place - 1] ?? 0;
      if (weight) weight[place] = weight[place - 1] ?? 0;
    }
    recency[place] = value;
    if (weight) weight[place] = own;
  }
}

function sortPairs(recency: Float64Array, weight: Float64Array, start: number, end: number): void {
  const [times, weights] = [recency.slice(start, end), weight.slice(start, end)];
  const order = Uint32Array.from(times, (_, at) => at);
  order.sort((one, other) => (times[one] ?? 0) - (times[other] ?? 0));
  for (let at = start; at < end; at += 1) {
    recency[at] = times[order[at - start] ?? 0] ?? 0;
    weight[at] = weights[order[at - start] ?? 0] ?? 0;
  }
}
