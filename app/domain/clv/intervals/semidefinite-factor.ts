/** A pivot below this share of the largest variance is rounding. */
const ROUNDING = 1e-13;

/** The columns of L with L Lᵀ = a covariance, those that are 0 left out. */
export function semidefiniteFactor(covariance: Float64Array, size: number): Float64Array[] {
  const rest = covariance.slice();
  const largest = Math.max(...Array.from({ length: size }, (_, i) => rest[i * (size + 1)] ?? 0));
  const columns: Float64Array[] = [];
  for (let pivot = 0; pivot < size; pivot += 1) {
    const variance = rest[pivot * (size + 1)] ?? 0;
    if (!(variance > ROUNDING * largest)) continue;
    const column = new Float64Array(size);
    for (let row = pivot; row < size; row += 1) {
      column[row] = (rest[row * size + pivot] ?? 0) / Math.sqrt(variance);
    }
    for (let at = 0; at < rest.length; at += 1) {
      const [row, own] = [Math.floor(at / size), at % size];
      rest[at] = (rest[at] ?? 0) - (column[row] ?? 0) * (column[own] ?? 0);
    }
    columns.push(column);
  }
  return columns;
}
