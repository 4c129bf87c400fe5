export interface Rank {
  /** The distinct values, rising. */
  values: Float64Array;
  /** For each row the place of its value among them. */
  rank: Uint32Array;
}

/** Whole numbers below this are ranked by a table of all of them. */
const SMALL = 1 << 17;

/** Orders the distinct values of a column. */
export function rankOf(column: Float64Array): Rank {
  return isSmallWhole(column) ? rankSmall(column) : rankAny(column);
}

/** Whether `rankOf` takes no more than a few passes over the column. */
export function isSmallWhole(column: Float64Array): boolean {
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row] ?? 0;
    if (!(value >= 0 && value < SMALL && value === Math.floor(value))) return false;
  }
  return true;
}

function rankSmall(column: Float64Array): Rank {
  const place = new Uint32Array(SMALL);
  for (let row = 0; row < column.length; row += 1) place[column[row] ?? 0] = 1;
  const values: number[] = [];
  for (let value = 0; value < SMALL; value += 1) {
    if (place[value] === 0) continue;
    place[value] = values.length;
    values.push(value);
  }
  const rank = new Uint32Array(column.length);
  for (let row = 0; row < column.length; row += 1) rank[row] = place[column[row] ?? 0] ?? 0;
  return { values: Float64Array.from(values), rank };
}

function rankAny(column: Float64Array): Rank {
  const ids = new Map<number, number>();
  const rank = new Uint32Array(column.length);
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row] ?? 0;
    let id = ids.get(value);
    if (id === undefined) {
      id = ids.size;
      ids.set(value, id);
    }
    rank[row] = id;
  }
  const values = Float64Array.from(ids.keys()).sort();
  const rankOfId = new Uint32Array(values.length);
  values.forEach((value, place) => {
    rankOfId[ids.get(value) ?? 0] = place;
  });
  for (let row = 0; row < rank.length; row += 1) rank[row] = rankOfId[rank[row] ?? 0] ?? 0;
  return { values, rank };
}

/**
 * Where each row goes when rows are put in order of their rank, those of equal rank staying in
 * sequence: a counting sort.
 * @param ranks how many there are
 */
export function placesByRank(rank: Uint32Array, ranks: number): Uint32Array {
  const next = new Uint32Array(ranks + 1);
  for (let row = 0; row < rank.length; row += 1) {
    const after = (rank[row] ?? 0) + 1;
    next[after] = (next[after] ?? 0) + 1;
  }
  for (let at = 1; at < next.length; at += 1) next[at] = (next[at] ?? 0) + (next[at - 1] ?? 0);
  const places = new Uint32Array(rank.length);
  for (let row = 0; row < rank.length; row += 1) {
    const own = rank[row] ?? 0;
    const place = next[own] ?? 0;
    next[own] = place + 1;
    places[row] = place;
  }
  return places;
}

/** The column with each row at its place. */
export function moveTo<Column extends Uint32Array | Float64Array>(
  places: Uint32Array,
  column: Column,
): Column {
  const moved = column.slice() as Column;
  for (let row = 0; row < places.length; row += 1) moved[places[row] ?? 0] = column[row] ?? 0;
  return moved;
}
