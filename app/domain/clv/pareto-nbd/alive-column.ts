import type { DistinctStates } from '../distinct-states.ts';
import { DropoutCurve } from './dropout-curve.ts';
import { ParetoNbdForecast } from './forecast.ts';
import type { ParetoNbdParameters } from './parameters.ts';

/** P(alive) of each row. @param states of the rows */
export function aliveColumn(
  parameters: ParetoNbdParameters,
  states: DistinctStates,
  recency: Float64Array,
): Float64Array {
  const alive = new Float64Array(recency.length).fill(1);
  if (parameters.s === 0) return alive;
  const one = new ParetoNbdForecast(parameters);
  const { frequency, customerAge, ofRow } = states;
  const curves = curvesOf(parameters, states);
  // P(alive) of who never came back; of the others what their curve says of T.
  const shared = frequency.map((x, state) => {
    const T = customerAge[state] ?? 0;
    return x === 0 ? one.probabilityAlive(0, 0, T) : (curves[state]?.droppedAfter(T) ?? 0);
  });
  for (let row = 0; row < alive.length; row += 1) {
    const state = ofRow[row] ?? 0;
    const x = frequency[state] ?? 0;
    const own = shared[state] ?? 0;
    if (x === 0) {
      alive[row] = own;
      continue;
    }
    const tx = recency[row] ?? 0;
    const T = customerAge[state] ?? 0;
    const curve = curves[state];
    alive[row] = curve ? curve.probabilityAlive(tx, T, own) : one.probabilityAlive(x, tx, T);
  }
  return alive;
}

/** For each state the curve of its x; null where no one came back or the rows are too few for one. */
function curvesOf(
  parameters: ParetoNbdParameters,
  { frequency, customerAge, ofRow }: DistinctStates,
): (DropoutCurve | null)[] {
  const rows = new Uint32Array(frequency.length);
  for (const state of ofRow) rows[state] = (rows[state] ?? 0) + 1;
  const curves: (DropoutCurve | null)[] = [];
  for (let from = 0; from < frequency.length; ) {
    const x = frequency[from] ?? 0;
    let to = from;
    let customers = 0;
    let latest = 0;
    for (; to < frequency.length && frequency[to] === x; to += 1) {
      customers += rows[to] ?? 0;
      latest = Math.max(latest, customerAge[to] ?? 0);
    }
    const isWorthIt = x > 0 && DropoutCurve.integrals(parameters, latest) < customers;
    const curve = isWorthIt ? new DropoutCurve(parameters, x, latest) : null;
    for (; from < to; from += 1) curves.push(curve);
  }
  return curves;
}
